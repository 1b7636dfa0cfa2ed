"""Doors at the desk and on a phone: a link is made, shown, used, and ended."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.checkin import queries, service
from tests.checkin.conftest import Door, line
from tests.checkin.test_queries import forge
from tests.support import people
from tests.support.people import hold

DOORS = "/desk/meeting/doors"


@pytest.fixture
def desk(app: Flask, event_id: UUID) -> FlaskClient:
    """Somebody who may pair doors."""
    return people.desk(app, event_id, "door-chief")


def test_a_desk_without_doors_says_what_to_do(desk: FlaskClient) -> None:
    page = desk.get(f"{DOORS}?lang=en").text
    assert "No door is paired yet." in page
    assert re.search(r'name="checkpoints"[^>]*value="plenary-1"', page)


def test_a_link_is_made_shown_and_opened_by_two_phones(app: Flask, desk: FlaskClient, event_id: UUID) -> None:
    made = desk.post(DOORS, data={"name": "Hall", "checkpoints": ["opening"], "may_override": "y"})
    assert made.status_code == 302
    shown = desk.get(made.location)
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert "<svg" in shown.text
    assert "no phone yet" in desk.get(f"{DOORS}?lang=en").text
    link = re.search(r"/door/pair/[\w-]{43}", shown.text)
    assert link is not None
    phone = app.test_client()
    page = phone.get(link[0])
    assert (page.status_code, page.headers["Referrer-Policy"]) == (200, "no-referrer")
    paired = [phone.post(link[0]).get_json() for _ in range(2)]
    assert [one["device"] for one in paired] == ["Hall", "Hall (2)"]
    assert [one["key"] for one in paired[0]["checkpoints"]] == ["opening"]
    assert (paired[0]["may_override"], paired[0]["event"]["slug"]) == (True, "meeting")
    assert paired[0]["token"] != paired[1]["token"]
    assert queries.find_device(paired[0]["token"]) is not None
    shown = desk.get(f"{DOORS}?lang=en").text
    assert ("Hall (2)" in shown, "Hall (3)" in shown, "no phone yet" in shown) == (True, False, False)


def test_a_door_needs_a_name_and_known_places(desk: FlaskClient, event_id: UUID) -> None:
    for data in ({"name": ""}, {"name": "x" * 101}, {"name": "Hall", "checkpoints": ["cellar"]}):
        assert desk.post(DOORS, data=data).status_code == 422
    assert queries.pairings(event_id) == []


def test_an_ended_link_pairs_nobody_and_is_not_shown(app: Flask, desk: FlaskClient, door: Door) -> None:
    page = f"{DOORS}/{door.pairing}"
    assert desk.get(page).status_code == 200
    assert desk.post(f"{page}/revoke").location == DOORS
    assert desk.get(page).status_code == 404
    phone = app.test_client()
    assert [
        phone.get(f"/door/pair/{door.link}").status_code,
        phone.post(f"/door/pair/{door.link}").status_code,
    ] == [
        404,
        404,
    ]
    assert "Ended" in desk.get(f"{DOORS}?lang=en").text
    assert door.scan(line("x"))[0]["held"]


def test_one_device_ends_and_the_link_goes_on(desk: FlaskClient, door: Door) -> None:
    (pairing,) = queries.pairings(door.event_id)
    ended = desk.post(f"{DOORS}/devices/{pairing.devices[0].id}/revoke")
    assert ended.location == DOORS
    assert door.scan(line("x"))[0]["held"]
    token, _pairing = service.pair_device(door.link)
    found = queries.find_device(token)
    assert found is not None
    assert not found.revoked


def test_doors_of_another_event_are_out_of_reach(app: Flask, desk: FlaskClient) -> None:
    other = Door(app, hold("elsewhere"))
    (pairing,) = queries.pairings(other.event_id)
    addresses = (f"{other.pairing}", f"{other.pairing}/revoke", f"devices/{pairing.devices[0].id}/revoke")
    answers = [desk.get(f"{DOORS}/{addresses[0]}"), *(desk.post(f"{DOORS}/{one}") for one in addresses[1:])]
    answers.append(desk.post(f"{DOORS}/{uuid4()}/revoke"))
    assert [one.status_code for one in answers] == [404] * 4
    found = queries.find_device(other.token)
    assert found is not None
    assert not found.revoked


def test_the_log_of_scans_is_verified_on_demand(desk: FlaskClient, door: Door) -> None:
    door.scan(line("x"), line("y"))
    assert "chain closes" not in desk.get(f"{DOORS}?lang=en").text
    assert "The chain closes" in desk.get(f"{DOORS}?lang=en&verify=1").text
    forge("UPDATE scan SET outcome = 'admitted' WHERE number = 2")
    assert "The chain is broken at line 2." in desk.get(f"{DOORS}?lang=en&verify=1").text


def test_the_door_may_run_the_barcode_reader_and_no_other_page_may(
    client: FlaskClient, event_id: UUID
) -> None:
    policy = client.get("/door/").headers["Content-Security-Policy"]
    assert "'wasm-unsafe-eval'" in policy
    assert "unsafe-inline" not in policy
    assert "wasm" not in client.get("/meeting/").headers["Content-Security-Policy"]

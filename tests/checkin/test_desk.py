"""The desk at the door: what waits is decided on, nothing is changed, and who is where follows."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient

from app.checkin import queries
from app.checkin import service as checkin
from app.checkin.queries import Chosen
from app.events import queries as events
from app.kernel import clock
from app.kernel.signing import digest
from app.people import service as people
from app.people.queries import find_user
from tests.checkin.conftest import Door, ago, line, log
from tests.checkin.test_walk_ins import blank_code, walk_in
from tests.support.people import address, all_approved, approved, desk


def whole(event_id: UUID) -> dict[str, int]:
    """How many are inside where, by the table, which says what the log says."""
    assert queries.standings(event_id) == queries.from_nothing(event_id)
    assert queries.first_break(event_id) is None
    return {key: one.inside for key, one in queries.inside(event_id).items() if one.inside}


def chief(app: Flask, event_id: UUID) -> FlaskClient:
    return desk(app, event_id, "door-chief")


def held_door(app: Flask, event_id: UUID) -> Door:
    """A phone whose pairing has been ended."""
    door = Door(app, event_id, "Old phone")
    checkin.revoke_pairing(door.pairing, event_id)
    return door


def test_held_scans_count_once_they_are_accepted(app: Flask, door: Door) -> None:
    amina, brahim = all_approved(door.event_id, 2)
    old = held_door(app, door.event_id)
    undone = line(brahim, at=ago(8))
    old.scan(line(amina, at=ago(9)), undone, line(brahim, corrects=undone["id"], reason="Wrong", at=ago(7)))
    assert whole(door.event_id) == {}
    page = chief(app, door.event_id)
    assert "Old phone" in page.get("/desk/meeting/doors/held?lang=fr").text
    assert page.post("/desk/meeting/doors/held", data={"act": "accept", "all": "y"}).status_code == 303
    assert whole(door.event_id) == {"opening": 1}
    assert queries.held(door.event_id) == []
    page.post("/desk/meeting/doors/held", data={"act": "accept", "all": "y"})
    assert len(log(door.event_id)) == 6
    assert door.outcomes(line(amina), line(brahim)) == ["already_in", "admitted"]


def test_rejected_scans_never_count(app: Flask, door: Door) -> None:
    old = held_door(app, door.event_id)
    sent = line(approved(door.event_id))
    old.scan(sent)
    data = {"act": "reject", "scan": [sent["id"], "nonsense"]}
    chief(app, door.event_id).post("/desk/meeting/doors/held", data=data)
    assert (whole(door.event_id), queries.held(door.event_id)) == ({}, [])
    assert [(one.reason, str(one.about)) for one in log(door.event_id)[1:]] == [("rejected", sent["id"])]


def test_an_accepted_walk_in_is_registered_then(app: Flask, door: Door) -> None:
    code = blank_code(door)
    held_door(app, door.event_id).scan(walk_in(code, at=ago(9)))
    assert door.outcomes(line(code, checkpoint="main", at=ago(5))) == ["unknown"]
    chief(app, door.event_id).post("/desk/meeting/doors/held", data={"act": "accept", "all": "y"})
    assert whole(door.event_id) == {"opening": 1, "main": 1}
    assert door.outcomes(line(code)) == ["already_in"]


def test_a_batch_scanned_at_the_wrong_place_is_moved_in_one_act(app: Flask, door: Door) -> None:
    crowd = all_approved(door.event_id, 5)
    door.scan(*(line(one, checkpoint="main", at=ago(20)) for one in crowd))
    Door(app, door.event_id, "Door B").scan(line(crowd[0], checkpoint="main", at=ago(10)))
    device = next(one.devices[0].id for one in queries.pairings(door.event_id) if one.name == "Door A")
    zone = events.scope_of(door.event_id).timezone
    there = clock.local(clock.parse(ago(20)), zone)
    asked = {
        "checkpoint": "main",
        "target": "opening",
        "device": str(device),
        "day": there.date().isoformat(),
    }
    page = chief(app, door.event_id)
    shown = page.get("/desk/meeting/doors/move", query_string=asked | {"lang": "en"})
    assert "5 scans" in shown.text
    assert page.post("/desk/meeting/doors/move", data=asked | {"target": "main"}).status_code == 422
    assert page.post("/desk/meeting/doors/move", data=asked).status_code == 303
    assert whole(door.event_id) == {"opening": 5, "main": 1}
    assert queries.presence_at(door.event_id, "opening").keys() == {one.id for one in crowd}
    lines = log(door.event_id)
    assert len(lines) == 6 + 10
    assert [(one.outcome, one.reason) for one in lines[:5]] == [("admitted", "")] * 5
    assert page.post("/desk/meeting/doors/move", data=asked).status_code == 303  # nothing is left to move
    assert len(log(door.event_id)) == 16


def test_two_gates_that_were_cut_off_admit_one_badge_and_the_desk_settles_it(app: Flask, door: Door) -> None:
    amina, brahim = all_approved(door.event_id, 2)
    other = Door(app, door.event_id, "Door B")
    for one in (amina, brahim):
        assert door.scan(line(one, at=ago(10)))[0].get("conflict") is None
        (late,) = other.scan(line(one, at=ago(20)))
        assert (late["outcome"], late["conflict"]) == ("admitted", True)
    pairs = queries.conflicts(door.event_id)
    assert [(first.device, second.device) for first, second in pairs] == [("Door B", "Door A")] * 2
    assert queries.waiting(door.event_id).conflicts == 2
    page = chief(app, door.event_id)
    assert "Door B" in page.get("/desk/meeting/doors/conflicts").text
    for (first, second), undo in zip(pairs, ("", str(pairs[1][0].scan_id)), strict=True):
        flagged = first if first.conflict else second
        address = f"/desk/meeting/doors/conflicts/{flagged.scan_id}"
        assert page.post(address, data={"undo": undo}).status_code == 303
        assert page.post(address, data={"undo": undo}).status_code == 404
    assert queries.conflicts(door.event_id) == []
    assert whole(door.event_id) == {"opening": 2}


def test_a_second_scan_that_the_gate_could_know_of_is_no_conflict(app: Flask, door: Door) -> None:
    amina = approved(door.event_id)
    door.scan(line(amina, at=ago(0)))
    (again,) = Door(app, door.event_id, "Door B").scan(line(amina, at=clock.stamp(clock.now())))
    assert again["outcome"] == "already_in"
    assert "conflict" not in again


def unsent(door: Door, *lines: object, **more: object) -> dict[str, object]:
    said = {
        "multaqa": "unsent-scans", "version": 1, "event": "meeting", "device": "Door A",
        "token_hint": digest(door.token).hex()[:8], "made_at": ago(0), "scans": list(lines),
    }  # fmt: skip
    return {"file": (BytesIO(json.dumps(said | more).encode()), "unsent.json")}


def test_a_file_of_unsent_scans_is_taken_as_its_device_sent_it(app: Flask, door: Door) -> None:
    amina, brahim = all_approved(door.event_id, 2)
    sent = line(amina, at=ago(9))
    door.scan(sent)
    page = chief(app, door.event_id)
    fresh = line(brahim, at=ago(8))
    for _turn in range(2):
        answer = page.post("/desk/meeting/doors/unsent", data=unsent(door, sent, fresh))
        assert answer.status_code == 303
    assert whole(door.event_id) == {"opening": 2}
    assert len(log(door.event_id)) == 2


def test_a_file_of_an_unknown_device_is_held_and_another_file_refused(app: Flask, door: Door) -> None:
    page, sent = chief(app, door.event_id), line(approved(door.event_id))
    page.post("/desk/meeting/doors/unsent", data=unsent(door, sent, token_hint="00000000"))
    assert (whole(door.event_id), len(queries.held(door.event_id))) == ({}, 1)
    for wrong in ({"event": "elsewhere"}, {"multaqa": "x"}, {"scans": 7}, {"version": 2}):
        answer = page.post("/desk/meeting/doors/unsent?lang=en", data=unsent(door, sent, **wrong))
        assert answer.status_code == 422
        assert "not a file of unsent scans" in answer.text
    assert (
        page.post("/desk/meeting/doors/unsent", data={"file": (BytesIO(b"\xff{"), "x.json")}).status_code
        == 422
    )
    assert len(log(door.event_id)) == 1


MARK = "Rehearsal: everything works, nothing counts."


def test_a_rehearsal_works_and_is_cleared_in_one_act(app: Flask, door: Door) -> None:
    amina, code, page = approved(door.event_id), blank_code(door), chief(app, door.event_id)
    door.scan(line(amina, checkpoint="main", at=ago(50)))
    page.post("/desk/meeting/doors/rehearsal", data={"act": "begin"})
    first, second = door.scan(line(amina, at=ago(9)), line(amina))
    assert (first["outcome"], second["outcome"], first["rehearsal"]) == ("admitted", "already_in", True)
    (practised,) = door.scan(walk_in(code))
    assert (practised["outcome"], practised["registration"]) == ("admitted", None)
    bearer = {"Authorization": f"Bearer {door.token}"}
    facts = door.client.get("/api/v1/events/meeting/door", headers=bearer).get_json()
    assert facts["rehearsal"]
    known = door.client.get("/api/v1/events/meeting/roster", headers=bearer).get_json()["scans"]
    assert [one[0] for one in known] == [first["id"], second["id"]]
    assert whole(door.event_id) == {"main": 1}
    tabs = ["", "/board", "/places", "/walk-ins", "/held", "/conflicts", "/move"]
    marked = [MARK in page.get(f"/desk/meeting/doors{one}?lang=en").text for one in tabs]
    assert marked == [True] * len(tabs)
    page.post("/desk/meeting/doors/rehearsal", data={"act": "end"})
    assert MARK not in page.get("/desk/meeting/doors?lang=en").text
    assert door.outcomes(line(amina)) == ["admitted"]
    page.post("/desk/meeting/doors/rehearsal", data={"act": "begin"})
    assert door.outcomes(line(amina)) == ["admitted"]  # the first rehearsal is forgotten


def test_settings_and_places_reach_the_doors(app: Flask, door: Door) -> None:
    page, bearer = chief(app, door.event_id), {"Authorization": f"Bearer {door.token}"}
    data = {"early": "ask", "elsewhere": "accept", "silent": "7", "pin": "2468"}
    assert page.post("/desk/meeting/doors/settings", data=data).status_code == 303
    assert page.post("/desk/meeting/doors/settings", data=data | {"pin": "12"}).status_code == 422
    bus = {"kind": "bus", "name_ar": "حافلة الفندق", "name_fr": "Bus de l’hôtel", "capacity": "50"}
    assert page.post("/desk/meeting/doors/places", data=bus).status_code == 303
    assert page.post("/desk/meeting/doors/places", data=bus).status_code == 422
    shown = {"shown": "y", "both_ways": "y", "capacity": "80"}
    assert page.post("/desk/meeting/doors/places/opening", data=shown).status_code == 303
    assert page.post("/desk/meeting/doors/places/plenary-1", data={"both_ways": "y"}).status_code == 303
    assert page.post("/desk/meeting/doors/places/cellar", data=shown).status_code == 404
    facts = door.client.get("/api/v1/events/meeting/door", headers=bearer).get_json()
    assert facts["settings"] == {"early": "ask", "elsewhere": "accept"}
    found = {one["key"]: (one["kind"], one["capacity"], one["both_ways"]) for one in facts["checkpoints"]}
    assert found == {
        "main": ("main", None, True), "opening": ("session", 80, True), "bus-bus-de-l-h-tel": ("bus", 50, False),
    }  # fmt: skip
    press = approved(door.event_id, category="press")
    assert door.outcomes(line(press, checkpoint="plenary-1")) == [
        "admitted"
    ]  # accepted elsewhere, and hidden or not
    assert door.outcomes(line(press, checkpoint="bus-bus-de-l-h-tel")) == ["admitted"]


def test_a_device_reports_its_check_and_asks_for_what_it_compares_with(app: Flask, door: Door) -> None:
    bearer = {"Authorization": f"Bearer {door.token}"}
    facts = door.client.get("/api/v1/events/meeting/check", headers=bearer).get_json()
    assert len(facts["build"]) == 12
    said = {"results": {"camera": "ok", "sound": "bad", "other": "x", "clock": 7}}
    assert door.client.post("/api/v1/events/meeting/check", json=said, headers=bearer).status_code == 200
    for wrong in (b"{", b"[]", b'{"results": 7}'):
        answer = door.client.post("/api/v1/events/meeting/check", data=wrong, headers=bearer)
        assert answer.status_code == 400
    device = queries.pairings(door.event_id)[0].devices[0]
    assert device.checks == {"camera": "ok", "sound": "bad"}
    assert "Sound" in chief(app, door.event_id).get("/desk/meeting/doors/board?lang=en").text


def test_a_walk_in_is_put_in_order_or_refused(app: Flask, door: Door) -> None:
    one, other = (door.scan(walk_in(blank_code(door)))[0]["registration"] for _turn in range(2))
    page = desk(app, door.event_id, "organiser")
    shown = page.get(f"/desk/meeting/doors/walk-ins?lang=en&of={one}&find=Salma").text
    assert shown.count("Salma Bent Ahmed") >= 3
    address = "/desk/meeting/doors/walk-ins/"
    assert page.post(address + one, data={"act": "confirm"}).status_code == 303
    assert page.post(address + other, data={"act": "refuse"}).status_code == 422
    assert (
        page.post(address + other, data={"act": "refuse", "reason": "Not of this meeting"}).status_code == 303
    )
    assert page.post(address + str(uuid4()), data={"act": "confirm"}).status_code == 404
    assert queries.waiting(door.event_id).walk_ins == 0
    assert "All walk-ins are in order" in page.get("/desk/meeting/doors/walk-ins?lang=en").text


def test_a_merged_walk_in_has_been_where_either_was(app: Flask, door: Door) -> None:
    amina = approved(door.event_id)
    door.scan(line(amina, checkpoint="main", at=ago(9)))
    (result,) = door.scan(walk_in(blank_code(door), at=ago(5)))
    page = desk(app, door.event_id, "organiser")
    page.post(f"/desk/meeting/doubles/{amina.id}/{result['registration']}", data={"act": "merge"})
    assert whole(door.event_id) == {"main": 1, "opening": 1}
    assert queries.waiting(door.event_id).walk_ins == 0
    assert len(queries.arrived(door.event_id)) == 1


def test_who_loses_the_role_loses_the_phones_that_they_paired(app: Flask, door: Door) -> None:
    page = desk(app, door.event_id, "door-volunteer")
    link = page.post("/desk/meeting/my-door").headers["Location"].rsplit("/", 1)[1]
    token = app.test_client().post(f"/door/pair/{link}").get_json()["token"]
    chief_door = queries.find_device(door.token)
    user = find_user(address(door.event_id, "door-volunteer"))
    assert user is not None
    people.take_role(user.id, "door-volunteer", door.event_id)
    facts = queries.find_device(token)
    assert facts is not None
    assert facts.revoked
    assert chief_door is not None
    assert not chief_door.revoked


def test_an_event_of_many_lines_is_moved_within_bounds(door: Door) -> None:
    now = clock.now()
    span = Chosen("main", clock.instant(now - timedelta(hours=1)), now)
    assert checkin.move_batch(door.event_id, span, "opening") == 0

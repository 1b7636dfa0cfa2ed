"""Attendance for programs: a door counts, a person with the right sees who."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from typing import Any
from unittest.mock import ANY
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.attendance import queries, rules, service
from app.attendance.models import Signature, SignatureInk
from app.checkin import service as checkin
from app.kernel import clock
from app.kernel.db import db
from app.kernel.signing import unseal_bytes
from app.people import service as accounts
from tests.attendance.conftest import Hall, Morning, moment
from tests.checkin.conftest import Door
from tests.support.people import hold, register

ADDRESS = "/api/v1/events/meeting/attendance"


def ask(hall: Hall, token: str, query: str = "?session=plenary-1") -> TestResponse:
    answer: TestResponse = hall.door.client.get(ADDRESS + query, headers={"Authorization": f"Bearer {token}"})
    return answer


def user_token(hall: Hall, role: str) -> str:
    accounts.add_user(f"{role}@example.org", role, hall.event_id)
    return accounts.issue_token(f"{role}@example.org", hall.event_id).token


def test_a_door_sees_the_counts_and_nobody(hall: Hall) -> None:
    said = ask(hall, hall.door.token).get_json()
    as_of = clock.parse(said.pop("as_of"))
    assert said == {"session": "plenary-1", "expected": 3, "present": 2, "attended": 3}
    assert abs((clock.now() - as_of).total_seconds()) < 60


@pytest.mark.parametrize("role", ["auditor", "accreditation"])
def test_whoever_may_see_attendance_sees_the_people(hall: Hall, role: str) -> None:
    said = ask(hall, user_token(hall, role)).get_json()
    assert (said["expected"], said["present"], len(said["people"])) == (3, 2, 4)
    amina = said["people"][0]
    assert (amina["registration"], amina["name_latin"]) == (str(hall.people[0].id), "Amina Mint Salem")
    assert (amina["first_in"], amina["last_out"]) == (clock.stamp(hall.came), clock.stamp(hall.went))
    assert (amina["present"], amina["attended"], amina["expected"]) == (False, True, True)
    mark = queries.register(hall.event_id).mark(hall.people[0].id, "plenary-1")
    assert amina["minutes"] == mark.minutes
    assert "email" not in amina
    assert "phone" not in amina


def test_the_print_room_sees_nothing(hall: Hall) -> None:
    assert ask(hall, user_token(hall, "print")).status_code == 403


@pytest.mark.parametrize("query", ["", "?session=", "?session=cellar", "?session=dinner"])
def test_an_unknown_session_is_a_problem(hall: Hall, query: str) -> None:
    answer = ask(hall, hall.door.token, query)
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


# --- signatures at a door ------------------------------------------------------------------------------------------

STROKES = [[[10, 10, 0], *([10 + step, 40 + step % 7, step * 8] for step in range(30))]]
PICTURE = "data:image/png;base64," + b64encode(b"\x89PNG\r\n\x1a\n drawn").decode()


def pad_of(door: Door, who: UUID, drawn: dict[str, Any] | None = None, checkpoint: str = "plenary-1") -> Any:
    address = f"/api/v1/events/meeting/signatures/{who}"
    headers = {"Authorization": f"Bearer {door.token}"}
    if drawn is None:
        return door.client.get(f"{address}?checkpoint={checkpoint}", headers=headers)
    return door.client.post(address, headers=headers, json={"checkpoint": checkpoint, **drawn})


DRAWN = {"strokes": STROKES, "picture": PICTURE}


def test_a_signature_at_a_door_is_sealed_to_person_session_and_time(app: Flask, hall: Hall) -> None:
    door, amina = Door(app, hall.event_id, may_sign=True), hall.people[0].id
    assert pad_of(door, amina).get_json() == {"outcome": "open", "place": "plenary-1", "title": ANY}
    before = clock.now()
    assert pad_of(door, amina, DRAWN).get_json()["outcome"] == "signed"
    assert pad_of(door, amina).get_json()["outcome"] == "signed"
    assert pad_of(door, amina, DRAWN).get_json()["outcome"] == "signed"
    (line,) = db.session.scalars(select(Signature).where(Signature.event_id == hall.event_id))
    assert (line.registration_id, line.place, line.how, line.content["by"]) == (
        amina,
        "plenary-1",
        "tablet",
        "Door A",
    )
    assert before <= line.signed_at <= clock.now()
    kept = db.session.get(SignatureInk, (hall.event_id, line.number))
    assert kept is not None
    opened = unseal_bytes(kept.ink_sealed)
    assert sha256(opened).hexdigest() == line.content["ink"]
    assert json.loads(opened)["strokes"] == STROKES
    assert queries.first_break_of_signatures(hall.event_id) is None


def test_a_door_whose_pairing_does_not_allow_it_takes_no_signature(hall: Hall) -> None:
    amina = hall.people[0].id
    assert (pad_of(hall.door, amina).status_code, pad_of(hall.door, amina, DRAWN).status_code) == (403, 403)


def test_a_door_takes_signatures_at_its_own_places_only(app: Flask, hall: Hall) -> None:
    door, amina = Door(app, hall.event_id, checkpoints=["main"], may_sign=True), hall.people[0].id
    assert pad_of(door, amina).status_code == 403
    assert pad_of(door, amina, DRAWN).status_code == 403
    assert pad_of(door, amina, checkpoint="cellar").status_code == 404
    stranger = register(hold("other"))
    assert pad_of(door, stranger, checkpoint="main").status_code == 404


def test_at_an_entrance_one_signs_for_the_half_day_under_way(app: Flask, morning: Morning) -> None:
    door, amina = Door(app, morning.event_id, may_sign=True), morning.people[0].id
    assert pad_of(door, amina, checkpoint="main").get_json()["outcome"] == "no_place"
    found = queries.places(morning.event_id)
    for hour, minute, key in ((12, 31, "1am"), (13, 59, "1pm")):
        place = rules.signed_for(found, "main", True, moment(hour, minute))
        assert place is not None
        assert place.key == key


def test_nothing_is_signed_at_a_closed_session_nor_in_a_rehearsal(app: Flask, hall: Hall) -> None:
    door, (amina, bilal, _khadija) = Door(app, hall.event_id, may_sign=True), hall.people
    service.close(hall.event_id, "plenary-1", "Khadija")
    assert pad_of(door, amina.id, DRAWN).get_json()["outcome"] == "closed"
    checkin.rehearse(hall.event_id, begin=True)
    assert pad_of(door, bilal.id, DRAWN).get_json() == {"outcome": "rehearsal", "place": None, "title": None}
    assert queries.signatures(hall.event_id) == []


def test_what_is_no_signature_is_refused(app: Flask, hall: Hall) -> None:
    door, signed = Door(app, hall.event_id, may_sign=True), {"checkpoint": "plenary-1", **DRAWN}
    for body, status in (
        (b"", 400),
        (b"[]", 400),
        (b'{"checkpoint": 5}', 400),
        (b'{"checkpoint": ' + b"[" * 100_000, 400),
        (b'{"checkpoint": "plenary-1"}', 422),
        (json.dumps({**signed, "strokes": [[[1, 2]]]}).encode(), 422),
        (json.dumps({**signed, "picture": "data:text/html,x"}).encode(), 422),
        (json.dumps({**signed, "picture": None}).encode(), 422),
    ):
        answer = door.client.post(
            f"/api/v1/events/meeting/signatures/{hall.people[0].id}",
            headers={"Authorization": f"Bearer {door.token}"},
            data=body,
        )
        assert answer.status_code == status, body[:80]
    assert queries.signatures(hall.event_id) == []

"""The roster: what a door knows ahead, told as changes, with nothing in it that a door has no use for."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import update

from app.badges import queries as badges
from app.badges.rules import Code
from app.checkin import service as checkin
from app.checkin.rules import Cursor, parse_cursor
from app.events.models import Event
from app.kernel.db import atomic
from app.kernel.signing import unseal
from app.registration import service
from tests.registration.conftest import make_event, registered
from tests.support.statements import counting

Json = dict[str, Any]


class Door:
    """A paired device and two delegates, one of them approved."""

    def __init__(self, app: Flask) -> None:
        """Make the event, the people and the pairing."""
        self.client, self.event_id = app.test_client(), make_event()
        self.known, self.waiting = registered(self.event_id), registered(self.event_id, email="b@example.org")
        service.approve(self.event_id, [self.known])
        self.token = checkin.pair(self.event_id, "Door A").token

    def roster(self, since: str = "") -> Json:
        """What the API answers."""
        answer = self.client.get(
            f"/api/v1/events/meeting/roster?since={since}", headers={"Authorization": f"Bearer {self.token}"}
        )
        assert answer.status_code == 200, answer.text
        found: Json = answer.get_json()
        return found

    def scan(self, direction: str = "in") -> UUID:
        """Send one scan of the approved person; its id."""
        ident, at = uuid4(), "2027-01-28T13:58:07.120Z"
        line = {"id": str(ident), "code": self.code, "checkpoint": "main", "at": at, "direction": direction}
        answer = self.client.post(
            "/api/v1/events/meeting/scans",
            json={"scans": [line]},
            headers={"Authorization": f"Bearer {self.token}"},
        )
        assert answer.get_json()["results"][0]["outcome"] in ("admitted", "already_in", "left")
        return ident

    @property
    def code(self) -> str:
        """The approved person's code, as their badge shows it."""
        return Code(unseal(badges.candidates(self.event_id, badges.Choice())[0].code_sealed)).payload


@pytest.fixture
def door(app: Flask, db: SQLAlchemy) -> Door:
    """A paired device at an event with two delegates."""
    return Door(app)


def people(roster: Json) -> list[str]:
    return [one["registration"] for one in roster["people"]]


def test_a_door_first_gets_everyone(door: Door) -> None:
    roster = door.roster()
    assert roster["whole"]
    assert not roster["more"]
    assert set(people(roster)) == {str(door.known), str(door.waiting)}


def test_a_person_is_known_by_code_name_and_the_end_of_the_phone(door: Door) -> None:
    one = next(one for one in door.roster()["people"] if one["registration"] == str(door.known))
    assert (one["state"], one["name_ar"], one["name_latin"]) == (
        "approved",
        "محمد ولد أحمد",
        "Mohamed Ould Ahmed",
    )
    assert (one["phone"], one["category"], one["delegation"]) == ("3456", "mayor", "")
    assert one["language"] == "ar"
    assert "mhmd" in one["search"]
    assert one["expected"] == ["main"]
    typed = Code(door.code.removeprefix("MQ1:")).typed.value
    check = {
        "check": sha256(door.code.encode()).hexdigest()[:16],
        "typed_check": sha256(b"multaqa typed code\0" + typed.encode()).hexdigest()[:16],
        "revoked": False,
    }
    assert one["codes"] == [check]


def test_no_address_and_no_answer_is_told(door: Door) -> None:
    said = json.dumps(door.roster(), ensure_ascii=False)
    for secret in ("@", "22123456", "+222", "processing", door.code, door.code.removeprefix("MQ1:")):
        assert secret not in said, secret


def test_nothing_comes_twice_when_nothing_changed(door: Door) -> None:
    again = door.roster(door.roster()["cursor"])
    assert (again["whole"], again["people"], again["scans"]) == (False, [], [])


def test_each_change_comes_with_the_next_question(door: Door) -> None:
    cursor = door.roster()["cursor"]
    for act, state in (
        (lambda: service.approve(door.event_id, [door.waiting]), "approved"),
        (lambda: service.withdraw(door.waiting), "withdrawn"),
        (lambda: service.come_back(door.waiting), "submitted"),
    ):
        act()
        news = door.roster(cursor)
        assert people(news) == [str(door.waiting)]
        assert news["people"][0]["state"] == state
        cursor = news["cursor"]


def test_a_revoked_code_comes_as_revoked(door: Door) -> None:
    cursor = door.roster()["cursor"]
    service.refuse(door.event_id, [door.known], "No place")
    assert [code["revoked"] for code in door.roster(cursor)["people"][0]["codes"]] == [True]


def test_scans_come_once_and_in_order(door: Door) -> None:
    first = door.scan()
    roster = door.roster()
    assert [line[0] for line in roster["scans"]] == [str(first)]
    assert roster["scans"][0][1:5] == [str(door.known), "main", "in", "admitted"]
    second = door.scan("out")
    assert [line[0] for line in door.roster(roster["cursor"])["scans"]] == [str(second)]


def test_a_long_log_comes_in_parts(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = [str(door.scan("in" if turn % 2 == 0 else "out")) for turn in range(5)]
    monkeypatch.setattr("app.checkin.queries.rosters.MOST_LINES", 2)
    roster = door.roster()
    got = [line[0] for line in roster["scans"]]
    while roster["more"]:
        roster = door.roster(roster["cursor"])
        got += [line[0] for line in roster["scans"]]
    assert got == sent


@pytest.mark.parametrize("cursor", ["", "guessed", "1.2", "1.999999.0", "-1.0.0"])
def test_a_cursor_that_means_nothing_here_asks_for_everything(door: Door, cursor: str) -> None:
    assert len(door.roster(cursor)["people"]) == 2


def test_a_changed_agenda_tells_everything_anew(door: Door) -> None:
    cursor = door.roster()["cursor"]
    with atomic() as session:
        session.execute(update(Event).values(version=Event.version + 1))
    assert door.roster(cursor)["whole"]


def test_a_roster_costs_the_same_for_any_number(door: Door) -> None:
    def statements() -> int:
        with counting() as seen:
            door.roster()
        return len(seen)

    door.roster()
    few = statements()
    for number in range(10):
        registered(door.event_id, email=f"more{number}@example.org")
    assert statements() == few


def test_a_cursor_is_read_back_as_it_was_written() -> None:
    assert parse_cursor(str(Cursor(3, 120, 55))) == Cursor(3, 120, 55)

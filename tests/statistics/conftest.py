"""Meetings with a history: people of many kinds, and a log of scans written past the door, as random as can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from random import Random
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Table, insert, update

from app.agenda import service as agenda
from app.attendance import service as attendance
from app.attendance.rules import How
from app.attendance.service import Given
from app.audit.service import keep_head, locked_head
from app.checkin import queries as checkin
from app.checkin.models import Scan
from app.events import queries as events
from app.kernel import clock
from app.kernel.clock import Instant
from app.kernel.db import atomic
from app.registration.models import Registration
from tests.support.meetings import meeting

FIRST = date(2026, 3, 25)
"""Behind us, as is everything that happened there."""

PLACES = ("main", "opening", "plenary-1", "closing", "1am", "2pm")
GENDERS = ("female", "male", "other", "unsaid", "")


@dataclass(frozen=True)
class Past:
    """A meeting that is over, and its people."""

    event_id: UUID
    people: Sequence[UUID]


def moment(hour: int, minute: int = 0, day: int = 1) -> Instant:
    """A moment of the meeting by its clocks, which are an hour ahead of UTC."""
    return clock.parse(f"{FIRST + timedelta(days=day - 1)}T{hour:02}:{minute:02}:00+01:00")


def hold(**changes: Any) -> UUID:
    """The small meeting in the past, its second day with a closing session that decides."""
    document = meeting(starts=FIRST, ends=FIRST + timedelta(days=1), **changes)
    dinner = next(one for one in document.sessions if one.key == "dinner")
    last = replace(
        dinner, key="closing", day=2, starts=time(14), ends=time(16), ends_next_day=False, kind="plenary",
        attendance=True, decides=True, room="hall",
    )  # fmt: skip
    sessions = (*document.sessions, last)
    return agenda.import_document(replace(document, sessions=sessions), publish=True).event_id


@pytest.fixture
def past(app: Flask, db: SQLAlchemy) -> Past:
    """Twelve approved people of two categories and one city, with every answer about gender; written past the form."""
    event_id, now = hold(), clock.now()
    kinds = [one.id for one in events.categories(event_id)]
    city = events.cities(event_id)[0].id
    with atomic() as session:
        people = [
            Registration(
                event_id=event_id, state="approved", link_hash=bytes([number]) * 32, link_sealed=b"", language="fr",
                name_latin=f"Delegate {number}", gender=GENDERS[number % 5], category_id=kinds[number % 3 == 2],
                city_id=city, country="MR", submitted_at=now, changed_at=now,
            )
            for number in range(12)
        ]  # fmt: skip
        session.add_all(people)
        session.flush()
        return Past(event_id, [one.id for one in people])


def scan(
    who: UUID | None, at: Instant, place: str = "main", direction: str = "in", **more: Any
) -> dict[str, Any]:
    """A line of the log."""
    outcome = "admitted" if direction == "in" else "left"
    return {
        "scan_id": uuid4(), "registration_id": who, "checkpoint": place, "direction": direction, "outcome": outcome,
        "happened_at": at, "received_at": at, "rehearsal": False, "held": False, "corrects": None, "follows": False,
    } | more  # fmt: skip


def write(event_id: UUID, lines: Sequence[dict[str, Any]]) -> None:
    """Append lines to the event's log; their links are of no weight here."""
    with atomic() as session:
        head = locked_head(checkin.chain_of(event_id))
        rows = []
        for line in lines:
            head.number += 1
            bare = {
                "event_id": event_id,
                "number": head.number,
                "request_hash": b"",
                "commitment": b"",
                "link": b"x",
            }
            rows.append(line | bare)
        session.execute(insert(cast(Table, Scan.__table__)), rows)
        keep_head(head)


def live_through(one: Past, chance: Random, size: int) -> None:
    """Two days at random: any order, refusals, rehearsals, held and undone lines, ties, people merged."""
    moments = [
        moment(8 + chance.randrange(12), chance.randrange(0, 60, 5), chance.choice((1, 2))) for _ in range(20)
    ]
    lines: list[dict[str, Any]] = []
    for _ in range(size):
        line = scan(
            chance.choice(one.people),
            chance.choice(moments),
            chance.choice(PLACES),
            chance.choice(("in", "in", "out")),
        )
        if chance.random() < 0.1:
            line["outcome"] = chance.choice(("already_in", "not_expected", "not_confirmed", "revoked"))
        line["follows"] = line["direction"] == "in" and chance.random() < 0.2
        line["rehearsal"], line["held"] = chance.random() < 0.05, chance.random() < 0.05
        if lines and chance.random() < 0.15:
            taken = chance.choice(lines)
            whose = taken["registration_id"] if chance.random() < 0.8 else line["registration_id"]
            where = taken["checkpoint"] if chance.random() < 0.9 else line["checkpoint"]
            line |= {"corrects": taken["scan_id"], "registration_id": whose, "checkpoint": where}
        lines.append(line)
    chance.shuffle(lines)
    write(one.event_id, lines)
    _change_people(one, chance)
    signed = [
        Given(
            chance.choice((*PLACES[1:4], "1am", "2pm", "1day")),
            How.PAPER,
            moment(12),
            chance.choice(one.people),
        )
        for _ in range(size // 10)
    ]
    attendance.sign(one.event_id, signed)


def _change_people(one: Past, chance: Random) -> None:
    """Some turn out to be one person, and somebody withdraws after coming."""
    with atomic() as session:
        for old, new in ((0, 1), (2, 3)):
            if chance.random() < 0.7:
                values = {"merged_into_id": one.people[new], "state": "withdrawn"}
                session.execute(
                    update(Registration).where(Registration.id == one.people[old]).values(**values)
                )
        left = {"state": "withdrawn"}
        session.execute(
            update(Registration).where(Registration.id == one.people[chance.randrange(4, 12)]).values(**left)
        )

"""A meeting at which some came: Amina in and out, Bilal in, Khadija never, and somebody of the press besides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.attendance import queries, service
from app.attendance.models import Sheet
from app.attendance.rules.sheets import SheetChoices
from app.kernel import clock
from app.kernel.clock import Instant
from tests.checkin.conftest import Door, line
from tests.support.people import Delegate, all_approved, approved, hold


@dataclass(frozen=True)
class Hall:
    """The meeting, its people, the door, and when the first one came and went."""

    event_id: UUID
    people: Sequence[Delegate]
    press: Delegate
    door: Door
    came: Instant
    went: Instant


@pytest.fixture
def hall(app: Flask, db: SQLAlchemy) -> Hall:
    """The first plenary, for mayors, some time after it began."""
    event_id = hold()
    people, press = all_approved(event_id, 3), approved(event_id, 3, category="press")
    door = Door(app, event_id, may_override=True)
    came = clock.instant(clock.now().replace(microsecond=0) - timedelta(minutes=90))
    went = clock.instant(came + timedelta(minutes=45))
    sent = [
        line(people[0], at=clock.stamp(came), checkpoint="plenary-1"),
        line(people[0], at=clock.stamp(went), checkpoint="plenary-1", direction="out"),
        line(people[1], at=clock.stamp(went), checkpoint="plenary-1"),
        line(press, at=clock.stamp(went), checkpoint="plenary-1", override="Speaks"),
        line(people[2], at=clock.stamp(went), checkpoint="main"),
    ]
    assert door.outcomes(*sent) == ["admitted", "left", "admitted", "admitted", "admitted"]
    return Hall(event_id, people, press, door, came, went)


FIRST = date(2026, 3, 25)
"""Behind us: a device whose clock is ahead of ours is put right."""


def past() -> UUID:
    """The meeting, held a while ago."""
    return hold(starts=FIRST, ends=date(2026, 3, 26))


def moment(hour: int, minute: int = 0) -> Instant:
    return clock.parse(f"{FIRST}T{hour:02}:{minute:02}:00+01:00")


@dataclass(frozen=True)
class Morning:
    """A half-day with its sheet: the first two were scanned, nobody signed."""

    event_id: UUID
    people: list[Delegate]
    door: Door
    sheet: Sheet

    def number(self, person: Delegate) -> int:
        found = {one.registration_id: one.number for one in queries.lines_of(self.sheet.id)}
        return found[person.id]


@pytest.fixture
def morning(app: Flask, db: SQLAlchemy) -> Morning:
    event_id = past()
    people = list(all_approved(event_id, 5))
    door = Door(app, event_id)
    door.scan(*(line(one, at=clock.stamp(moment(9, 40))) for one in people[:2]))
    return Morning(event_id, people, door, service.make_sheets(event_id, ["1am"], SheetChoices())[0])

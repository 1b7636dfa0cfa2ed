"""People with a trace everywhere, and a look through the whole database."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from app.kernel.db import Base, db
from app.registration import service
from app.registration.rules import PassportFacts
from tests.support.people import Delegate, approved

PASSPORT = PassportFacts("BA1234567", "MR", date(2031, 5, 28))
WORDS = (
    "أمينة بنت سالم",
    "Amina Mint Salem",
    "amina@city.example",
    "+22222998877",
    "no peanuts",
    "A ramp",
    "BA1234567",
)
"""What names, reaches or concerns the person that `amina` makes."""


def amina(event_id: UUID) -> Delegate:
    """Somebody approved, with an answer to everything and a passport."""
    person = approved(
        event_id, 0, email="amina@city.example", phone="+222 22 99 88 77", diet="no peanuts", access="A ramp"
    )
    service.keep_passport(person.id, PASSPORT)
    return person


def everywhere(words: Collection[str]) -> list[str]:
    """Every table and column of the whole database that holds one of the words, whatever declares it."""
    db.session.rollback()
    found = []
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(table)).mappings():
            for name, value in row.items():
                said = value.decode(errors="replace") if isinstance(value, bytes) else str(value)
                found += [
                    f"{table.name}.{name}: {word}" for word in words if word.casefold() in said.casefold()
                ]
    return found


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> object:
    """Turns the clock to so many days after the meeting of `hold`."""
    from app.kernel import clock

    def turn(days: int) -> None:
        moment = clock.at(date(2027, 3, 26) + timedelta(days=days), clock.time(12), "UTC")
        monkeypatch.setattr(clock, "now", lambda: moment)

    return turn


__all__ = ["PASSPORT", "WORDS", "SQLAlchemy", "amina", "everywhere", "later"]

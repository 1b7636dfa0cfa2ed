"""Every declared table at once: a row of the person's in each, whose every word names them, goes with them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import JSON, Boolean, Column, Date, DateTime, LargeBinary, String, Time, Uuid, insert, text
from sqlalchemy.types import TypeDecorator

from app.kernel import clock
from app.kernel.db import atomic, on_postgresql
from app.kernel.ids import new_id
from app.kernel.personal import PURPOSES, Held, held
from app.kernel.signing import seal
from app.privacy import queries, service
from app.privacy.service.forgetting import forget_event
from tests.privacy.conftest import WORDS, amina, everywhere
from tests.support.people import approved, hold

NAME = WORDS[1]
THERE = {"registration", "scan", "journal_entry", "passport"}
"""`amina` has these already, and no row can be put into a chain from outside."""


def value(one: Held, column: Column[Any], person: UUID) -> Any:
    """Something for a column: the name wherever it is not kept."""
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    says = NAME if column.name not in one.kept else "x"
    if column.name in one.of and one.through is None:
        return person
    made = {
        Uuid: new_id, JSON: lambda: {"said": says}, LargeBinary: lambda: seal(says) if "_sealed" in column.name else
        says.encode() + column.name.encode(), Boolean: lambda: True, Date: lambda: date(2027, 1, 1),
        DateTime: lambda: datetime.now(clock.UTC) if column.type is kind else clock.now(), Time: lambda: time(9),
    }  # fmt: skip
    for base, make in made.items():
        if isinstance(kind, base):
            return make()
    return says[: kind.length or 100] if isinstance(kind, String) else 7


def furnish(person: UUID, event_id: UUID) -> list[str]:
    """Put a row of the person's into every declared table; the tables."""
    tables = [one for one in held() if one.table.name not in THERE and one.through is None and not one.event]
    with atomic() as session:
        switch = (
            "SET session_replication_role = replica" if on_postgresql() else "PRAGMA defer_foreign_keys = ON"
        )
        session.execute(text(switch))
        for one in tables:
            row = {
                column.name: event_id if column.name == "event_id" else value(one, column, person)
                for column in one.table.c
                if not (column.nullable and column.foreign_keys and column.name not in one.of)
            }
            session.execute(insert(one.table).values(row))
    return [one.table.name for one in tables]


def test_a_row_in_every_declared_table_goes_with_its_person(postgres_app: Flask) -> None:
    """On PostgreSQL, where foreign keys can be left aside for the moment of the planting."""
    with postgres_app.app_context():
        event_id = hold()
        person = amina(event_id)
        approved(event_id, 1)
        tables = furnish(person.id, event_id)
        planted = {each.partition(".")[0] for each in everywhere([NAME])}
        assert len(tables) > 10
        assert {one.purpose for one in service.preview(event_id, person.id)} == set(PURPOSES)
        service.erase(event_id, person.id)
        assert everywhere(WORDS) == []
        assert planted & set(tables)


def test_the_purge_empties_every_declared_table(postgres_app: Flask) -> None:
    with postgres_app.app_context():
        event_id = hold()
        person = amina(event_id)
        furnish(person.id, event_id)
        with atomic():
            forget_event(event_id, frozenset(PURPOSES))
        assert everywhere(WORDS) == []
        assert queries.going(event_id, frozenset(PURPOSES)) == []
        assert isinstance(person.id, UUID)

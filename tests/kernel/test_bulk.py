"""Rows that are written past SQLAlchemy come back as those that were not, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    Boolean,
    Column,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    insert,
    select,
)
from sqlalchemy.exc import IntegrityError

from app.kernel.bulk import insert_rows
from app.kernel.db import Json, TextMap, UtcInstant, atomic, engine
from app.kernel.i18n import Text

LINES = Table(
    "test_line",
    MetaData(),
    Column("id", Uuid, primary_key=True),
    Column("order", String(5)),  # a word of the language itself
    Column("at", UtcInstant),
    Column("said", TextMap),
    Column("facts", Json),
    Column("link", LargeBinary(4)),
    Column("held", Boolean),
    UniqueConstraint("id", "order"),
)
FULL = {
    "order": "one", "at": datetime(2027, 1, 28, 9, 0, 0, 12, tzinfo=timezone(timedelta(hours=1))),
    "said": Text(ar="أمينة"), "facts": {"days": [1, None], "code": "%s ?"}, "link": b"\0\xff", "held": True,
}  # fmt: skip


@pytest.fixture(autouse=True)
def lines(app: Flask) -> None:
    """A table of the tests' own."""
    with app.app_context():
        LINES.create(engine())


def row(number: int, **said: Any) -> dict[str, Any]:
    return {"id": UUID(int=number), **dict.fromkeys(FULL), **said}


def kept(db: SQLAlchemy) -> list[tuple[Any, ...]]:
    return [tuple(one) for one in db.session.execute(select(LINES).order_by(LINES.c.id))]


@pytest.mark.parametrize(
    "rows", [[row(1, **FULL)], [row(1, **FULL), row(2), row(3, **FULL | {"held": False})]]
)
def test_rows_come_back_as_sqlalchemys_own(db: SQLAlchemy, rows: list[dict[str, Any]]) -> None:
    with atomic():
        insert_rows(LINES, rows)
    written = kept(db)
    with atomic() as session:
        session.execute(LINES.delete())
        session.execute(insert(LINES), rows)
    assert written == kept(db)
    assert written[0][2] == datetime(2027, 1, 28, 8, 0, 0, 12, tzinfo=UTC)


def test_a_row_takes_the_place_of_another_only_where_that_is_asked_for(db: SQLAlchemy) -> None:
    with atomic():
        insert_rows(LINES, [row(1, order="one"), row(2, order="two")])
    with atomic():
        insert_rows(LINES, [row(1, order="one", held=True), row(3)], replacing=("id", "order"))
    assert [(one[0].int, one[-1]) for one in kept(db)] == [(1, True), (2, None), (3, None)]
    with pytest.raises(IntegrityError), atomic():
        insert_rows(LINES, [row(4), row(2)])
    assert len(kept(db)) == 3

"""The log of scans as evidence: whoever changes, removes, adds or moves a line is found out; devices, last contacts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event, text
from sqlalchemy.exc import ResourceClosedError

from app.badges import queries as badges
from app.checkin import queries
from app.checkin.models import Scan
from app.kernel.db import db as database
from app.kernel.db import engine, on_postgresql
from tests.checkin.conftest import Door, ago, line
from tests.support.people import approved

TRIGGERS = {
    "sqlite": ("DROP TRIGGER scan_no_update", "DROP TRIGGER scan_no_delete"),
    "postgresql": ("DROP TRIGGER scan_append_only ON scan",),
}
COLUMNS = [f'"{column.name}"' for column in Scan.__table__.columns]
OWN = {'"number"': "6", '"scan_id"': "event_id"}
REPEATED = (
    f"INSERT INTO scan ({', '.join(COLUMNS)}) "
    f"SELECT {', '.join(OWN.get(name, name) for name in COLUMNS)} FROM scan WHERE number = 5"
)
FORGERIES = {
    "another outcome": ("UPDATE scan SET outcome = 'admitted' WHERE number = 2", 2),
    "another person": ("UPDATE scan SET registration_id = NULL WHERE number = 3", 3),
    "another time": ("UPDATE scan SET happened_at = received_at WHERE number = 1", 1),
    "other words": ("UPDATE scan SET content = '{}' WHERE number = 4", 4),
    "the first one gone": ("DELETE FROM scan WHERE number = 1", 1),
    "one gone": ("DELETE FROM scan WHERE number = 3", 3),
    "the last one gone": ("DELETE FROM scan WHERE number = 5", 5),
    "all gone": ("DELETE FROM scan", 1),
    "moved": ("UPDATE scan SET number = CASE number WHEN 2 THEN 30 WHEN 3 THEN 2 ELSE number END", 2),
    "a gap": ("UPDATE scan SET number = 6 WHERE number = 5", 5),
    "one added": (REPEATED, 6),
    "head set back": ("UPDATE chain_head SET number = 4 WHERE chain LIKE 'scans:%'", 4),
}


def forge(statement: str) -> None:
    """Write with the rights of the database's owner: what the triggers refuse is done all the same."""
    database.session.rollback()
    with engine().begin() as raw:
        for drop in TRIGGERS[raw.dialect.name]:
            raw.execute(text(drop))
        raw.execute(text(statement))


@pytest.fixture
def log_of_five(db: SQLAlchemy, door: Door) -> Door:
    """A door that has sent five lines, the fourth with words in it."""
    amina = approved(door.event_id)
    door.scan(line(amina, at=ago(50)), line(amina), line(amina, checkpoint="main"))
    door.scan(line("x", reason="A word"), line("y"))
    assert queries.first_break(door.event_id) is None
    return door


@pytest.mark.parametrize("kind", FORGERIES)
def test_a_forged_log_no_longer_closes(log_of_five: Door, kind: str) -> None:
    statement, broken_at = FORGERIES[kind]
    forge(statement)
    assert queries.first_break(log_of_five.event_id) == broken_at


def test_an_empty_log_closes(door: Door) -> None:
    assert queries.first_break(door.event_id) is None


def test_a_line_that_comes_while_the_log_is_read_is_no_break(
    log_of_five: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    heads = iter([queries.journal.head(queries.chain_of(log_of_five.event_id)), (9, b"newer")])
    monkeypatch.setattr(queries.journal, "head", lambda _name: next(heads))
    assert queries.first_break(log_of_five.event_id) is None


def test_a_token_finds_its_device_and_no_other(door: Door) -> None:
    found = queries.find_device(door.token)
    assert found is not None
    assert (found.name, found.event_id, found.revoked, found.may_override) == (
        "Door A",
        door.event_id,
        False,
        False,
    )
    assert queries.find_device(door.token + "x") is None
    assert queries.find_device(door.link) is None  # the link's secret is no token


def test_the_desk_sees_when_a_device_was_last_heard_of(app: Flask, door: Door) -> None:
    Door(app, door.event_id, "Door B")
    door.scan(line("x"), line("y"))
    quiet, one = (one.devices[0] for one in queries.pairings(door.event_id))
    assert (quiet.name, quiet.scans, quiet.seen_at) == ("Door B", 0, None)
    assert (one.name, one.scans, one.checkpoint) == ("Door A", 2, "opening")
    assert one.seen_at is not None
    assert one.seen_at.tzinfo is not None


def test_checkpoints_are_the_entrance_and_attended_sessions_by_time(door: Door) -> None:
    found = queries.checkpoints(door.event_id)
    assert list(found) == ["main", "opening", "plenary-1"]
    assert found["plenary-1"].facts.expected == {"mayor"}
    assert (found["main"].hours.starts, found["opening"].room["fr"]) == (None, "Salle")


def test_a_persons_lines_come_newest_first(door: Door) -> None:
    amina = approved(door.event_id)
    door.scan(line(amina, at=ago(5)), line(amina, checkpoint="main", at=ago(9)))
    assert [one.checkpoint for one in queries.scans_of(amina.id)] == ["opening", "main"]
    assert len(queries.scans_of(amina.id, 1)) == 1


@contextmanager
def explained() -> Iterator[list[str]]:
    """How the database goes about the statements inside the block, in place of their answers."""
    plan: list[str] = []
    on_sqlite = engine().dialect.name == "sqlite"

    def ask(_connection: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> tuple[str, Any]:
        return f"EXPLAIN {'QUERY PLAN' if on_sqlite else '(COSTS OFF)'} {statement}", values

    def read(_connection: Any, cursor: Any, *_more: Any) -> None:
        plan.extend(str(row[-1]) for row in cursor.fetchall())

    event.listen(engine(), "before_cursor_execute", ask, retval=True)
    event.listen(engine(), "after_cursor_execute", read)
    try:
        yield plan
    finally:
        event.remove(engine(), "before_cursor_execute", ask)
        event.remove(engine(), "after_cursor_execute", read)


def test_earlier_lines_are_looked_up_by_person_also_before_the_database_has_counted_the_log(
    door: Door,
) -> None:
    people = [approved(door.event_id).id for _ in range(3)]
    with explained() as plan, suppress(ResourceClosedError):  # a plan has no rows to give
        queries.logged(door.event_id, people * 30, ["opening"])
    assert any(re.search(r"event_id ?= ?\S+ AND \(?registration_id ?=", row) for row in plan), plan


@pytest.mark.parametrize("column", ["code_hash", "typed_hash"])
def test_an_unknown_code_is_looked_up_without_going_through_the_badges(door: Door, column: str) -> None:
    if on_postgresql():
        database.session.execute(text("SET LOCAL enable_seqscan = off"))  # which it prefers in a small table
    wanted = {name: {bytes(32)} if name == column else set() for name in ("code_hash", "typed_hash")}
    with explained() as plan, suppress(ResourceClosedError):
        badges.blanks_held(door.event_id, wanted["code_hash"], wanted["typed_hash"])
    assert any(f"{column}=?" in row or ("Index Cond" in row and f"{column} =" in row) for row in plan), plan

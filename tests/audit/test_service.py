"""Writing the journal: with the act, in its transaction, or not at all; numbered and chained by event."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.audit import queries
from app.audit.rules import Act
from app.audit.service import record
from app.kernel import clock, guard
from app.kernel.db import atomic
from app.kernel.guard import Actor
from tests.audit.conftest import EVENT, OTHER, act, lines


def test_an_act_outside_a_transaction_is_refused(db: SQLAlchemy) -> None:
    with pytest.raises(RuntimeError, match="with atomic"):
        record(Act("test.done", "test", None))
    act("test.later")
    assert [line.action for line in lines()] == ["test.later"]


def test_an_act_that_failed_is_not_written_and_silences_none_that_follows(db: SQLAlchemy) -> None:
    with pytest.raises(RuntimeError, match="the act failed"):
        act("test.failed", fail=True)
    act("test.done")
    assert [line.action for line in lines()] == ["test.done"]


def test_a_line_says_who_did_what_to_whom_when(db: SQLAlchemy) -> None:
    who, subject, before = Actor("user", uuid4(), "Organiser"), uuid4(), clock.now()
    guard.act_as(who)
    with atomic():
        record(
            Act(
                "test.moved", "test", subject, EVENT, about="Amina", before={"city": "Rosso"},
                after={"city": "Kiffa"}, reason="wished",
            )
        )  # fmt: skip
    (line,) = lines()
    assert (line.actor_kind, line.actor_id, line.subject_kind, line.subject_id) == (
        "user",
        who.id,
        "test",
        subject,
    )
    assert (line.action, line.event_id, line.number) == ("test.moved", EVENT, 1)
    assert line.content == {
        "actor": "Organiser", "about": "Amina", "before": {"city": "Rosso"}, "after": {"city": "Kiffa"},
        "reason": "wished",
    }  # fmt: skip
    assert before.replace(microsecond=0) <= line.at <= clock.now()


def test_acts_of_one_use_case_are_written_in_their_order(db: SQLAlchemy) -> None:
    with atomic():
        record(Act("test.first", "test", None, EVENT), Act("test.second", "test", None, EVENT))
        act("test.third")
    assert [(line.number, line.action) for line in lines()] == [
        (1, "test.first"),
        (2, "test.second"),
        (3, "test.third"),
    ]


def test_each_event_has_its_own_chain_and_the_program_one(db: SQLAlchemy) -> None:
    for event_id in (EVENT, OTHER, EVENT, None):
        act(event_id=event_id)
    with atomic():
        record(Act("test.both", "test", None, OTHER), Act("test.both", "test", None, EVENT))
    chains: list[UUID | None] = [EVENT, OTHER, None]
    assert [[line.number for line in lines(one)] for one in chains] == [[1, 2, 3], [1, 2], [1]]
    assert [queries.first_break(one) for one in chains] == [None] * 3
    assert [queries.last_number(one) for one in (*chains, uuid4())] == [3, 2, 1, 0]


def test_a_chain_begins_at_nothing_and_each_line_follows_the_one_before(db: SQLAlchemy) -> None:
    for _time in range(2):
        act()
    first, second = lines()
    assert first.link != second.link
    assert queries.head(first.chain) == (2, second.link)
    assert queries.head("journal:none") == (0, bytes(32))


def test_twenty_writers_at_once_leave_no_gap(app: Flask) -> None:
    def write(number: int) -> None:
        with app.app_context():
            act(f"test.by-{number}", OTHER if number % 5 == 0 else EVENT)
            act(f"test.again-{number}")

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(write, range(20)))
    with app.app_context():
        assert [line.number for line in lines()] == list(range(1, 37))
        assert len({line.action for line in lines()}) == 36
        assert [queries.first_break(one) for one in (EVENT, OTHER)] == [None, None]

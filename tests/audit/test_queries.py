"""Reading the journal: filters, pages, and the proof that nobody tampered with it."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import DBAPIError

from app.audit import queries
from app.audit.queries import Filter
from tests.audit.conftest import EVENT, OTHER, act, lines, tamper


@pytest.fixture
def journal(db: SQLAlchemy) -> None:
    """Four lines of one event, one of another."""
    for name in ("test.first", "test.second", "test.third", "test.first"):
        act(name)
    act("test.elsewhere", OTHER)
    db.session.remove()


def test_the_newest_come_first_a_page_at_a_time(journal: None) -> None:
    first = queries.entries(Filter(EVENT), 3)
    assert [line.number for line in first] == [4, 3, 2]
    assert [line.number for line in queries.entries(Filter(EVENT, before=2), 3)] == [1]


def test_it_can_be_narrowed_to_an_act_or_to_whom_it_was_done(journal: None) -> None:
    assert [line.number for line in queries.entries(Filter(EVENT, action="test.first"))] == [4, 1]
    subject = lines()[1].subject_id
    assert [line.number for line in queries.entries(Filter(EVENT, subject_id=subject))] == [2]
    assert queries.entries(Filter(OTHER, subject_id=subject)) == []


def test_the_kinds_of_act_are_named_once(journal: None) -> None:
    assert queries.actions(EVENT) == ["test.first", "test.second", "test.third"]
    assert queries.actions(None) == []


TAMPERED = {
    "content": ("""UPDATE journal_entry SET content = '{"about": "Bilal"}' WHERE number = 2""", 2),
    "act": ("UPDATE journal_entry SET action = 'test.other' WHERE number = 3", 3),
    "moment": ("UPDATE journal_entry SET at = '2020-01-01 00:00:00' WHERE number = 1", 1),
    "actor": ("UPDATE journal_entry SET actor_kind = 'user' WHERE number = 2", 2),
    "subject": ("UPDATE journal_entry SET subject_id = NULL WHERE number = 2", 2),
    "removed": ("DELETE FROM journal_entry WHERE number = 2", 2),
    "removed at the end": ("DELETE FROM journal_entry WHERE number = 4", 4),
    "removed from the beginning": ("DELETE FROM journal_entry WHERE number = 1", 1),
    "moved": ("UPDATE journal_entry SET number = 5 WHERE number = 3", 3),
    "all of it": ("DELETE FROM journal_entry", 1),
    "salt": ("UPDATE journal_entry SET salt = commitment WHERE number = 4", 4),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_tampering_is_found_at_its_line(journal: None, what: str) -> None:
    statement, number = TAMPERED[what]
    assert queries.first_break(EVENT) is None
    tamper(statement)
    assert queries.first_break(EVENT) == number


@pytest.mark.parametrize("what", TAMPERED)
def test_the_database_itself_refuses_to_tamper(journal: None, what: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        tamper(TAMPERED[what][0], unguarded=False)
    assert queries.first_break(EVENT) is None


def test_one_broken_chain_leaves_the_others_closed(journal: None) -> None:
    tamper(f"UPDATE journal_entry SET action = 'x' WHERE chain = 'journal:{EVENT}'")
    assert queries.first_break(EVENT) == 1
    assert queries.first_break(OTHER) is None


def test_what_is_personal_may_be_erased_and_the_chain_still_closes(journal: None) -> None:
    tamper("UPDATE journal_entry SET content = NULL, salt = NULL WHERE number IN (2, 3)", unguarded=False)
    assert queries.first_break(EVENT) is None
    assert [line.content is None for line in lines()] == [False, True, True, False]
    act("test.after")
    assert queries.first_break(EVENT) is None


@pytest.mark.parametrize(
    "half", ["content = NULL", "salt = NULL", "content = NULL, salt = NULL, action = 'x'"]
)
def test_erasing_half_or_more_is_refused(journal: None, half: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        tamper(f"UPDATE journal_entry SET {half} WHERE number = 2", unguarded=False)

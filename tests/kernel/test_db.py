"""One transaction a use case, and columns that keep their promises, on both databases."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Column, Integer, MetaData, Table, event, func, insert, select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from app.kernel import clock
from app.kernel.db import (
    BESIDE,
    Json,
    TextMap,
    UtcInstant,
    after_commit,
    atomic,
    before_commit,
    engine,
    on_postgresql,
)
from app.kernel.i18n import Text
from app.people.models import User
from tests.conftest import make_app

NOTE = Table(
    "test_note",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", UtcInstant),
    Column("said", TextMap),
    Column("facts", Json),
)


@pytest.fixture(autouse=True)
def notes(app: Flask) -> None:
    """A table of the tests' own."""
    with app.app_context():
        NOTE.create(engine())


def test_each_thread_has_a_line_of_its_own_and_so_has_the_writer_that_they_wait_for(tmp_path: Path) -> None:
    app = make_app(tmp_path, f"sqlite:///{tmp_path}/many.db", threads=32)
    with app.app_context(), ExitStack() as held:
        lines = {held.enter_context(engine().connect()) for _ in range(32 + BESIDE)}
        assert len(lines) == 32 + BESIDE  # fewer would wait for half a minute, in vain
    with app.app_context():
        engine().dispose()


def write(number: int) -> None:
    """One use case: one row."""
    with atomic() as session:
        session.execute(insert(NOTE).values(id=number))


@atomic()
def write_and_fail(number: int) -> None:
    """One use case that fails at its end."""
    write(number)
    raise ValueError("too late")


def written(app: Flask) -> list[int]:
    """The rows that are safe: those that another connection sees."""
    with app.app_context(), engine().connect() as other:
        return list(other.scalars(select(NOTE.c.id).order_by(NOTE.c.id)))


@pytest.fixture
def commits(db: SQLAlchemy) -> Iterator[list[str]]:
    """A word for every commit of the session."""
    seen: list[str] = []

    def note(_session: Session) -> None:
        seen.append("commit")

    event.listen(db.session, "after_commit", note)
    yield seen
    event.remove(db.session, "after_commit", note)


def test_a_use_case_within_another_joins_it_and_commits_once(
    app: Flask, db: SQLAlchemy, commits: list[str]
) -> None:
    with atomic():
        write(1)
        write(2)
        assert written(app) == []
        assert commits == []
    assert written(app) == [1, 2]
    assert commits == ["commit"]


def test_a_failure_takes_all_of_it_back(app: Flask, db: SQLAlchemy) -> None:
    with pytest.raises(ValueError, match="too late"):
        write_and_fail(1)
    assert written(app) == []
    write(2)
    assert written(app) == [2]


def test_an_inner_failure_cannot_be_swallowed(app: Flask, db: SQLAlchemy) -> None:
    @atomic()
    def swallow() -> None:
        write(1)
        with suppress(ValueError):
            write_and_fail(2)

    with pytest.raises(RuntimeError, match="inner atomic"):
        swallow()
    assert written(app) == []


def test_hooks_run_in_order_before_and_after_the_commit(app: Flask, db: SQLAlchemy) -> None:
    said: list[tuple[str, list[int]]] = []
    with atomic():
        write(1)
        after_commit(lambda: said.append(("after", written(app))))
        before_commit(lambda: said.append(("first", written(app))))
        before_commit(lambda: write(2))
        before_commit(lambda: said.append(("last", written(app))))
        assert said == []
    assert said == [("first", []), ("last", []), ("after", [1, 2])]


def test_a_hook_given_twice_runs_once(db: SQLAlchemy) -> None:
    said: list[str] = []

    def nudge() -> None:
        said.append("nudge")

    with atomic():
        after_commit(nudge)
        with atomic():
            after_commit(nudge)
        assert said == []
    assert said == ["nudge"]


def test_after_a_failure_no_hook_runs_then_or_later(app: Flask, db: SQLAlchemy) -> None:
    said: list[str] = []

    @atomic()
    def fail() -> None:
        before_commit(lambda: said.append("before"))
        after_commit(lambda: said.append("after"))
        write_and_fail(2)

    with pytest.raises(ValueError, match="too late"):
        fail()
    write(1)
    assert said == []
    assert written(app) == [1]


def test_a_hook_before_the_commit_can_still_refuse_it(app: Flask, db: SQLAlchemy) -> None:
    said: list[str] = []

    @atomic()
    def ask() -> None:
        write(1)
        before_commit(lambda: write_and_fail(2))
        after_commit(lambda: said.append("after"))

    with pytest.raises(ValueError, match="too late"):
        ask()
    assert (written(app), said) == ([], [])


def test_a_hook_that_fails_after_the_commit_is_logged_and_stops_no_other(
    app: Flask, db: SQLAlchemy, caplog: pytest.LogCaptureFixture
) -> None:
    said: list[str] = []

    def fail() -> None:
        raise ValueError("the queue is gone")

    with caplog.at_level(logging.ERROR), atomic():
        write(1)
        after_commit(fail)
        after_commit(lambda: said.append("after"))
    assert (written(app), said) == ([1], ["after"])
    assert "the queue is gone" in caplog.text


def test_a_hook_may_begin_a_transaction_of_its_own(app: Flask, db: SQLAlchemy) -> None:
    with atomic():
        write(1)
        after_commit(lambda: write(2))
    assert written(app) == [1, 2]


@pytest.mark.parametrize("ask", [before_commit, after_commit])
def test_hooks_want_a_transaction(db: SQLAlchemy, ask: object) -> None:
    assert callable(ask)
    with pytest.raises(RuntimeError, match="with atomic"):
        ask(lambda: None)


def test_what_was_read_before_is_read_again_inside(app: Flask, db: SQLAlchemy) -> None:
    user = User(email="a@example.org", created_at=clock.now())
    with atomic() as session:
        session.add(user)
    assert db.session.get_one(User, user.id).name == ""
    with engine().begin() as other:
        other.execute(text("UPDATE \"user\" SET name = 'Amina'"))
    with atomic():
        assert user.name == "Amina"
        assert db.session.get_one(User, user.id) is user


def test_eight_threads_admit_exactly_as_many_as_there_are_seats(app: Flask) -> None:
    seats, threads, tries = 12, 8, 4
    with app.app_context():
        write(0)  # the row that stands for the event, which PostgreSQL locks
    ready = threading.Barrier(threads)

    def register(thread: int) -> int:
        ready.wait(30)
        taken = 0
        for number in range(tries):
            with app.app_context(), atomic() as session:
                session.execute(select(NOTE.c.id).where(NOTE.c.id == 0).with_for_update())
                if session.scalar(select(func.count()).select_from(NOTE)) <= seats:
                    session.execute(insert(NOTE).values(id=1 + thread * tries + number))
                    taken += 1
        return taken

    with ThreadPoolExecutor(threads) as pool:
        assert sum(pool.map(register, range(threads))) == seats
    assert len(written(app)) == seats + 1


def test_sqlite_is_durable_and_checks_its_keys(sqlite_app: Flask) -> None:
    with sqlite_app.app_context(), engine().connect() as connection:
        wanted = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = [connection.scalar(text(f"PRAGMA {name}")) for name in wanted]
    assert found == ["wal", 2, 1, 15000]


def test_the_program_knows_which_database_it_has(app: Flask, db: SQLAlchemy) -> None:
    assert on_postgresql() == app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql")


MOMENTS = [
    datetime(2027, 1, 28, 13, 58, 7, 120000, tzinfo=UTC),
    datetime(2027, 1, 28, 14, 58, 7, 120000, tzinfo=timezone(timedelta(hours=1))),
]


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_moment_comes_back_aware_and_in_utc(db: SQLAlchemy, moment: datetime) -> None:
    with atomic() as session:
        session.execute(insert(NOTE).values(id=1, at=moment))
    found = db.session.scalar(select(NOTE.c.at))
    assert found == MOMENTS[0]
    assert found.tzinfo is UTC
    assert db.session.scalar(select(NOTE.c.id).where(NOTE.c.at == moment)) == 1


def test_a_moment_without_zone_is_refused(app: Flask, db: SQLAlchemy) -> None:
    with pytest.raises(StatementError, match="needs a zone"), atomic() as session:
        session.execute(insert(NOTE).values(id=1, at=datetime(2027, 1, 28, 9)))  # noqa: DTZ001 - what is refused
    assert written(app) == []


def test_a_text_comes_back_in_its_languages(db: SQLAlchemy) -> None:
    said = Text(ar="الجلسة العامة", fr="Séance plénière", es="Sesión plenaria")
    with atomic() as session:
        session.execute(
            insert(NOTE), [{"id": 1, "said": said}, {"id": 2, "said": Text()}, {"id": 3, "said": None}]
        )
    found = list(db.session.scalars(select(NOTE.c.said).order_by(NOTE.c.id)))
    assert found == [said, Text(), None]
    assert isinstance(found[0], Text)


def test_json_comes_back_as_it_was_and_nothing_is_null(db: SQLAlchemy) -> None:
    facts = {"name": "أمينة", "days": [1, 2], "none": None}
    with atomic() as session:
        session.execute(insert(NOTE), [{"id": 1, "facts": facts}, {"id": 2, "facts": None}])
    assert list(db.session.scalars(select(NOTE.c.facts).order_by(NOTE.c.id))) == [facts, None]
    assert db.session.scalar(select(NOTE.c.id).where(NOTE.c.facts.is_(None))) == 2

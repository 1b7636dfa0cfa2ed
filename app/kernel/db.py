"""The database: one transaction a use case, and the same promises on SQLite and PostgreSQL."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Dialect, Executable, ForeignKeyConstraint, MetaData, Select, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from app.kernel.clock import Instant, instant
from app.kernel.i18n import Text
from config import Config

log = logging.getLogger(__name__)

BUSY = 15  # seconds that a writer waits for another
BESIDE = (
    4  # threads that have a line to the database beside those that answer: writer of scans, worker, watchers
)


class Base(DeclarativeBase):
    """Root of all tables; every constraint gets a name, so that a refusal can say which one it was."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )


_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # made once: each scan needs it


db = SQLAlchemy(
    model_class=Base,
    session_options={"expire_on_commit": False},
    # What a failed statement was about are people's data, and have no place in a log.
    engine_options={"json_serializer": _dumps, "hide_parameters": True},
)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


class UtcInstant(TypeDecorator[Instant]):
    """A moment in UTC; refuses a naive datetime instead of guessing its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database."""
        return None if value is None else instant(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> Instant | None:
        """From the database."""
        return None if value is None else instant(value)

    def bind_processor(self, dialect: Dialect) -> Any:
        """The same for SQLite, which keeps a text without the zone: each scan has eight of them."""
        return _write_moment if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """The same from there."""
        return _read_moment if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


@lru_cache(maxsize=1024)  # a batch of scans says the same moment many times
def _write_moment(value: datetime | None) -> str | None:
    return None if value is None else instant(value).replace(tzinfo=None).isoformat(" ", "microseconds")


def _read_moment(written: str | None) -> Instant | None:
    return None if written is None else Instant(datetime.fromisoformat(f"{written}+00:00"))


Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
"""A JSON column; JSONB on PostgreSQL."""


class TextMap(TypeDecorator[Text]):
    """A text in several languages, stored as a JSON object of language to text."""

    impl = Json
    cache_ok = True

    def process_bind_param(self, value: Text | None, dialect: Dialect) -> dict[str, str] | None:
        """To the database: a plain mapping."""
        return None if value is None else dict(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Text | None:
        """From the database: an immutable Text."""
        return None if value is None else Text(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """The same from what SQLite gives, where a list of people names the same few cities and categories."""
        return _read_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


@lru_cache(maxsize=4096)
def _read_text(written: str | None) -> Text | None:
    return None if written is None else Text(json.loads(written))


def let_go(app: Flask) -> None:
    """Close all lines to the database, which must not be carried into a forked process."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@dataclass
class _Transaction:
    before: list[Callable[[], None]] = field(default_factory=list)
    after: list[Callable[[], None]] = field(default_factory=list)
    broken: bool = False


@contextmanager
def atomic() -> Iterator[Session]:
    """One transaction around a use case; an inner one joins the outer; hooks run before and after the only commit.

    What was read earlier in the request is read again inside, because on SQLite a read snapshot cannot become
    a write lock: BEGIN IMMEDIATE takes the lock first, so "seats left? then insert" cannot be overtaken.
    """
    session = db.session()
    outer: _Transaction | None = session.info.get("atomic")
    if outer is not None:
        try:
            yield session
        except BaseException:
            outer.broken = True
            raise
        return
    session.rollback()
    session.expire_all()  # also what an earlier transaction of this session wrote
    session.info["atomic"] = transaction = _Transaction()
    with _turn():
        try:
            session.connection(execution_options={"immediate": True})
            yield session
            if transaction.broken:
                raise RuntimeError("an inner atomic() failed; the outer one must let its exception pass")
            session.flush()  # what is still to be written may want a hook of its own
            for hook in transaction.before:
                hook()
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.info.clear()  # with all that was gathered for this transaction, also where it failed
    _run_after(transaction.after)


@contextmanager
def _turn() -> Iterator[None]:
    """Let the threads of this process write in turn on SQLite, where those who wait sleep up to 100 ms.

    Other processes, and whoever waited in vain, queue at SQLite itself.
    """
    turn: threading.Lock | None = current_app.extensions["write-turn"]
    held = turn is not None and turn.acquire(timeout=BUSY)
    try:
        yield
    finally:
        if turn is not None and held:
            turn.release()


def _run_after(hooks: list[Callable[[], None]]) -> None:
    for hook in hooks:
        try:
            hook()
        except Exception:
            # What was saved is saved: a lost nudge must not turn into a failure shown to the user.
            log.exception("a hook after the commit failed")


def before_commit(hook: Callable[[], None]) -> None:
    """Run inside the transaction, last of all; RuntimeError outside atomic()."""
    _current().before.append(hook)


def after_commit(hook: Callable[[], None]) -> None:
    """Run once the transaction is safe, a hook given twice only once; RuntimeError outside atomic()."""
    hooks = _current().after
    if hook not in hooks:
        hooks.append(hook)


def _current() -> _Transaction:
    transaction: _Transaction | None = db.session().info.get("atomic")
    if transaction is None:
        raise RuntimeError("this needs a transaction; wrap the use case in `with atomic():`")
    return transaction


def rows(statement: Executable, **values: Any) -> Sequence[Any]:
    """The rows of a statement that was built once, without the ORM: a third of its time, for what each scan asks.

    What the session has not flushed yet is not seen.
    """
    return db.session.connection().execute(statement, values).all()


def streamed(query: Select[Any]) -> Iterator[Any]:
    """The rows of a query as the database has them now, a thousand at a time; whoever stops early leaves none open."""
    options = {"yield_per": 1000, "populate_existing": True}
    with closing(db.session.scalars(query.execution_options(**options))) as found:
        yield from found


def on_postgresql() -> bool:
    """True where rows can and must be locked one by one."""
    return db.engine.dialect.name == "postgresql"


def broken_constraint(error: IntegrityError) -> str:
    """The name of the constraint that refused a row, alike on both databases; '' when it is not told."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return str(diagnosis.constraint_name or "")
    columns = str(error.orig).partition("constraint failed: ")[2]
    for table in Base.metadata.tables.values():
        told = (one for one in table.constraints if not isinstance(one, ForeignKeyConstraint))
        for one in (*told, *(index for index in table.indexes if index.unique)):
            name, parts = str(getattr(one, "name", "")), getattr(one, "columns", ())
            named = ", ".join(f"{table.name}.{column.name}" for column in parts)
            if columns and columns in (named, name, f"index '{name}'"):
                return name
    return ""


def init_app(app: Flask) -> None:
    """Connect SQLAlchemy and give SQLite its durable, lock-first ways.

    Each thread keeps its line: were there fewer, requests that wait for the writer could hold the one that it needs.
    """
    config: Config = app.config["CONFIG"]
    if config.database_url != "sqlite://":  # in memory all threads share one
        app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"pool_size": config.threads + BESIDE}
    db.init_app(app)
    with app.app_context():
        on_sqlite = db.engine.dialect.name == "sqlite"
        app.extensions["write-turn"] = threading.Lock() if on_sqlite else None
        if on_sqlite:
            event.listen(db.engine, "connect", _prepare_sqlite)
            event.listen(db.engine, "begin", _begin_sqlite)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions by its own lights
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def engine() -> Engine:
    """The engine of the current application."""
    return db.engine

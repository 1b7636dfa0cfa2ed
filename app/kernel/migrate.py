"""Bringing the database up to the models, with Alembic; the same revisions on SQLite and PostgreSQL.

Alembic is loaded where there is something to do: a start on a current database goes without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from flask import current_app
from sqlalchemy import Connection, func, inspect, select, text

from app.kernel.db import engine
from config import ROOT

if TYPE_CHECKING:
    from alembic.config import Config as AlembicConfig

TURN = 0x6D756C74  # the number of the lock that PostgreSQL keeps for whoever brings the tables up to date
REVISIONS = ROOT / "app" / "migrations" / "versions"


def upgrade() -> None:
    """Apply all revisions that the database lacks, in one transaction; does nothing when it is current.

    SQLite changes a table by making it anew and dropping the old one, which must take no rows of others along.
    Of several programs that start at once, one does the work and the others wait for it.
    """
    if is_current():
        return
    from alembic import command  # slow to load

    settings = _settings()
    with engine().connect() as connection, rebuilding(connection):
        take_turn(connection)
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")


@contextmanager
def rebuilding(connection: Connection) -> Iterator[None]:
    """One transaction in which SQLite may drop a table that others point at; undone if a row points nowhere then.

    SQLite ignores the switch within a transaction, so this begins its own. On PostgreSQL it is an ordinary one.
    """
    if connection.dialect.name != "sqlite":
        with connection.begin():
            yield
        return
    bare = connection.connection.dbapi_connection
    if bare is None:
        raise RuntimeError("the connection is closed")
    bare.cursor().execute("PRAGMA foreign_keys=OFF")
    connection.execution_options(immediate=True)
    try:
        with connection.begin():
            yield
            if lost := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                raise RuntimeError(f"rows that point nowhere: {lost[:5]}")
    finally:
        bare.cursor().execute("PRAGMA foreign_keys=ON")


def take_turn(connection: Connection) -> None:
    """Wait until nobody else changes the tables, and keep others from it until the transaction ends.

    On SQLite the transaction of `rebuilding` does so by itself.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(TURN)))


def is_current() -> bool:
    """True when the database has the newest revision; raises the driver's error when it cannot be reached."""
    with engine().connect() as connection:
        return _revision(connection) == newest()


def is_empty() -> bool:
    """True when the database has no tables of ours yet."""
    with engine().connect() as connection:
        return _revision(connection) is None


def newest() -> str:
    """The newest revision that this program knows."""
    return max(known())


@cache
def known() -> frozenset[str]:
    """All revisions that this program knows; each file is named by its own, and they stand in one line."""
    return frozenset(path.name[:4] for path in REVISIONS.glob("[0-9]*.py"))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _settings() -> AlembicConfig:
    from alembic.config import Config as AlembicConfig  # slow to load

    settings = AlembicConfig()
    settings.set_main_option("script_location", str(current_app.config["ROOT"] / "app" / "migrations"))
    return settings

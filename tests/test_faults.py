"""Faults under load, against the real server on both databases: what was acknowledged is there, once."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, select, text

from app import create_app
from app.audit import queries as journal
from app.badges.models import Badge
from app.checkin.models import Scan
from app.events import queries as events
from app.kernel.db import db
from app.kernel.signing import unseal
from config import Config
from tests.support import postgres
from tests.support.doors import Door, acknowledged
from tests.support.keeper import ROOT, free_port, wait_until
from tests.support.server import Server, environment_for, stop

DOORS = 4


@dataclass
class Meeting:
    """A demo with its doors' token and codes, whose server starts and ends as a test wants."""

    folder: Path
    environment: dict[str, str]
    database_url: str
    token: str
    codes: list[str]

    @property
    def port(self) -> int:
        """Where its server listens."""
        return int(self.environment["PORT"])

    def start(self, *, wait: bool = True) -> Server:
        """Start the server in a session of its own."""
        log = self.folder / "server.log"
        with log.open("ab") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "flask", "--app", "wsgi", "serve"],
                cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                start_new_session=True,
            )  # fmt: skip
        server = Server(f"http://127.0.0.1:{self.port}", self.environment, process, log)
        if wait:
            wait_until(server.answers, "the start of the server", 60)
        return server

    @contextmanager
    def doors(self, seed: int) -> Iterator[list[Door]]:
        """Doors that scan; at the end each sends what it has to the end, so a server must be there then."""
        doors = [Door(self.port, self.token, self.codes, seed + number) for number in range(DOORS)]
        yield doors
        for door in doors:
            door.over.set()
        for door in doors:
            door.join(60)
            assert not door.is_alive()

    def check(self, doors: Sequence[Door]) -> None:
        """Every acknowledged scan is in the log once with its outcome, nothing else is, and no chain is broken."""
        assert not [odd for door in doors for odd in door.odd]
        taken = {ident: outcome for door in doors for ident, outcome in door.taken.items()}
        codes = {ident: code for door in doors for ident, code in door.codes.items()}
        engine = create_engine(self.database_url)
        with engine.connect() as connection:
            kept = {
                str(ident): outcome
                for ident, outcome in connection.execute(select(Scan.scan_id, Scan.outcome))
            }
            lines = connection.scalar(text("SELECT count(*) FROM scan"))
            if engine.dialect.name == "sqlite":
                assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
        engine.dispose()
        assert kept == taken
        assert lines == len(taken)
        admitted = {codes[ident] for ident, outcome in taken.items() if outcome == "admitted"}
        assert admitted == {codes[ident] for ident in taken} - {"nothing"}
        with self._app().app_context():
            broken = journal.first_break(events.every_event()[0].id)
            db.session.remove()
            db.engine.dispose()
        assert broken is None

    def _app(self):
        return create_app(Config.from_environment(self.environment))


def made(folder: Path, **settings: str) -> Meeting:
    """A meeting on an empty database."""
    environment = environment_for(folder, free_port(), {"RATE_FACTOR": "1000000", **settings})
    folder.mkdir()
    beside = Server("", environment, subprocess.Popen(["true"]), folder / "none")
    beside.process.wait()
    beside.flask("demo", "--delegates", "20")
    token = json.loads(beside.flask("door", "pair", "nouakchott", "--name", "A", "--json"))["token"]
    config = Config.from_environment(environment)
    app = create_app(config)
    with app.app_context():
        codes = list(map(unseal, db.session.scalars(select(Badge.code_sealed))))
        db.session.remove()
        db.engine.dispose()
    return Meeting(folder, environment, config.database_url, token, [*codes, "nothing"])


@pytest.fixture(scope="module")
def durable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PostgreSQL of this file's own that keeps what it confirmed when it is killed."""
    return Path(postgres.start(lambda _url: None, durable=True))


@pytest.fixture(params=["sqlite", "postgresql"])
def meeting(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Meeting]:
    """A meeting on each database."""
    if request.param == "sqlite":
        yield made(tmp_path / "instance")
        return
    with postgres.fresh_database(request.getfixturevalue("durable")) as url:
        yield made(tmp_path / "instance", DATABASE_URL=url)


def taken(doors: Sequence[Door], more: int) -> None:
    """Wait until so many more scans are acknowledged."""
    before = acknowledged(doors)
    wait_until(lambda: acknowledged(doors) > before + more, "scans that are taken", 60)


@pytest.mark.parametrize("count", [6, pytest.param(100, marks=pytest.mark.proof)])
def test_kills_lose_and_double_no_scan(meeting: Meeting, count: int) -> None:
    chance = random.Random(count)
    with meeting.doors(count) as doors:
        for _ in range(count):
            begins = chance.random() < 0.2  # in the midst of starting, with luck of answering already
            server = meeting.start(wait=False)
            if begins:
                time.sleep(chance.uniform(0.2, 2.5))
            else:
                taken(doors, 20)
                time.sleep(chance.uniform(0, 0.2))
            os.killpg(server.process.pid, signal.SIGKILL)
            server.process.wait()
        server = meeting.start()
    stop(server.process)
    meeting.check(doors)


def test_a_full_disk_refuses_scans_and_loses_none(meeting: Meeting, request: pytest.FixtureRequest) -> None:
    server = meeting.start()
    with meeting.doors(7) as doors:
        taken(doors, 50)
        with full(meeting, server):
            before = sum(door.refused for door in doors)
            wait_until(
                lambda: sum(door.refused for door in doors) >= before + 8, "refusals on a full disk", 60
            )
        taken(doors, 50)
    stop(server.process)
    meeting.check(doors)


@contextmanager
def full(meeting: Meeting, server: Server) -> Iterator[None]:
    """Let no file of the database grow: the system then refuses as where the disk is full.

    SQLite refuses the scan and goes on; PostgreSQL, which cannot write its log, ends all and begins anew.
    """
    on_postgresql = "DATABASE_URL" in meeting.environment
    limited = backends(meeting.database_url) if on_postgresql else session(server.process.pid)
    owner = postgres.owner() if on_postgresql else None
    bound(limited, "8192", owner)
    yield
    bound(limited, "unlimited", owner)


def bound(processes: Sequence[int], size: str, owner: int | None) -> None:
    """Let these processes of a user write no file beyond a size; those that have ended meanwhile need no bound."""
    for process in processes:
        command = ["prlimit", f"--fsize={size}:", "--pid", str(process)]
        done = subprocess.run(command, capture_output=True, check=False, user=owner, group=owner, cwd="/")
        assert done.returncode == 0 or b"No such process" in done.stderr


def session(leader: int) -> list[int]:
    """The processes of a server."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdecimal() and os.getsid(int(entry.name)) == leader:
                found.append(int(entry.name))
        except ProcessLookupError:
            continue
    return found


def backends(url: str) -> list[int]:
    """The processes of PostgreSQL that serve this database."""
    with connected(url) as connection:
        mine = (
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return [int(row[0]) for row in connection.execute(mine).fetchall()]


def connected(url: str) -> psycopg.Connection:
    """A line to a database of its own accord."""
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def one_dies(folder: Path, url: str) -> None:
    """The death of one process makes PostgreSQL end all, recover from its log, and begin anew."""
    del folder
    os.kill(backends(url)[0], signal.SIGKILL)


def restarted(folder: Path, url: str) -> None:
    """An operator who restarts it in a hurry."""
    del url
    postgres.restart(folder)


@pytest.mark.parametrize(
    ("fault", "times"),
    [(restarted, 1), *(pytest.param(one, 10, marks=pytest.mark.proof) for one in (restarted, one_dies))],
)
def test_a_database_that_begins_anew_loses_and_doubles_no_scan(
    durable: Path, tmp_path: Path, fault: Callable[[Path, str], None], times: int
) -> None:
    with postgres.fresh_database(durable) as url:
        meeting = made(tmp_path / "instance", DATABASE_URL=url)
        server = meeting.start()
        with meeting.doors(11) as doors:
            for _ in range(times):
                taken(doors, 50)
                fault(durable, url)
            taken(doors, 50)
        assert server.process.poll() is None  # it came back by itself
        stop(server.process)
        meeting.check(doors)

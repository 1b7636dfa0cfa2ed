"""The server as operators run it, stopped while scans come in: one process on SQLite, two on PostgreSQL and Redis."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import create_engine, select

from app import watch
from app.checkin.models import Scan
from tests.support import postgres
from tests.support.keeper import ROOT, wait_until
from tests.support.server import Server, serving

SCANNERS = 8


class Scanner(threading.Thread):
    """A door that sends one scan after the other until nobody answers; `taken` are those that were acknowledged."""

    def __init__(self, server: Server, token: str) -> None:
        """Begin at once."""
        super().__init__()
        self._port, self._token = int(server.url.rpartition(":")[2]), token
        self.taken: list[UUID] = []
        self.statuses: set[int] = set()
        self.start()

    def run(self) -> None:
        """Send until the line breaks: a server that ends answers what it took and closes."""
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        try:
            while True:
                scan = {"id": str(uuid4()), "code": "nothing", "checkpoint": "main", "direction": "in"}
                body = json.dumps({"scans": [{**scan, "at": "2027-01-28T09:00:00Z"}]})
                line.request("POST", "/api/v1/events/nouakchott/scans", body, headers)
                answer = line.getresponse()
                answer.read()
                self.statuses.add(answer.status)
                self.taken.append(UUID(scan["id"]))
        except (OSError, http.client.HTTPException):
            line.close()


def stopped_under_scans(server: Server, database_url: str) -> str:
    """Let doors scan, stop the server meanwhile, and hold what it acknowledged against the log; gives its output."""
    server.flask("demo", "--delegates", "5")
    token = json.loads(server.flask("door", "pair", "nouakchott", "--name", "A", "--json"))["token"]
    doors = [Scanner(server, token) for _ in range(SCANNERS)]
    while min(len(door.taken) for door in doors) < 5:
        assert all(door.is_alive() for door in doors), server.log.read_text()
        time.sleep(0.02)
    server.process.send_signal(signal.SIGTERM)
    server.process.wait(60)
    for door in doors:
        door.join(60)
    assert set().union(*(door.statuses for door in doors)) == {200}
    engine = create_engine(database_url)
    with engine.connect() as connection:
        kept = list(connection.scalars(select(Scan.scan_id)))
    engine.dispose()
    assert {ident for door in doors for ident in door.taken} <= set(kept)
    assert len(kept) == len(set(kept))
    assert server.process.returncode == 0
    return server.log.read_text()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_stop_loses_no_scan_that_was_acknowledged(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str
) -> None:
    if kind == "sqlite":
        with serving(tmp_path / "instance", RATE_FACTOR="1000000") as server:
            output = stopped_under_scans(server, f"sqlite:///{tmp_path}/instance/multaqa.db")
    else:
        redis_url = request.getfixturevalue("redis_url")
        with postgres.fresh_database(request.getfixturevalue("postgres_server")) as url:
            two = {"DATABASE_URL": url, "REDIS_URL": redis_url, "PROCESSES": "2"}
            with serving(tmp_path / "instance", RATE_FACTOR="1000000", **two) as server:
                output = stopped_under_scans(server, url)
    assert "WARNING" not in output  # nor at the start: a newcomer's terminal has nothing to puzzle over
    assert "Traceback" not in output


def test_a_port_that_is_taken_is_refused_and_not_shared(tmp_path: Path) -> None:
    with serving(tmp_path / "first") as first:
        port = first.url.rpartition(":")[2]
        second = {**first.environment, "INSTANCE": str(tmp_path / "second")}
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve"]
        done = subprocess.run(
            command, cwd=ROOT, env=second, capture_output=True, text=True, timeout=60, check=False
        )
        assert (done.returncode, "another program uses the port" in done.stderr) == (1, True), done.stderr
        assert port in done.stdout
        assert first.answers()


def children(parent: int) -> list[int]:
    """The processes that one has begun."""
    return [int(one) for one in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def test_a_process_that_dies_is_begun_anew_by_a_small_watcher(tmp_path: Path) -> None:
    with serving(tmp_path / "instance") as server:
        watcher = server.process.pid
        (first,) = children(watcher)
        resident = int(Path(f"/proc/{watcher}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        assert resident < 20_000_000
        time.sleep(watch.SETTLED)  # what dies sooner is not begun again
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: children(watcher) not in ([], [first]), "another process", 30)
        wait_until(server.answers, "its answer", 30)
        (second,) = children(watcher)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(30) == 0
        assert not Path(f"/proc/{second}").exists()
    assert "beginning anew" in server.log.read_text()


SLOW = """
import time
from pathlib import Path
from app.kernel import jobs
from wsgi import app

@jobs.task("slow")
def slow(path: str) -> None:
    Path(path).write_text("begun")
    time.sleep(2)
    Path(path).write_text("ended")
"""


def test_a_stop_lets_the_task_under_way_end(tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text(SLOW)
    told, found = tmp_path / "told", {"PYTHONPATH": f"{tmp_path}:{ROOT}"}
    with serving(tmp_path / "instance", app="slow", **found) as server:
        asked = f"from slow import *\nwith app.app_context(): jobs.enqueue('slow', {str(told)!r})"
        subprocess.run([sys.executable, "-c", asked], cwd=ROOT, env=server.environment, check=True)
        wait_until(told.exists, "the task", 30)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(30) == 0
    assert told.read_text() == "ended"


@pytest.mark.proof
def test_a_process_that_dies_at_once_is_not_begun_again(tmp_path: Path) -> None:
    with serving(tmp_path / "instance") as server:
        os.kill(children(server.process.pid)[0], signal.SIGKILL)
        assert server.process.wait(30) == 1

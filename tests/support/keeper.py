"""Neighbour servers of a test session: started once, shared by its workers, gone when the session is gone."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
AGAIN = "again"  # a file in a server's folder that lets it be started anew when it ends
_kept: list[subprocess.Popen[bytes]] = []  # a Popen that is let go would warn that its process still runs


def shared(folder: Path, name: str, make: Callable[[], str]) -> str:
    """What `make` gave to the first worker that asked; the others wait for it and read it."""
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = folder / name
        if not kept.exists():
            kept.write_text(make())
        return kept.read_text()


def keep(command: list[str], folder: Path, user: int | None = None) -> None:
    """Let a server run as long as the test session does, its output in folder/log; then the folder goes too.

    A process of its own watches both, so that a killed session leaves nothing behind either.
    """
    session = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
    watch = [
        sys.executable,
        "-m",
        "tests.support.keeper",
        str(session),
        str(folder),
        str(user or ""),
        *command,
    ]
    _kept.append(subprocess.Popen(watch, cwd=ROOT, start_new_session=True, stdin=subprocess.DEVNULL))


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(ready: Callable[[], bool], what: str, seconds: float = 30) -> None:
    """Ask every 20 ms until `ready` says yes; raises TimeoutError naming what was waited for."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} did not happen within {seconds:.0f} s")
        time.sleep(0.02)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def _started(command: list[str], folder: Path, user: int | None) -> subprocess.Popen[bytes]:
    groups: list[int] | None = None if user is None else []
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=log, user=user, group=user, extra_groups=groups
        )


def main(session: int, folder: Path, user: int | None, command: list[str]) -> None:
    """Run the server until it ends or the session is gone, then clear up; again where it ends while AGAIN is there."""
    server = _started(command, folder, user)
    while _alive(session):
        time.sleep(0.2)
        if server.poll() is None:
            continue
        if not (folder / AGAIN).exists():
            break
        (folder / AGAIN).unlink()
        server = _started(command, folder, user)
    server.send_signal(signal.SIGINT)
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if sys.argv[3] else None, sys.argv[4:])

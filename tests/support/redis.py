"""An embedded Redis server for the tests, one a worker, emptied for each test."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from redis import Redis
from redis.exceptions import ConnectionError as NotThere

from tests.support.keeper import free_port, keep, wait_until


def start() -> str:
    """Start a server without persistence; its address."""
    port = free_port()
    folder = Path(tempfile.mkdtemp(prefix="multaqa-redis-"))
    keep([_program(), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"], folder)
    address = f"redis://127.0.0.1:{port}/0"
    wait_until(lambda: _answers(address), "the start of Redis")
    return address


def empty(address: str) -> None:
    """Forget everything."""
    with Redis.from_url(address) as server:
        server.flushall()


def _answers(address: str) -> bool:
    with Redis.from_url(address) as server:
        try:
            return bool(server.ping())
        except NotThere:
            return False


def _program() -> str:
    """The server installed for the tests (set-up says where from), else the system's."""
    installed = f"{sys.prefix}/bin:{sys.prefix}/redis/bin"
    found = shutil.which("redis-server", path=installed) or shutil.which("redis-server")
    if found is None:
        raise RuntimeError("Redis for the tests is missing: run `make setup`")
    return found

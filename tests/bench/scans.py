"""Scans over HTTP against an empty authenticated POST to the same server, and a loop of the same work without one."""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from app.kernel.ids import new_id
from tests.bench.ground import SLUG, Ground, Measured
from tests.support.load import request

SECONDS = 4.0
PATH = f"/api/v1/events/{SLUG}/scans"
LOOP = 2_000  # rows of the loop without a server


def over_http(ground: Ground) -> Iterator[dict[str, Any]]:
    """One scan a request at 1, 8 and 32 keep-alive clients, and 100 a request at 8; every scan is new and durable."""
    codes = iter(ground.codes)
    for clients in (1, 8, 32):
        empty = ground.run([[post(ground, [])]] * clients, SECONDS, repeat=True)
        share = (len(ground.codes) // 3 - 400) // clients
        single = [[post(ground, [code]) for code in islice(codes, share)] for _ in range(clients)]
        done = ground.run(single, SECONDS)
        yield _line(f"scans-1-{clients}", done, 1, empty)
    empty = ground.run([[post(ground, [])]] * 8, SECONDS, repeat=True)
    yield _line("scans-100-8", ground.run(batches(ground, ground.codes), SECONDS * 2), 100, empty)


def batches(ground: Ground, codes: Sequence[str]) -> list[list[bytes]]:
    """For each of eight clients more requests of a hundred scans of these people than it can send within the time."""
    anybody = partial(secrets.choice, codes)
    return [[post(ground, [anybody() for _ in range(100)]) for _ in range(120)] for _ in range(8)]


def post(ground: Ground, codes: list[str]) -> bytes:
    """A request with one new scan of each code, at the entrance; ids are in order of time, as doors make them."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    lines = [
        {"id": str(new_id()), "code": code, "checkpoint": "main", "direction": "in", "at": at}
        for code in codes
    ]
    headers = [("Authorization", f"Bearer {ground.token}"), ("Content-Type", "application/json")]
    return request("POST", PATH, json.dumps({"scans": lines}).encode(), headers)


def _line(name: str, done: Measured, scans: int, empty: Measured) -> dict[str, Any]:
    if set(done.done.statuses) != {200}:
        raise RuntimeError(f"{name}: answers were {dict(done.done.statuses)}")
    return {"bench": name, **done.beside(empty, "scans/s", "empty authenticated POST", scans)}


def bare_loop(ground: Ground) -> Iterator[dict[str, Any]]:
    """The loop without a server, a durable commit for each line and for each hundred: the pace of disk and SQLite."""
    for each in (1, 100):
        yield loop(ground.folder / f"bare-{each}.db", each)


def loop(path: Path, each: int) -> dict[str, Any]:
    """SELECT and INSERT of one line after the other, so many in a transaction."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE badge (code BLOB PRIMARY KEY, id INTEGER)")
    connection.execute("CREATE TABLE scan (id BLOB PRIMARY KEY, badge INTEGER, at TEXT)")
    codes = [secrets.token_bytes(32) for _ in range(LOOP * min(each, 10))]
    numbered = [(code, number) for number, code in enumerate(codes)]
    connection.executemany("INSERT INTO badge VALUES (?, ?)", numbered)
    began = time.perf_counter()
    for start in range(0, len(codes), each):
        connection.execute("BEGIN IMMEDIATE")
        for code in codes[start : start + each]:
            row = connection.execute("SELECT id FROM badge WHERE code = ?", (code,)).fetchone()
            one = (uuid4().bytes, row[0], "2027-01-28T08:45:00Z")
            connection.execute("INSERT INTO scan VALUES (?, ?, ?)", one)
        connection.execute("COMMIT")
    rate = len(codes) / (time.perf_counter() - began)
    connection.close()
    name = "bare-select-insert" if each == 1 else f"bare-select-insert-{each}"
    return {"bench": name, "value": round(rate), "unit": "rows/s", "baseline": "itself", "ratio": 1.0}

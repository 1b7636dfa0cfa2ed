"""The server behind many doors: PostgreSQL with several processes, a log that has grown, a roster of 20,000."""

from __future__ import annotations

import gzip
import json
import time
import urllib.request
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text

from app.audit.models import ChainHead
from app.checkin.models import Scan
from app.checkin.queries import chain_of
from app.events.models import Event
from app.kernel.db import atomic, db, engine
from tests.bench import scans
from tests.bench.ground import SLUG, Ground, opened, postgresql, standing
from tests.support.load import request

SECONDS = 4.0
CLIENTS = 8
SIZES = (10_000, 100_000, 1_000_000)
ROSTER = 20_000
PIECE = 5_000


def processes(folder: Path) -> Iterator[dict[str, Any]]:
    """Scans on a PostgreSQL that waits for its disk, with two and four processes, against the empty POST there."""
    for count in (2, 4):
        with (
            postgresql(folder / str(count), durable=True) as url,
            standing(folder / f"instance-{count}", 9_000, DATABASE_URL=url, PROCESSES=str(count)) as ground,
        ):
            for line in scans.over_http(ground):
                yield {**line, "database": "postgresql", "processes": count}


def growth(folder: Path) -> Iterator[dict[str, Any]]:
    """Single scans, and 100 a request, with 10,000, 100,000 and 1,000,000 lines in the log, each against the first.

    Each size has people of its own: what somebody did before is read with each of their scans.
    """
    with standing(folder / "instance", 9_000) as ground:
        codes = iter(ground.codes)
        first = many = None
        for index, size in enumerate(SIZES):
            _fill(ground, size)
            share = len(ground.codes) // len(SIZES) // CLIENTS
            single = [[scans.post(ground, [code]) for code in islice(codes, share)] for _ in range(CLIENTS)]
            done = ground.run(single, SECONDS)
            first, same = first or done, f"the same with {SIZES[0]} lines"
            yield {"bench": f"growth-{size}", **done.beside(first, "scans/s", same)}
            done = ground.run(scans.batches(ground, ground.codes[index :: len(SIZES)]), SECONDS)
            many = many or done
            yield {"bench": f"growth-{size}-100", **done.beside(many, "scans/s", same, 100)}


_FILL = text("""
INSERT INTO scan (event_id, number, scan_id, request_hash, registration_id, checkpoint, direction, outcome, reason,
    first_checkpoint, device_at, happened_at, received_at, rehearsal, held, override, follows, commitment, link)
WITH RECURSIVE numbers(n) AS (SELECT :there + 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :size)
SELECT :event, n, printf('%012x7', seconds * 1000) || substr(lower(hex(randomblob(10))), 2), zeroblob(32),
    lower(hex(randomblob(16))), 'main', 'in', 'admitted', '', '', at, at, at, 0, 0, 0, 0, zeroblob(32), zeroblob(32)
FROM (SELECT n, seconds, strftime('%Y-%m-%d %H:%M:%S.000000', seconds, 'unixepoch') AS at
    FROM (SELECT n, CAST(strftime('%s', 'now') AS INTEGER) + n - 1000000 AS seconds FROM numbers))
""")


def _fill(ground: Ground, size: int) -> None:
    """Let the log hold so many lines, of people who are elsewhere: made by SQLite itself, links not computed.

    Their ids are in order of time, as doors make them.
    """
    with opened(ground.server).app_context():
        event_id = db.session.scalars(select(Event.id).where(Event.slug == SLUG)).one()
        there = db.session.scalar(select(func.max(Scan.number)).where(Scan.event_id == event_id)) or 0
        with atomic() as session:
            session.execute(text("PRAGMA cache_size = -500000"))  # what is random is written once
            session.execute(_FILL, {"event": event_id.hex, "there": there, "size": size})
            head = session.get(ChainHead, chain_of(event_id)) or ChainHead(
                chain=chain_of(event_id), number=0, link=bytes(32)
            )
            head.number, head.link = size, bytes(32)
            session.add(head)
        engine().dispose()


def roster(folder: Path) -> Iterator[dict[str, Any]]:
    """The first roster of 20,000 people, page by page as a phone takes it, and what changed after a hundred scans."""
    with standing(folder / "instance", ROSTER) as ground:
        began = time.perf_counter()
        cursor, size, pages = _pull(ground, "")
        took = time.perf_counter() - began
        yield {
            "bench": "roster-first", "value": round(took, 2), "unit": "s", "people": ROSTER, "pages": pages,
            "kB": round(size / 1000),
        }  # fmt: skip
        ground.run([[scans.post(ground, ground.codes[:100])]], SECONDS)
        began = time.perf_counter()
        cursor, size, pages = _pull(ground, cursor)
        took = time.perf_counter() - began
        yield {
            "bench": "roster-delta", "value": round(took * 1000, 1), "unit": "ms", "changed": 100, "pages": pages,
            "kB": round(size / 1000, 1), "baseline": "GET /healthz",
        }  # fmt: skip
        same = request("GET", f"/api/v1/events/{SLUG}/roster?since={cursor}", headers=[_bearer(ground)])
        bare = ground.run([[request("GET", "/healthz")]] * CLIENTS, SECONDS, repeat=True)
        idle = ground.run([[same]] * CLIENTS, SECONDS, repeat=True)
        yield {"bench": "roster-unchanged", **idle.beside(bare, "answers/s", "GET /healthz")}


def _bearer(ground: Ground) -> tuple[str, str]:
    return "Authorization", f"Bearer {ground.token}"


def _pull(ground: Ground, cursor: str) -> tuple[str, int, int]:
    """Everything since a cursor: the next one, the bytes that travelled, the number of pages."""
    size = pages = 0
    while True:
        url = f"{ground.server.url}/api/v1/events/{SLUG}/roster?since={cursor}"
        asked = urllib.request.Request(url, headers=dict([_bearer(ground), ("Accept-Encoding", "gzip")]))
        with urllib.request.urlopen(asked) as answer:
            body = answer.read()
            packed = answer.headers.get("Content-Encoding") == "gzip"
        size, pages = size + len(body), pages + 1
        said = json.loads(gzip.decompress(body) if packed else body)
        cursor = said["cursor"]
        if not said["more"]:
            return cursor, size, pages

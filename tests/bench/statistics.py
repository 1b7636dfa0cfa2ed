"""Statistics over a log of a million scans: all figures of an event, beside a bare count of the same rows."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, insert, select, update

from app.audit.service import keep_head, locked_head
from app.checkin import queries as checkin
from app.checkin.models import Scan
from app.events import queries as events
from app.kernel import clock
from app.kernel.clock import MIDNIGHT, Instant
from app.kernel.db import atomic, db, engine
from app.registration.models import Registration
from app.statistics import queries, service
from app.statistics.rules import for_all, tables
from tests.bench.desk import _crowd, _postgresql, _sqlite
from tests.support.statements import counting

SCANS = 1_000_000
PEOPLE = 3_000
PLACES = ("main", "opening", "plenary-1", *(f"hall-{number}" for number in range(17)))


def measured(folder: Path) -> Iterator[dict[str, Any]]:
    """Both databases: the facts, the figures from them, what is published, the PDF, and the bare count."""
    for database, place in (("sqlite", _sqlite), ("postgresql", _postgresql)):
        with place(folder / database) as app, app.app_context():
            event_id = _crowd(PEOPLE)
            _history(event_id)
            for line in _figures(event_id):
                yield {**line, "database": database, "scans": SCANS, "people": PEOPLE}
            db.session.remove()
            engine().dispose()


def _history(event_id: UUID) -> None:
    """Two days of ins and outs, written past the door in the order in which they arrive."""
    db.session.rollback()
    with atomic() as session:
        session.execute(
            update(Registration).where(Registration.event_id == event_id).values(state="approved")
        )
        people = list(session.scalars(select(Registration.id).where(Registration.event_id == event_id)))
    event, chance = events.get_event(event_id), Random(1)
    start = clock.at(event.starts, MIDNIGHT, event.timezone)
    db.session.rollback()
    with engine().begin() as connection:
        for first in range(0, SCANS, 10_000):
            rows = [
                _line(event_id, number + 1, people, start, chance) for number in range(first, first + 10_000)
            ]
            connection.execute(insert(Scan.__table__), rows)  # type: ignore[arg-type]
    with atomic():
        head = locked_head(checkin.chain_of(event_id))
        head.number = SCANS
        keep_head(head)


def _line(
    event_id: UUID, number: int, people: Sequence[UUID], start: Instant, chance: Random
) -> dict[str, Any]:
    at = start + timedelta(seconds=8 * 3600 + chance.randrange(34 * 3600))
    direction = chance.choice(("in", "in", "out"))
    return {
        "event_id": event_id, "number": number, "scan_id": uuid4(), "request_hash": b"", "commitment": b"", "link": b"",
        "registration_id": chance.choice(people), "checkpoint": chance.choice(PLACES), "direction": direction,
        "outcome": "admitted" if direction == "in" else "left", "happened_at": at, "received_at": at,
    }  # fmt: skip


def _figures(event_id: UUID) -> Iterator[dict[str, Any]]:
    position = queries.position_now(event_id)
    bare = select(Scan.checkpoint, func.count()).where(Scan.event_id == event_id).group_by(Scan.checkpoint)
    baseline = _took(lambda: db.session.execute(bare).all())
    with counting() as statements:
        seconds, cpu = _timed(lambda: queries.facts(event_id, position, now=clock.now()))
    yield {
        "bench": "statistics-facts", "value": seconds, "unit": "s", "cpu_s": cpu, "statements": len(statements),
        "baseline": "SELECT checkpoint, count(*) ... GROUP BY checkpoint", "baseline_value": baseline,
    }  # fmt: skip
    facts = queries.facts(event_id, position, now=clock.now())
    yield {"bench": "statistics-figures", "value": _took(lambda: tables(facts)), "unit": "s"}
    yield {"bench": "statistics-published", "value": _took(lambda: for_all(tables(facts))), "unit": "s"}
    queries.live(event_id)
    yield {"bench": "statistics-unchanged", "value": _took(lambda: queries.live(event_id)), "unit": "s"}
    pages = _took(lambda: service.files_for_pack(event_id, position, ("ar",)))
    yield {"bench": "statistics-pack", "value": pages, "unit": "s"}


def _timed(act: Any) -> tuple[float, float]:
    db.session.rollback()
    began, worked = time.perf_counter(), time.process_time()
    act()
    return round(time.perf_counter() - began, 3), round(time.process_time() - worked, 3)


def _took(act: Any) -> float:
    return _timed(act)[0]

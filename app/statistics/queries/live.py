"""The figures of this moment, counted once for all who look until something changes."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock
from time import perf_counter
from uuid import UUID

from flask import current_app

from app.attendance.rules import Kind
from app.events import queries as events
from app.kernel import clock
from app.kernel.clock import Instant
from app.statistics.queries.facts import facts, position_now
from app.statistics.rules import Facts, Position

MOST = 8
"""Events whose facts one process keeps."""

MINUTE = 60

SLOW = 1.0
"""Seconds of counting from which on a few hundred thousand scans keep no server busy with their figures."""


@dataclass(frozen=True)
class Live:
    """An event's facts, where the logs ended when they were read, and a stamp that stays while nothing changes."""

    position: Position
    stamp: Hashable
    facts: Facts
    took: float  # seconds that counting took

    def rests(self, now: Instant) -> bool:
        """True while a log that is slow to count is not counted again: for ten times as long as it takes."""
        return self.took > SLOW and (now - self.facts.as_of).total_seconds() < 10 * self.took


def live(event_id: UUID) -> Live:
    """The facts of this moment: three statements while nothing changed since somebody else looked."""
    now = clock.now()
    kept: dict[UUID, Live] = current_app.extensions.setdefault("statistics", {})
    position, version = position_now(event_id), events.scope_of(event_id).version
    found = kept.get(event_id)
    if found and (found.rests(now) or found.stamp == _stamp(position, version, found.facts, now)):
        return found
    with _LOCK:  # many desks look at once: one counts, the others wait for what it found
        found = kept.get(event_id)
        if found is None or found.stamp != _stamp(position, version, found.facts, now):
            began = perf_counter()
            counted = facts(event_id, position, now=now)
            took = perf_counter() - began
            if len(kept) >= MOST:
                kept.clear()
            found = kept[event_id] = Live(position, _stamp(position, version, counted, now), counted, took)
    return found


_LOCK = Lock()


def _stamp(position: Position, version: int, known: Facts, now: Instant) -> Hashable:
    """What the figures depend on: the logs, the event, and while a place is open the minute for those inside."""
    running = any(one.starts <= now < one.ends for one in known.places.values() if one.kind is Kind.SESSION)
    begun = sum(one.opens <= now for one in known.places.values())
    return position, version, begun, int(now.timestamp()) // MINUTE if running else 0

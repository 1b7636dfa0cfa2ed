"""Time: instants are UTC, local times belong to an event's zone, and the type checker keeps them apart."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import NewType
from zoneinfo import ZoneInfo

Instant = NewType("Instant", datetime)
"""A moment, always aware and in UTC; the only form that is stored or compared."""

Local = NewType("Local", datetime)
"""The same moment on a clock of the event's zone; made for showing, never stored."""

MIDNIGHT = time(0)
"""When a day begins."""


def now() -> Instant:
    """The present moment in UTC; the only place where the program reads the wall clock."""
    return Instant(datetime.now(UTC))


def instant(value: datetime) -> Instant:
    """Turn an aware datetime into an Instant; ValueError for a naive one, whose zone nobody knows."""
    if value.tzinfo is None:
        raise ValueError("a moment needs a zone; build it with clock.at(day, time, zone)")
    return Instant(value if value.tzinfo is UTC else value.astimezone(UTC))


def local(moment: Instant, zone: str) -> Local:
    """The moment as the clocks of an IANA zone show it."""
    return Local(moment.astimezone(ZoneInfo(zone)))


def at(day: date, hour: time, zone: str) -> Instant:
    """The moment when clocks of the zone show this day and hour (the earlier one where an hour repeats)."""
    return Instant(datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC))


def parse(text: str) -> Instant:
    """Read an RFC 3339 moment with its offset; ValueError for anything else."""
    return instant(datetime.fromisoformat(text))


@lru_cache(maxsize=1024)  # a batch of scans says the same moment many times
def stamp(moment: Instant) -> str:
    """RFC 3339 in UTC with milliseconds, as the API writes it: 2027-01-28T13:58:07.120Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

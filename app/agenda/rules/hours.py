"""A session's hours: by day and clock as the file says them, as moments in UTC as they are stored."""

from __future__ import annotations

from datetime import date, time, timedelta

from app.agenda.rules.programme import SessionPart
from app.kernel import clock
from app.kernel.clock import Instant


def moments(session: SessionPart, first: date, zone: str) -> tuple[Instant, Instant]:
    """When the session starts and ends, its day 1 being `first`."""
    day = first + timedelta(days=session.day - 1)
    end = day + timedelta(days=1) if session.ends_next_day else day
    return clock.at(day, session.starts, zone), clock.at(end, session.ends, zone)


def clock_times(starts_at: Instant, ends_at: Instant, first: date, zone: str) -> tuple[int, time, time, bool]:
    """Day, start, end and whether it ends on the next day, as the zone's clocks show them."""
    start, end = clock.local(starts_at, zone), clock.local(ends_at, zone)
    return (start.date() - first).days + 1, start.time(), end.time(), end.date() > start.date()

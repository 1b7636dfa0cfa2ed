"""How long a mail waits after an attempt that failed for the moment."""

from __future__ import annotations

from datetime import timedelta

from app.kernel.clock import Instant

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440))
"""Growing, nearly two days in all: long enough for a server that is down over a night and a day."""

MOST_ATTEMPTS = len(PAUSES) + 1


def next_attempt(attempts: int, now: Instant) -> Instant | None:
    """When to try again after so many attempts (at least 1), or None when it was the last."""
    return Instant(now + PAUSES[attempts - 1]) if attempts < MOST_ATTEMPTS else None

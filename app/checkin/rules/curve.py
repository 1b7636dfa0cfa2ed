"""Arrivals drawn as a curve: counts per five minutes to the points of a path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.kernel.clock import Instant, instant

STEP = 300  # seconds of one count
STEPS = 36  # counts on a curve: three hours
WIDTH, HEIGHT = 360.0, 64.0


@dataclass(frozen=True)
class Curve:
    """A path within WIDTH by HEIGHT, its area, the highest count with its place, and the full hours along it."""

    line: str
    area: str
    most: int
    most_at: tuple[float, float]
    last: int
    hours: tuple[tuple[float, Instant], ...]


def bucket(moment: Instant) -> int:
    """The five minutes that a moment is in, as seconds since 1970."""
    return int(moment.timestamp()) // STEP * STEP


def curve(counts: Mapping[int, int], now: Instant) -> Curve:
    """Counts by bucket, up to now, drawn; the last one is of the five minutes that are still running."""
    end = bucket(now)
    starts = [end - STEP * back for back in range(STEPS - 1, -1, -1)]
    values = [counts.get(start, 0) for start in starts]
    most = max(values)
    points = [
        (index * WIDTH / (STEPS - 1), HEIGHT - (HEIGHT - 8) * value / max(most, 1))
        for index, value in enumerate(values)
    ]
    line = "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    area = f"{line} L{WIDTH:.1f} {HEIGHT:.1f} L0.0 {HEIGHT:.1f}Z"
    hours = tuple(
        (points[index][0], instant(datetime.fromtimestamp(start, UTC)))
        for index, start in enumerate(starts)
        if start % 3600 == 0
    )
    return Curve(line, area, most, points[values.index(most)], values[-1], hours)


def is_silent(seen_at: Instant | None, now: Instant, minutes: int) -> bool:
    """True for a gate that was heard of today, and not for so many minutes."""
    if seen_at is None:
        return False
    return timedelta(minutes=minutes) < now - seen_at < timedelta(hours=12)

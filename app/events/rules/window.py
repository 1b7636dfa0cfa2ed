"""When one can register: the days that an event names become moments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from app.kernel import clock
from app.kernel.clock import Instant


@dataclass(frozen=True)
class Window:
    """From `opens` to just before `closes`, both UTC."""

    opens: Instant
    closes: Instant

    def is_open(self, now: Instant) -> bool:
        """True while one can register."""
        return self.opens <= now < self.closes


def registration_window(starts: date, opens: int, closes: int, zone: str) -> Window:
    """From 00:00 of day `opens` to 24:00 of day `closes`, counted from the start, by the zone's clocks."""
    first, after = starts + timedelta(days=opens), starts + timedelta(days=closes + 1)
    return Window(clock.at(first, time(0), zone), clock.at(after, time(0), zone))


def foremost(windows: Iterable[Window], now: Instant) -> Window:
    """Of the windows of an event's categories the one to tell of: open the longest, else the next, else the last."""

    def order(one: Window) -> tuple[int, float]:
        if one.is_open(now):
            return 0, -one.closes.timestamp()
        return (1, one.opens.timestamp()) if now < one.opens else (2, -one.closes.timestamp())

    return min(windows, key=order)

"""Time zones as calendars carry them, and the colour names that calendars know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from app.kernel.clock import Instant

STEP = timedelta(hours=6)  # no zone changes its offset twice within it
COLOURS = {
    "black": "#000000", "brown": "#a52a2a", "chocolate": "#d2691e", "crimson": "#dc143c", "darkblue": "#00008b",
    "darkgoldenrod": "#b8860b", "darkgreen": "#006400", "darkmagenta": "#8b008b", "darkolivegreen": "#556b2f",
    "darkorange": "#ff8c00", "darkred": "#8b0000", "darkslateblue": "#483d8b", "dimgray": "#696969",
    "dodgerblue": "#1e90ff", "goldenrod": "#daa520", "green": "#008000", "indigo": "#4b0082", "maroon": "#800000",
    "midnightblue": "#191970", "olive": "#808000", "orange": "#ffa500", "purple": "#800080", "red": "#ff0000",
    "royalblue": "#4169e1", "saddlebrown": "#8b4513", "seagreen": "#2e8b57", "slategray": "#708090",
    "steelblue": "#4682b4", "teal": "#008080", "tomato": "#ff6347",
}  # fmt: skip
"""CSS names that are dark enough for a calendar's mark; COLOR takes a name, not a value (RFC 7986, 5.9)."""


@dataclass(frozen=True)
class Observance:
    """From `onset` (by the clock before the change) on, a zone is `offset_to` from UTC."""

    onset: datetime
    offset_from: timedelta
    offset_to: timedelta
    name: str
    daylight: bool


def observances(zone: str, first: Instant, last: Instant) -> tuple[Observance, ...]:
    """How a zone's clocks go through the years of two moments: as they stand at first, then each change."""
    # Some readers keep a zone by its name from one file to the next: whole years do for more than this file.
    begin, end = datetime(first.year, 1, 1, tzinfo=UTC), datetime(last.year + 1, 1, 1, tzinfo=UTC)
    return tuple(_observances(ZoneInfo(zone), begin, end))


def is_utc(found: Iterable[Observance]) -> bool:
    """True when the clocks show UTC all the time."""
    return not any(one.offset_to for one in found)


def nearest_colour(accent: str) -> str:
    """The calendar colour that comes nearest to #rrggbb."""
    return min(COLOURS, key=lambda name: _distance(COLOURS[name], accent))


def _observances(zone: ZoneInfo, moment: datetime, end: datetime) -> Iterator[Observance]:
    offset = _offset(moment, zone)
    yield _observance(moment, offset, zone)
    while moment < end:
        after = moment + STEP
        if _offset(after, zone) != offset:
            yield _observance(_change(moment, after, zone), offset, zone)
            offset = _offset(after, zone)
        moment = after


def _observance(change: datetime, before: timedelta, zone: ZoneInfo) -> Observance:
    local = change.astimezone(zone)
    onset = (change + before).replace(tzinfo=None)
    return Observance(onset, before, _offset(change, zone), local.tzname() or "", bool(local.dst()))


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first second at which the new offset holds."""
    low, high = int(before.timestamp()), int(after.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        same = _offset(datetime.fromtimestamp(middle, UTC), zone) == _offset(before, zone)
        low, high = (middle, high) if same else (low, middle)
    return datetime.fromtimestamp(high, UTC)


def _distance(one: str, other: str) -> int:
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return sum((left - right) ** 2 for left, right in pairs)

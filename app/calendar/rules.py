"""Time zones as calendars carry them, and the colour names that calendars know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from app.kernel.clock import Instant

STEP = timedelta(hours=6)  # no zone changes its offset twice within it
COLOURS = {
    "black": "#000000", "brown": "#a52a2a", "chocolate": "#d2691e", "crimson": "#dc143c",
    "darkblue": "#00008b", "darkgoldenrod": "#b8860b", "darkgreen": "#006400", "darkmagenta": "#8b008b",
    "darkolivegreen": "#556b2f", "darkorange": "#ff8c00", "darkred": "#8b0000", "darkslateblue": "#483d8b",
    "darkslategray": "#2f4f4f", "dimgray": "#696969", "dodgerblue": "#1e90ff", "goldenrod": "#daa520",
    "green": "#008000", "indigo": "#4b0082", "maroon": "#800000", "midnightblue": "#191970",
    "olive": "#808000", "orange": "#ffa500", "purple": "#800080", "red": "#ff0000", "royalblue": "#4169e1",
    "saddlebrown": "#8b4513", "seagreen": "#2e8b57", "slategray": "#708090", "steelblue": "#4682b4",
    "teal": "#008080", "tomato": "#ff6347",
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
    """How a zone's clocks go between two moments: how they stand a day before, then each change."""
    return tuple(_observances(ZoneInfo(zone), first - timedelta(days=1), last + timedelta(days=1)))


def is_utc(zone: str, first: Instant, last: Instant) -> bool:
    """True when the zone's clocks show UTC through the whole years of both moments."""
    begin = datetime(first.year, 1, 1, tzinfo=UTC)
    end = datetime(last.year, 12, 31, tzinfo=UTC)
    return all(not one.offset_to for one in _observances(ZoneInfo(zone), begin, end))


def nearest_colour(accent: str) -> str:
    """The calendar colour that comes nearest to #rrggbb."""
    return min(COLOURS, key=lambda name: _distance(COLOURS[name], accent))


def _observances(zone: ZoneInfo, moment: datetime, end: datetime) -> Iterator[Observance]:
    local = moment.astimezone(zone)
    offset = _offset(moment, zone)
    yield Observance(local.replace(tzinfo=None, microsecond=0), offset, offset, *_named(local))
    while moment < end:
        after = moment + STEP
        if _offset(after, zone) != offset:
            change = _change(moment, after, zone)
            new = change.astimezone(zone)
            onset = (change + offset).replace(tzinfo=None)
            yield Observance(onset, offset, _offset(change, zone), *_named(new))
            offset = _offset(change, zone)
        moment = after


def _named(local: datetime) -> tuple[str, bool]:
    return local.tzname() or "", bool(local.dst())


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

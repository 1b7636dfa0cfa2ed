"""Where presence is recorded: attended sessions, and the half-days and days that they make up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from uuid import UUID

from app.checkin.rules import CheckpointFacts
from app.kernel import clock
from app.kernel.clock import Instant
from app.kernel.i18n import Text
from app.registration.rules.face import Face


class Kind(StrEnum):
    """What a place of record is."""

    SESSION = "session"
    HALFDAY = "halfday"
    DAY = "day"


@dataclass(frozen=True)
class Place:
    """A session, a half-day ("1am") or a day ("1day") with its hours in UTC; `opens` and `closes` bound the scans.

    `sessions` are the keys of what it is made of (a session: itself), `around` those of the places it lies in, and a
    signature under any key of `parts` is one for this place.
    """

    key: str
    kind: Kind
    title: Text
    room: Text
    starts: Instant
    ends: Instant
    day: int
    half: str
    opens: Instant
    closes: Instant
    minutes: int
    sessions: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    facts: CheckpointFacts | None = None
    decides: bool = False


@dataclass(frozen=True)
class Attended:
    """A session at which attendance is taken, as the agenda says."""

    key: str
    title: Text
    room: Text
    starts: Instant
    ends: Instant
    facts: CheckpointFacts
    decides: bool = False


@dataclass(frozen=True)
class Calendar:
    """What half-days are cut by: the event's first day, its zone, and the hour at which the second half begins."""

    first: date
    zone: str
    boundary: time

    def day(self, moment: Instant) -> int:
        """The number of the event's day, from 1, as its clocks show it."""
        return (clock.local(moment, self.zone).date() - self.first).days + 1

    def half(self, moment: Instant) -> str:
        """`am` or `pm`."""
        return "am" if clock.local(moment, self.zone).time() < self.boundary else "pm"

    def hours(self, day: int, half: str) -> tuple[Instant, Instant]:
        """From when to when a half-day, or with "" a whole day, takes scans."""
        here = self.first + timedelta(days=day - 1)
        noon = clock.at(here, self.boundary, self.zone)
        start = clock.at(here, time(0), self.zone)
        end = clock.at(here + timedelta(days=1), time(0), self.zone)
        return {"am": (start, noon), "pm": (noon, end)}.get(half, (start, end))


def places(sessions: Iterable[Attended], calendar: Calendar) -> dict[str, Place]:
    """All places of record by key: sessions by time, then half-days, then days.

    A session belongs to the half-day in which it begins. Where a session bears the key of a half-day, it keeps it.
    """
    own = [_session(one, calendar) for one in sessions]
    halves = _grouped(own, lambda one: f"{one.day}{one.half}", Kind.HALFDAY, calendar)
    days = _grouped(own, lambda one: f"{one.day}day", Kind.DAY, calendar)
    found: dict[str, Place] = {}
    for one in (*own, *halves, *days):
        found.setdefault(one.key, one)
    return found


def _session(one: Attended, calendar: Calendar) -> Place:
    day, half = calendar.day(one.starts), calendar.half(one.starts)
    scheduled = (one.ends - one.starts) // timedelta(minutes=1)
    return Place(
        one.key, Kind.SESSION, one.title, one.room, one.starts, one.ends, day, half, one.starts, one.ends, scheduled,
        (one.key,), (f"{day}{half}", f"{day}day"), (one.key,), one.facts, one.decides,
    )  # fmt: skip


def _grouped(
    sessions: Sequence[Place], key: Callable[[Place], str], kind: Kind, calendar: Calendar
) -> list[Place]:
    groups: dict[str, list[Place]] = {}
    for one in sessions:
        groups.setdefault(key(one), []).append(one)
    return [_group(name, kind, own, calendar) for name, own in groups.items()]


def _group(key: str, kind: Kind, own: Sequence[Place], calendar: Calendar) -> Place:
    day, half = own[0].day, own[0].half if kind is Kind.HALFDAY else ""
    opens, closes = calendar.hours(day, half)
    keys = tuple(one.key for one in own)
    halves = tuple(dict.fromkeys(f"{one.day}{one.half}" for one in own)) if kind is Kind.DAY else ()
    return Place(
        key, kind, Text(), _common(own), min(one.starts for one in own), max(one.ends for one in own), day, half,
        opens, closes, sum(one.minutes for one in own), keys, (f"{day}day",) if kind is Kind.HALFDAY else (),
        (key, *halves, *keys), decides=any(one.decides for one in own),
    )  # fmt: skip


def _common(own: Sequence[Place]) -> Text:
    """The room, where all of it happens in one."""
    return own[0].room if all(one.room == own[0].room for one in own) else Text()


def signed_for(places: Mapping[str, Place], checkpoint: str, entrance: bool, now: Instant) -> Place | None:
    """What is signed for at a checkpoint: its own session or half-day; at an entrance, the half-day under way."""
    if checkpoint in places or not entrance:
        return places.get(checkpoint)
    halves = (one for one in places.values() if one.kind is Kind.HALFDAY)
    return next((one for one in halves if one.opens <= now < one.closes), None)


def expected(place: Place, places: Mapping[str, Place], people: Iterable[Face]) -> frozenset[UUID]:
    """Who of these people is expected: at a half-day or day whoever is at one of its sessions."""
    asked = [places[key].facts for key in place.sessions]
    return frozenset(
        one.registration
        for one in people
        if any(facts is not None and facts.awaits(one.category, one.registration) for facts in asked)
    )

"""What cannot be at once: rooms and people in two places, rooms too small, hours outside the day, booths lacking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from app.kernel.clock import Instant


class ClashKind(StrEnum):
    """What is wrong; OUTSIDE and ORDER can never be meant, the others may be confirmed with a reason."""

    OUTSIDE = "outside"  # outside the days of the event
    ORDER = "order"  # begins before the session that it continues has ended
    ROOM = "room"  # two sessions in one room
    PERSON = "person"  # somebody in two places
    SMALL = "small"  # the room holds fewer than are expected
    BOOTHS = "booths"  # more languages interpreted than the room has booths
    HOURS = "hours"  # outside the hours of the day


BLOCKING = frozenset({ClashKind.OUTSIDE, ClashKind.ORDER})


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A session as far as it may clash: hours in UTC, room and people by key, how many are expected at least."""

    uid: UUID
    starts: Instant
    ends: Instant
    room: str = ""
    people: frozenset[str] = frozenset()
    expected: int = 0
    interpreted: int = 0  # into how many languages
    continues: UUID | None = None


@dataclass(frozen=True)
class Place:
    """A room as far as it limits; None where nobody said."""

    capacity: int | None = None
    booths: int | None = None


@dataclass(frozen=True)
class Window:
    """A day of the event from midnight to midnight, and the hours in which it is open, where somebody said so; UTC."""

    starts: Instant
    ends: Instant
    opens: Instant | None = None
    closes: Instant | None = None

    def holds(self, one: Slot) -> bool:
        """True when the session lies within the hours that were said."""
        if self.opens is None or self.closes is None:
            return False
        return self.opens <= one.starts and one.ends <= self.closes


@dataclass(frozen=True)
class Limits:
    """What sessions are held against: rooms by key, and the event's days in their order."""

    rooms: Mapping[str, Place] = field(default_factory=dict)
    days: Sequence[Window] = ()


@dataclass(frozen=True)
class Clash:
    """One thing that cannot be; `subject` is the room or person it is about, numbers what is there and wanted."""

    kind: ClashKind
    sessions: tuple[UUID, ...]
    subject: str = ""
    there: int = 0
    wanted: int = 0

    @property
    def key(self) -> str:
        """The same text for the same clash, whichever session is looked at."""
        return ":".join((self.kind.value, self.subject, *sorted(map(str, self.sessions))))

    @property
    def blocks(self) -> bool:
        """True when it cannot be confirmed."""
        return self.kind in BLOCKING


def clashes(slots: Iterable[Slot], limits: Limits) -> tuple[Clash, ...]:
    """Everything that clashes among sessions that take place; each pair once for each room or person they share."""
    listed = sorted(slots, key=lambda one: (one.starts, one.ends, one.uid))
    by_uid = {one.uid: one for one in listed}
    found: list[Clash] = []
    for one in listed:
        found += _alone(one, limits)
        first = by_uid.get(one.continues) if one.continues else None
        if first and first.ends > one.starts:
            found.append(Clash(ClashKind.ORDER, (first.uid, one.uid)))
    found += _shared(ClashKind.ROOM, ((one.room, one) for one in listed if one.room))
    found += _shared(ClashKind.PERSON, ((who, one) for one in listed for who in sorted(one.people)))
    return tuple(found)


def of_session(found: Iterable[Clash], uid: UUID) -> tuple[Clash, ...]:
    """Those that a session has a part in."""
    return tuple(one for one in found if uid in one.sessions)


def _alone(one: Slot, limits: Limits) -> Iterator[Clash]:
    room = limits.rooms.get(one.room, Place())
    if room.capacity is not None and one.expected > room.capacity:
        yield Clash(ClashKind.SMALL, (one.uid,), one.room, room.capacity, one.expected)
    if room.booths is not None and one.interpreted > room.booths:
        yield Clash(ClashKind.BOOTHS, (one.uid,), one.room, room.booths, one.interpreted)
    number = next((at for at, day in enumerate(limits.days, 1) if day.starts <= one.starts < day.ends), 0)
    if not number and limits.days:
        yield Clash(ClashKind.OUTSIDE, (one.uid,))
    elif number and limits.days[number - 1].opens and not any(day.holds(one) for day in limits.days):
        yield Clash(ClashKind.HOURS, (one.uid,), str(number))


def _shared(kind: ClashKind, uses: Iterable[tuple[str, Slot]]) -> Iterator[Clash]:
    """Pairs that overlap in time, for each thing they both use; `uses` come by their start."""
    by_thing: dict[str, list[Slot]] = {}
    for thing, one in uses:
        running = [other for other in by_thing.get(thing, ()) if other.ends > one.starts]
        for other in running:
            yield Clash(kind, (other.uid, one.uid), thing)
        by_thing[thing] = [*running, one]

"""The register of a meeting: everybody at every place, computed once from scans and signatures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from app.attendance.rules.places import Kind, Place, expected
from app.attendance.rules.presence import ABSENT, Mark, Rule, Signed
from app.attendance.rules.signatures import SignatureLine, standing
from app.checkin.rules import LoggedScan, Seen, Stay, minutes, presence
from app.kernel.clock import Instant
from app.registration.rules.face import Face

ENTRANCE = "main"
GATE = "halfday-"  # before a half-day's key, it is that of its checkpoint
Marks = Mapping[str, Mapping[UUID, Mark]]


@dataclass(frozen=True)
class Counts:
    """How many people at one place; `both` were scanned and signed, `neither` were expected and are missing."""

    expected: int
    scanned: int
    signed: int
    both: int
    neither: int
    present: int
    inside: int


@dataclass(frozen=True)
class Register:
    """An event's presence as far as known at `as_of`; a mark exists for whoever was scanned or signed."""

    event_id: UUID
    as_of: Instant
    rule: Rule
    places: Mapping[str, Place]
    people: Mapping[UUID, Face]
    approved: frozenset[UUID]
    marks: Marks

    def mark(self, registration: UUID, key: str) -> Mark:
        """One person at one place; ABSENT where nothing is known."""
        return self.marks.get(key, {}).get(registration, ABSENT)

    def expected(self, key: str) -> frozenset[UUID]:
        """The approved people who are expected at a place; KeyError for an unknown one."""
        return self._expected[self.places[key].key]

    @cached_property
    def _expected(self) -> dict[str, frozenset[UUID]]:
        faces = [self.people[one] for one in self.approved]
        return {key: expected(place, self.places, faces) for key, place in self.places.items()}

    def present(self, key: str) -> frozenset[UUID]:
        """Everyone who was present by the event's rule."""
        return frozenset(who for who, mark in self.marks[key].items() if mark.present)

    def counts(self, key: str) -> Counts:
        """The figures of one place."""
        marks, wanted = self.marks[key], self.expected(key)
        known = [mark for mark in marks.values() if mark.scanned or mark.signed]
        here = {who for who, mark in marks.items() if mark.scanned or mark.signed}
        return Counts(
            expected=len(wanted),
            scanned=sum(mark.scanned for mark in known),
            signed=sum(mark.signed is not None for mark in known),
            both=sum(mark.scanned and mark.signed is not None for mark in known),
            neither=len(wanted - here),
            present=sum(mark.present for mark in marks.values()),
            inside=sum(mark.inside for mark in known),
        )

    def of_kind(self, kind: Kind) -> tuple[Place, ...]:
        """The places of one kind, by time."""
        return tuple(place for place in self.places.values() if place.kind is kind)

    def sessions(self) -> tuple[Place, ...]:
        """The attended sessions, by time."""
        return self.of_kind(Kind.SESSION)

    def halfdays(self) -> tuple[Place, ...]:
        """The half-days in which attendance is taken, by time."""
        return self.of_kind(Kind.HALFDAY)


def marks(
    places: Mapping[str, Place],
    scans: Mapping[str, Sequence[LoggedScan]],
    signatures: Iterable[SignatureLine],
    rule: Rule,
    now: Instant,
) -> dict[str, dict[UUID, Mark]]:
    """Judge everybody at every place; `scans` are the log's lines by checkpoint, in any order."""
    logged = {key: presence(lines) for key, lines in scans.items()}
    signed = standing(signatures)
    return {
        key: {
            who: replace(mark, present=rule.present(mark, place.minutes))
            for who, mark in _unjudged(place, places, logged, signed, now).items()
        }
        for key, place in places.items()
    }


def _unjudged(
    place: Place,
    places: Mapping[str, Place],
    logged: Mapping[str, Mapping[UUID, Seen]],
    signed: Mapping[str, Mapping[UUID, Signed]],
    now: Instant,
) -> dict[UUID, Mark]:
    found: dict[UUID, Mark] = {}
    for key in place.sessions:
        for who, one in logged.get(key, {}).items():
            found[who] = _added(found.get(who), _mark(one, one.stays, places[key], now))
    if place.kind is not Kind.SESSION:
        for key in (ENTRANCE, f"{GATE}{place.key}"):
            for who, one in logged.get(key, {}).items():
                stays = [stay for stay in one.stays if _within(stay, place)]
                if stays:
                    found[who] = _beside(found.get(who), _mark(one, stays, place, now))
    vouching = (*place.parts, *place.around)
    for who in set().union(*(signed.get(key, {}) for key in vouching)):
        own = [signed[key][who] for key in place.parts if who in signed.get(key, {})]
        first = min(own, key=lambda one: one.number) if own else None
        found[who] = replace(found.get(who, ABSENT), signed=first, vouched=True)
    return found


def _within(stay: Stay, place: Place) -> bool:
    """True for a stay at the entrance that began in the half-day, or that a known way out carries into its hours.

    A stay that nobody ended says nothing of the half-days after the one in which it began.
    """
    if place.opens <= stay.since < place.closes:
        return True
    return stay.until is not None and stay.since < place.ends and stay.until > place.starts


def _mark(one: Seen, stays: Sequence[Stay], place: Place, now: Instant) -> Mark:
    first = stays[0].since if stays else None
    last = one.last_out if place.kind is Kind.SESSION or not stays else stays[-1].until
    inside = one.inside and bool(stays) and stays[-1].until is None
    return Mark(first, last, minutes(stays, place.starts, place.ends, now), inside)


def _added(mark: Mark | None, more: Mark) -> Mark:
    """Two sessions of one half-day: their minutes are added."""
    return more if mark is None else _joined(mark, more, mark.minutes + more.minutes)


def _beside(mark: Mark | None, more: Mark) -> Mark:
    """The entrance beside the sessions: the same time is not counted twice."""
    return more if mark is None else _joined(mark, more, max(mark.minutes, more.minutes))


def _joined(one: Mark, other: Mark, spent: int) -> Mark:
    firsts = [mark.first_in for mark in (one, other) if mark.first_in]
    lasts = [mark.last_out for mark in (one, other) if mark.last_out]
    return Mark(min(firsts, default=None), max(lasts, default=None), spent, one.inside or other.inside)

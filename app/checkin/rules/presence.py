"""Who is in and was, derived from the scan log and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from app.checkin.rules.decision import LoggedScan, counted
from app.kernel.clock import Instant


@dataclass(frozen=True)
class Stay:
    """From a way in to the way out that ended it; None while it is open."""

    since: Instant
    until: Instant | None


@dataclass(frozen=True)
class Seen:
    """What the scans say of one person at one checkpoint; a way out without a way in counts as no stay."""

    stays: tuple[Stay, ...]
    last_out: Instant | None

    @property
    def first_in(self) -> Instant | None:
        """When they were let in first."""
        return self.stays[0].since if self.stays else None

    @property
    def inside(self) -> bool:
        """True while the last stay is open."""
        return bool(self.stays) and self.stays[-1].until is None


def presence(scans: Iterable[LoggedScan], *, rehearsal: bool = False) -> dict[UUID, Seen]:
    """Presence by registration from one checkpoint's scans, in whatever order they arrived."""
    by_person: dict[UUID, list[LoggedScan]] = {}
    for scan in counted(scans, rehearsal=rehearsal):
        by_person.setdefault(scan.registration, []).append(scan)
    return {person: seen(moves) for person, moves in by_person.items()}


def seen(moves: Iterable[LoggedScan]) -> Seen:
    """The stays of one person at one checkpoint, from moves that count, oldest first."""
    stays: list[Stay] = []
    since = last_out = None
    for move in moves:
        if move.direction == "in":
            since = since or move.at
            continue
        if since is not None:
            stays.append(Stay(since, move.at))
        since, last_out = None, move.at
    if since is not None:
        stays.append(Stay(since, None))
    return Seen(tuple(stays), last_out)


def minutes(stays: Sequence[Stay], starts: Instant | None, ends: Instant | None, now: Instant) -> int:
    """Whole minutes of these stays, within the hours where there are some; an open one counts until now."""
    inside = timedelta()
    for stay in stays:
        since, until = stay.since, stay.until or now
        since, until = max(since, starts or since), min(until, ends or until)
        inside += max(until - since, timedelta())
    return inside // timedelta(minutes=1)

"""Who is in, derived from the scan log and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from app.checkin.rules.decision import LoggedScan, counted
from app.kernel.clock import Instant


@dataclass(frozen=True)
class Presence:
    """One person at one checkpoint; `minutes` are whole minutes spent inside."""

    present: bool
    first_in: Instant | None
    last_out: Instant | None
    minutes: int


def presence(
    scans: Iterable[LoggedScan], *, until: Instant | None = None, rehearsal: bool = False
) -> dict[UUID, Presence]:
    """Presence by registration from one checkpoint's scans, in whatever order they arrived.

    A stay that is still open counts its minutes up to `until` (the session's end, say), or none without it.
    """
    by_person: dict[UUID, list[LoggedScan]] = {}
    for scan in counted(scans, rehearsal=rehearsal):
        by_person.setdefault(scan.registration, []).append(scan)
    return {person: _presence(moves, until) for person, moves in by_person.items()}


def _presence(moves: list[LoggedScan], until: Instant | None) -> Presence:
    first_in = last_out = since = None
    inside = timedelta()
    for move in moves:
        if move.direction == "in":
            first_in = first_in or move.at
            since = since or move.at
            continue
        if since is not None:
            inside += move.at - since
        since, last_out = None, move.at
    if since is not None and until is not None:
        inside += max(until - since, timedelta())
    return Presence(since is not None, first_in, last_out, inside // timedelta(minutes=1))

"""Where one may scan: checkpoints from the agenda, what was expected at them, and settings of the doors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from uuid import UUID

from app.checkin.rules.decision import CheckpointFacts
from app.kernel import clock
from app.kernel.clock import Instant
from app.kernel.i18n import N_

MAIN = "main"

KINDS = {
    "main": N_("Entrance"),
    "session": N_("Session"),
    "halfday": N_("Half-day"),
    "lunch": N_("Meal"),
    "bus": N_("Bus"),
}
"""The kinds of checkpoint, as the desk names them."""


@dataclass(frozen=True)
class Planned:
    """A session as checkpoints follow from it; `attended` where attendance is taken."""

    key: str
    kind: str
    starts: Instant
    ends: Instant
    attended: bool


@dataclass(frozen=True)
class HalfDay:
    """A morning or an afternoon that has sessions with attendance; `day` from 1."""

    key: str
    day: int
    morning: bool
    starts: Instant
    ends: Instant


def half_days(sessions: Sequence[Planned], first: date, boundary: time, zone: str) -> list[HalfDay]:
    """The half-days of the attended sessions, by time; each from its first session's start to its last one's end."""
    found: dict[tuple[int, bool], list[Planned]] = {}
    for one in sessions:
        if one.attended:
            there = clock.local(one.starts, zone)
            morning = time(there.hour, there.minute) < boundary
            found.setdefault(((there.date() - first).days + 1, morning), []).append(one)
    return [
        HalfDay(
            f"halfday-{day}{'am' if morning else 'pm'}", day, morning,
            min(one.starts for one in parts), max(one.ends for one in parts),
        )
        for (day, morning), parts in sorted(found.items(), key=lambda item: (item[0][0], not item[0][1]))
    ]  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """How the doors of an event behave. `cleared` is the last number of the log whose rehearsal is forgotten."""

    early: str = "accept"
    elsewhere: str = "ask"
    rehearsal: bool = False
    cleared: int = 0
    silent_minutes: int = 10
    kiosk_salt: bytes | None = None
    kiosk_check: bytes | None = None


@dataclass(frozen=True)
class Expected:
    """Who was expected where: versions from the oldest to what holds now, and places without any; each read when it is
    needed."""

    since: Sequence[Instant] = ()
    version: Callable[[int], Mapping[str, CheckpointFacts]] = field(
        default=lambda _index: {}
    )  # by its place in `since`
    always: Callable[[], Mapping[str, CheckpointFacts]] = dict

    def at(self, key: str, moment: Instant) -> CheckpointFacts | None:
        """A checkpoint as it was at a moment; one that did not stand then as it is now; None where it never did."""
        newest: CheckpointFacts | None = None
        for index in range(len(self.since) - 1, -1, -1):
            found = self.version(index).get(key)
            if found is not None and self.since[index] <= moment:
                return found
            newest = newest or found
        return newest or self.always().get(key)


def said(places: Mapping[str, CheckpointFacts]) -> dict[str, Any]:
    """Expectations as they are kept."""
    return {
        key: [sorted(one.expected), one.by_invitation, sorted(map(str, one.named))]
        for key, one in sorted(places.items())
    }


def read(kept: Mapping[str, Any]) -> dict[str, CheckpointFacts]:
    """Expectations as they were kept."""
    return {
        key: CheckpointFacts(key, frozenset(categories), by_invitation, frozenset(map(UUID, named)))
        for key, (categories, by_invitation, named) in kept.items()
    }

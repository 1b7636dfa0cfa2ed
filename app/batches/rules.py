"""Where long work stands, what may follow, and what became of its items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from app.kernel.errors import Refusal
from app.kernel.i18n import N_

WAITING, RUNNING, DONE, CANCELLED, FAILED = STATES = ("waiting", "running", "done", "cancelled", "failed")
UNDER_WAY = (WAITING, RUNNING)

TRANSITIONS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "start": ((WAITING,), RUNNING),
    "finish": (UNDER_WAY, DONE),
    "cancel": (UNDER_WAY, CANCELLED),
    "fail": (UNDER_WAY, FAILED),
}

KEPT = timedelta(days=14)
"""How long a finished work, its faults and its file can be looked at."""

QUIET = timedelta(seconds=30)
"""Work that nothing was heard of for so long lost its worker, and is taken up again."""

TURN = 2.0
"""Seconds that a worker stays with one work before mails and others have their turn."""


class AlreadyEnded(Refusal):
    """The work came to its end meanwhile."""

    code = "batch-ended"
    message = N_("This has ended already.")


def after(act: str, state: str) -> str:
    """The state that an act leads to; raises AlreadyEnded where it does not start from this state."""
    sources, target = TRANSITIONS[act]
    if state not in sources:
        raise AlreadyEnded
    return target


@dataclass(frozen=True)
class Skipped:
    """What a handler returns for an item that it left as it was: why, as an English source text."""

    message: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Progress:
    """How many items there are, and how many of them were done, left as they were, and could not be done."""

    total: int
    done: int
    skipped: int
    failed: int

    @property
    def settled(self) -> int:
        """Items that need nothing more."""
        return self.done + self.skipped + self.failed

    @property
    def percent(self) -> int:
        """Whole percents, 100 only when nothing is left."""
        return 100 if self.settled >= self.total else self.settled * 100 // self.total

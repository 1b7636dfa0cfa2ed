"""Taking a table: all of it or nothing, in steps so short that scans at the doors do not wait for it.

Each step is a transaction, and where a line is refused the steps before it are taken back, what people did with them
meanwhile left aside. A kill loses nothing: the same table again finds what was taken unchanged, and goes on with the
rest.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from app.accreditation.rules.verdicts import CHANGED, DOUBTFUL, NEW, SAME, Verdict
from app.audit.rules import Act
from app.audit.service import record
from app.events import queries as events
from app.kernel.db import atomic
from app.kernel.errors import Refusal
from app.kernel.i18n import N_, current_language
from app.kernel.ids import new_id
from app.mail.service import quiet
from app.registration import queries as registrations
from app.registration import service as registration
from app.registration.rules import Questions, Submission, check_answers

log = logging.getLogger(__name__)
T = TypeVar("T")

HELD = 0.2
"""Seconds of one transaction: as long as on SQLite everybody else who writes waits for it."""

PAUSE = 0.12  # seconds between two of them: who waits for SQLite's lock looks again every 0.1 s


class NotClean(Refusal):
    """Some line is wrong, or something changed since the table was looked at."""

    code = "import-not-clean"
    message = N_(
        "Some lines are wrong, or people were changed meanwhile: nothing was imported. Look at it again."
    )


@dataclass(frozen=True)
class Done:
    """How many people an import made and changed, and how many lines it left out as doubtful."""

    new: int
    changed: int
    left: int


@dataclass(frozen=True)
class _Taken:
    """What one line did: whom it made, or whom it changed with their answers and delegation before."""

    id: UUID
    before: Mapping[str, str] | None
    delegation: UUID | None


def take(
    event_id: UUID,
    verdicts: Sequence[Verdict],
    name: str,
    *,
    doubtful: bool,
    writes: bool,
    alive: Callable[[], None] = lambda: None,
) -> Done:
    """Make and change people as the verdicts say; raises NotClean when any line is wrong, or another Refusal.

    `doubtful`: those lines become new people; without it they are left out. `writes`: new people get the mail that
    everyone gets who registers, once all lines are taken. `alive` is called after each step.
    """
    if any(one.faults for one in verdicts):
        raise NotClean
    wanted = [one for one in verdicts if (doubtful or one.kind != DOUBTFUL) and one.kind != SAME]
    made, changed = sum(one.target is None for one in wanted), sum(one.kind == CHANGED for one in wanted)
    left = sum(one.kind == DOUBTFUL for one in verdicts) if not doubtful else 0
    journal: list[_Taken] = []
    try:
        _in_steps(wanted, lambda one: journal.append(_take_one(event_id, one)), alive)
    except Exception:
        _take_back(event_id, journal)
        raise
    if writes:
        new = [one.id for one in journal if one.before is None]
        _in_steps(new, lambda one: registration.welcome(event_id, one), alive)
    with atomic():
        after = {"file": name, NEW: made, CHANGED: changed, "left": left}
        record(Act("delegates.imported", "event", event_id, event_id, after=after))
    return Done(made, changed, left)


def _in_steps(all_of_them: Sequence[T], act: Callable[[T], None], alive: Callable[[], None]) -> None:
    """Do one after the other, as many in a transaction as its time allows."""
    rest = deque(all_of_them)
    while rest:
        with atomic():
            until = time.monotonic() + HELD
            act(rest.popleft())
            while rest and time.monotonic() < until:
                act(rest.popleft())
        if rest:
            alive()
            time.sleep(PAUSE)


def _take_one(event_id: UUID, one: Verdict) -> _Taken:
    if one.answers is None:
        raise NotClean
    if one.target is None:
        submission = Submission(one.answers, ())  # nobody consents for others: they are asked on their page
        with quiet():
            made = registration.register(event_id, submission, new_id(), delegation_id=one.delegation)
        return _Taken(made.registration.id, None, None)
    found = registrations.get(event_id, one.target)
    before = registrations.raw_answers(found, current_language(), ())
    taken = _Taken(found.id, before, found.delegation_id)
    if one.delegation is not None:
        registration.join(one.target, one.delegation)
    if set(one.changes) - {"delegation"}:
        registration.change(one.target, one.answers)
    return taken


def _take_back(event_id: UUID, journal: Sequence[_Taken]) -> None:
    """Undo what was taken, backwards; what somebody else decided on or changed meanwhile stays."""
    questions = registrations.questions(event_id, events.scope_of(event_id).version)

    def undo(one: _Taken) -> None:
        if one.before is not None:
            _put_back(event_id, one, one.before, questions)
            return
        with quiet():
            registration.unregister(event_id, one.id)

    _in_steps(journal[::-1], undo, lambda: None)


def _put_back(event_id: UUID, one: _Taken, before: Mapping[str, str], questions: Questions) -> None:
    """Answers and delegation as they were, where they still can be: what cannot stays as the journal tells it."""
    try:
        with atomic():
            now = registrations.raw_answers(registrations.get(event_id, one.id), current_language(), ())
            registration.join(one.id, one.delegation)
            said = {**before, "email_choice": before["email"]}
            registration.change(one.id, check_answers(said, questions, now))
    except Refusal:
        log.warning("a line of an import could not be put back: registration %s", one.id)

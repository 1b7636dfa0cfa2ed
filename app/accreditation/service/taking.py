"""Taking a table: all of it or nothing, in steps so short that scans at the doors do not wait for it.

Each step is a transaction, and where a line is refused the steps before it are taken back, what people did with them
meanwhile left aside. Whom a line makes is known by the table and the line: taken again after a kill, it makes nobody
twice. Of whom it changes only what the table says otherwise is written.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID, uuid5

from app.accreditation.rules.verdicts import CHANGED, DOUBTFUL, NEW, SAME, Verdict
from app.audit.rules import Act
from app.audit.service import record
from app.events import queries as events
from app.kernel.db import atomic
from app.kernel.errors import Refusal
from app.kernel.i18n import N_, current_language
from app.mail.service import quiet
from app.registration import queries as registrations
from app.registration import service as registration
from app.registration.rules import Answers, Questions, Submission, check_answers, for_table

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
class _Changed:
    """Whom a line changed: in which fields, with their answers and delegation before."""

    id: UUID
    fields: tuple[str, ...]
    before: Mapping[str, str]
    delegation: UUID | None


def take(
    event_id: UUID,
    verdicts: Sequence[Verdict],
    name: str,
    source: UUID,
    *,
    doubtful: bool,
    writes: bool,
    alive: Callable[[], None] = lambda: None,
) -> Done:
    """Make and change people as the verdicts say; raises NotClean when any line is wrong, or another Refusal.

    `source` is the table's own, the same when it is taken again. `doubtful`: those lines become new people; without it
    they are left out. `writes`: new people get the mail that everyone gets who registers, once all lines are taken.
    `alive` is called after each step.
    """
    if any(one.faults for one in verdicts):
        raise NotClean
    wanted = [one for one in verdicts if (doubtful or one.kind != DOUBTFUL) and one.kind != SAME]
    made, changed = sum(one.target is None for one in wanted), sum(one.kind == CHANGED for one in wanted)
    left = sum(one.kind == DOUBTFUL for one in verdicts) if not doubtful else 0
    journal: list[_Changed] = []
    try:
        _in_steps(wanted, lambda one: _take_one(event_id, one, source, journal), alive)
    except Exception:
        _take_back(event_id, journal, _made(event_id, verdicts, source))
        raise
    if writes:
        _in_steps(_made(event_id, verdicts, source), lambda one: registration.welcome(event_id, one), alive)
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


def _take_one(event_id: UUID, one: Verdict, source: UUID, journal: list[_Changed]) -> None:
    if one.answers is None:
        raise NotClean
    if one.target is None:
        known = _known_by(source, one.line, one.answers)
        if registrations.find_submission(event_id, known) is None:
            submission = Submission(
                one.answers, ()
            )  # nobody consents for others: they are asked on their page
            with quiet():
                registration.register(event_id, submission, known, delegation_id=one.delegation)
        return
    found = registrations.get(event_id, one.target)
    before = registrations.raw_answers(found, current_language(), ())
    journal.append(_Changed(found.id, one.changes, before, found.delegation_id))
    if one.delegation is not None:
        registration.join(one.target, one.delegation)
    if set(one.changes) - {"delegation"}:
        registration.change(one.target, _only(one.answers, one.changes))


def _known_by(source: UUID, line: int, answers: Answers) -> UUID:
    """What stands for the press of a form: the same for the same person in the same line of the same table."""
    return uuid5(source, "\n".join((str(line), answers.email, answers.name_ar, answers.name_latin)))


def _made(event_id: UUID, verdicts: Sequence[Verdict], source: UUID) -> Sequence[UUID]:
    """Whom the table made so far, also before a kill, in the order of its lines."""
    known = (_known_by(source, one.line, one.answers) for one in verdicts if one.answers is not None)
    return registrations.made_by(event_id, tuple(known))


def _only(answers: Answers, fields: Sequence[str]) -> Answers:
    """The answers, speaking of these fields alone: what else a person has changed meanwhile stays."""
    return replace(answers, written=frozenset(one.removeprefix("q_") for one in fields))


def _take_back(event_id: UUID, journal: Sequence[_Changed], made: Sequence[UUID]) -> None:
    """Undo what was taken, backwards; what somebody else decided on or changed meanwhile stays."""
    questions = for_table(registrations.questions(event_id, events.scope_of(event_id).version))
    with quiet():
        _in_steps(made[::-1], lambda one: registration.unregister(event_id, one), lambda: None)
    _in_steps(journal[::-1], lambda one: _put_back(event_id, one, questions), lambda: None)


def _put_back(event_id: UUID, one: _Changed, questions: Questions) -> None:
    """Answers and delegation as they were, where they still can be: what cannot stays as the journal tells it."""
    try:
        with atomic():
            now = registrations.raw_answers(registrations.get(event_id, one.id), current_language(), ())
            if "delegation" in one.fields:
                registration.join(one.id, one.delegation)
            said = {**now, **{name: one.before.get(name, "") for name in one.fields}}
            said["email_choice"] = said["email"]
            registration.change(one.id, _only(check_answers(said, questions, now), one.fields))
    except Refusal:
        log.warning("a line of an import could not be put back: registration %s", one.id)

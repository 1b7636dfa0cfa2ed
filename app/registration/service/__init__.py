"""What delegates and secretariat do with registrations: one verb each, one transaction each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.audit.rules import Act, changed
from app.audit.service import record
from app.events.models import Event
from app.events.queries import scope_of
from app.events.rules.window import registration_window
from app.kernel import clock, guard
from app.kernel.db import atomic, broken_constraint, db
from app.kernel.errors import NotFound, Refusal
from app.kernel.guard import Actor
from app.kernel.i18n import N_, prefer
from app.kernel.scope import enter
from app.kernel.signing import digest, new_token, seal
from app.registration import queries, rules, signals
from app.registration.models import ConsentAnswer, Registration
from app.registration.rules import Answers, Submission
from app.registration.service.passports import forget_passport, keep_passport

__all__ = [
    "MISSES", "AlreadySent", "Decided", "Registered", "approve", "change", "come_back", "forget_passport",
    "keep_passport", "new_link", "open_link", "refuse", "register", "set_consent", "withdraw",
]  # fmt: skip

MISSES = "60/hour"  # links that nobody has, from one network address
ONCE = "uq_registration_event_id_submission"
PRIVATE = frozenset({"diet", "access"})
"""Answers that tell of faith or health: the journal says that they changed, never what they say."""

PLAIN = (
    "honorific", "name_ar", "name_latin", "function", "category_id", "country", "city_id", "city_typed",
    "email", "phone", "gender", "interpretation", "diet", "language", "search",
)  # fmt: skip
"""Answers that are stored as they are; `access` is sealed."""

SAID = (
    "honorific", "name_ar", "name_latin", "function", "category", "country", "city", "email", "phone", "gender",
    "language", "interpretation", "diet", "access",
)  # fmt: skip
"""Answers that the journal tells."""


class AlreadySent(Refusal):
    """The same form came a second time with another person in it."""

    code = "already-sent"
    message = N_("This form was sent before, with other answers.")


@dataclass(frozen=True)
class Registered:
    """A registration with the secret of its personal link; not `is_new` when the form had come before."""

    registration: Registration
    token: str
    is_new: bool


def register(event_id: UUID, submission: Submission, submission_id: UUID) -> Registered:
    """Take a registration; the same form again gives the same one. Raises NotOpen, AlreadySent or NotFound.

    The secretariat and the program itself may register people outside the window as well.
    """
    try:
        with atomic():
            return _insert(event_id, submission, submission_id)
    except IntegrityError as error:
        if broken_constraint(error) != ONCE:
            raise
    found = queries.find_submission(event_id, submission_id)
    if found is None:
        raise NotFound
    if (found.email, found.name_ar, found.name_latin) != _identity(submission.answers):
        raise AlreadySent
    return Registered(found, queries.link_token(found), is_new=False)


def _identity(answers: Answers) -> tuple[str, str, str]:
    return answers.email, answers.name_ar, answers.name_latin


def _insert(event_id: UUID, submission: Submission, submission_id: UUID) -> Registered:
    now, token = clock.now(), new_token()
    if guard.actor().kind in ("anonymous", "delegate"):
        _check_open(event_id, now)
    registration = Registration(
        event_id=event_id, state=rules.SUBMITTED, submission=submission_id, submitted_at=now, changed_at=now,
        link_hash=digest(token), link_sealed=seal(token), **_columns(submission.answers),
    )  # fmt: skip
    registration.consents = [
        ConsentAnswer(key=one.key, given=one.given, at=now, language=one.language, words=one.words)
        for one in submission.consents
    ]
    db.session.add(registration)
    db.session.flush()
    said = {name: getattr(submission.answers, name) for name in SAID}
    said["consents"] = [one.key for one in submission.consents if one.given]
    given = {name: value for name, value in said.items() if value}
    _record("registration.submitted", registration, after=_veiled(given, "given"))
    signals.submitted.send(registration=registration)
    return Registered(registration, token, is_new=True)


def _check_open(event_id: UUID, now: clock.Instant) -> None:
    facts = select(Event.starts, Event.registration_opens, Event.registration_closes, Event.timezone)
    row = db.session.execute(facts.where(Event.id == event_id)).one_or_none()
    if row is None:
        raise NotFound
    if not registration_window(*row).is_open(now):
        raise rules.NotOpen


def _columns(answers: Answers) -> dict[str, Any]:
    return {
        **{name: getattr(answers, name) for name in PLAIN},
        "access_sealed": seal(answers.access) if answers.access else None,
    }


def change(registration_id: UUID, answers: Answers) -> Registration:
    """Replace the answers and keep the state; raises NotFromHere once refused or withdrawn, NotFound."""
    with atomic():
        registration = _locked(registration_id)
        if registration.state not in rules.CHANGEABLE:
            raise rules.NotFromHere(state=registration.state)
        before = _said(registration)
        for name, value in _columns(answers).items():
            # Sealing is never the same twice: only what says something else is written.
            if name != "access_sealed" or answers.access != before["access"]:
                setattr(registration, name, value)
        db.session.flush()
        db.session.expire(registration, ["category", "city"])
        old, new = changed(before, _said(registration))
        if new:
            registration.changed_at = clock.now()
            _record(
                "registration.changed", registration, before=_veiled(old, ""), after=_veiled(new, "changed")
            )
            signals.changed.send(registration=registration, fields=tuple(new))
        return registration


def set_consent(registration_id: UUID, given: rules.Given) -> None:
    """Give or take back one consent, with the words that were shown; raises NotFound."""
    with atomic():
        registration = _locked(registration_id)
        held = next((one for one in registration.consents if one.key == given.key), None)
        if held is None:
            held = ConsentAnswer(key=given.key, given=False, at=clock.now())
            registration.consents.append(held)
        before = {given.key: held.given}
        held.given, held.language, held.words = given.given, given.language, given.words
        held.at = clock.now()
        if before[given.key] != given.given:
            _record("registration.consent", registration, before=before, after={given.key: given.given})


def withdraw(registration_id: UUID, reason: str = "") -> Registration:
    """The delegate does not come; raises NotFromHere or NotFound."""
    with atomic():
        registration = _locked(registration_id)
        _move(registration, "withdraw", reason)
        return registration


def come_back(registration_id: UUID) -> Registration:
    """The delegate comes after all and waits for a decision again; raises NotFromHere or NotFound."""
    with atomic():
        registration = _locked(registration_id)
        _move(registration, "return", "")
        return registration


@dataclass(frozen=True)
class Decided:
    """How many registrations an act moved, and how many it did not start from (or did not find)."""

    done: int
    skipped: int


def approve(event_id: UUID, ids: Collection[UUID]) -> Decided:
    """Approve those of the event's registrations that wait or were refused, all in one transaction."""
    return _decide(event_id, ids, "approve", "")


def refuse(event_id: UUID, ids: Collection[UUID], reason: str) -> Decided:
    """Refuse those that wait or were approved; the delegates read the reason. Raises ReasonMissing."""
    if not reason.strip():
        raise rules.ReasonMissing
    return _decide(event_id, ids, "refuse", reason)


def _decide(event_id: UUID, ids: Collection[UUID], transition: str, reason: str) -> Decided:
    with atomic() as session:
        query = select(Registration).where(Registration.event_id == event_id, Registration.id.in_(set(ids)))
        # One order for all, so that two who decide at once cannot wait for each other.
        rows = session.scalars(query.order_by(Registration.id).with_for_update()).all()
        ready = [row for row in rows if rules.can(transition, row.state)]
        for registration in ready:
            _move(registration, transition, reason)
    return Decided(len(ready), len(set(ids)) - len(ready))


MOVED = {
    "approve": ("registration.approved", signals.approved),
    "refuse": ("registration.refused", signals.refused),
    "withdraw": ("registration.withdrawn", signals.withdrawn),
    "return": ("registration.returned", signals.submitted),
}


def _move(registration: Registration, transition: str, reason: str) -> None:
    before = registration.state
    registration.state = rules.after(transition, before, reason)
    registration.reason = reason.strip()
    if transition in ("approve", "refuse"):
        registration.decided_at, registration.decided_by = clock.now(), guard.actor().id
    db.session.flush()
    action, signal = MOVED[transition]
    states = {"before": {"state": before}, "after": {"state": registration.state}}
    _record(action, registration, **states, reason=registration.reason)
    signal.send(registration=registration)


def new_link(registration_id: UUID) -> str:
    """Give the registration another personal link and end the old one; the new secret. Raises NotFound."""
    with atomic():
        registration = _locked(registration_id)
        token = new_token()
        registration.link_hash, registration.link_sealed = digest(token), seal(token)
        db.session.flush()
        _record("registration.link-renewed", registration)
        signals.link_renewed.send(registration=registration)
        return token


def _locked(registration_id: UUID) -> Registration:
    here = Registration.id == registration_id, Registration.erased_at.is_(None)
    query = select(Registration).where(*here).with_for_update()
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound
    return found


def _said(registration: Registration) -> dict[str, Any]:
    """The answers as the journal tells them."""
    city = registration.city
    inside = {
        "category": registration.category.key,
        "city": city.name.pick("en") if city else registration.city_typed,
        "access": queries.access_needs(registration),
    }
    return {name: inside[name] if name in inside else getattr(registration, name) for name in SAID}


def _veiled(said: dict[str, Any], instead: str) -> dict[str, Any]:
    return {name: instead if name in PRIVATE else value for name, value in said.items()}


def _record(action: str, registration: Registration, **said: Any) -> None:
    about = registration.name_latin or registration.name_ar
    record(Act(action, "registration", registration.id, event_id=registration.event_id, about=about, **said))


def open_link(token: str) -> Registration:
    """Let a delegate in by the secret of their link, in their language; NotFound, and misses are counted."""
    found = queries.find_by_link(token)
    if found is None:  # only misses count: a hall behind one address must not be shut out by one who guesses
        guard.limit("pass links from", guard.address(), MISSES)
        raise NotFound
    enter(scope_of(found.event_id))
    prefer(found.language)
    guard.act_as(Actor("delegate", found.id, found.name_latin or found.name_ar))
    return found

"""Registering: a form comes in, once, and finds a place or a number in the line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from app.kernel import clock, guard
from app.kernel.db import atomic, broken_constraint, db
from app.kernel.errors import NotFound, Refusal
from app.kernel.i18n import N_
from app.kernel.ids import new_id
from app.kernel.signing import digest, new_token, seal
from app.registration import queries, rules
from app.registration.models import ConsentAnswer, Registration
from app.registration.rules import Answers, Given, Submission
from app.registration.service.added import fill, spoken
from app.registration.service.answers import SAID, columns, veiled
from app.registration.service.moving import hold, hold_event, move
from app.registration.service.photos import Prepared, prepare_anew, prepare_photo
from app.registration.service.places import check_open, find_place, need_place, need_quota, stand_in_line

ONCE = "uq_registration_event_id_submission"
BOUND = ("anonymous", "delegate", "focal")
"""Who may register within the hours of registration only; the secretariat and the program itself at any time."""


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


def register(
    event_id: UUID, submission: Submission, submission_id: UUID, *, delegation_id: UUID | None = None
) -> Registered:
    """Take a registration, where no place is free into the waiting line; the same form again gives the same one.

    Raises NotOpen, AlreadySent, QuotaUsed or NotFound. The secretariat and the program itself may register people
    outside the window as well.
    """
    photo = prepare_photo(event_id, submission.answers.photo)
    try:
        with atomic():
            return _insert(event_id, submission, submission_id, delegation_id, photo)
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


def _insert(
    event_id: UUID,
    submission: Submission,
    submission_id: UUID,
    delegation_id: UUID | None,
    photo: Prepared | None,
) -> Registered:
    answers, now = submission.answers, clock.now()
    opening = queries.opening(event_id, answers.category_id)
    if guard.actor().kind in BOUND:
        check_open(opening, now)
    has_place = find_place(event_id, answers.category_id, opening)
    need_quota(delegation_id, answers.category_id)
    registration, token = blank(event_id, answers, submission_id, now)
    registration.delegation_id = delegation_id
    given(registration, submission.consents, now)
    db.session.add(registration)
    settle_in(registration, submission, has_place, photo, fresh=True)
    return Registered(registration, token, is_new=True)


def blank(
    event_id: UUID, answers: Answers, submission_id: UUID, now: clock.Instant
) -> tuple[Registration, str]:
    """A registration that stands nowhere yet, not added, with the secret of its link."""
    token = new_token()
    registration = Registration(
        id=new_id(), event_id=event_id, state="", submission=submission_id, submitted_at=now, changed_at=now,
        form=answers.form, link_hash=digest(token), link_sealed=seal(token), **columns(answers),
    )  # fmt: skip
    return registration, token


def given(registration: Registration, consents: tuple[Given, ...], now: clock.Instant) -> None:
    """Write down each consent as it was answered."""
    registration.consents = [
        ConsentAnswer(
            key=one.key, given=one.given, at=now, language=one.language, words=one.words, version=one.version
        )
        for one in consents
    ]


def settle_in(
    registration: Registration,
    submission: Submission,
    has_place: bool,
    photo: Prepared | None,
    *,
    fresh: bool = False,
) -> None:
    """Let a registration begin with its place or in the line, and write down what was said."""
    added = fill(registration, submission.answers, photo, fresh=fresh)[1]
    if not has_place:
        stand_in_line(registration)
    told: dict[str, Any] = {name: getattr(submission.answers, name) for name in SAID} | added
    told["consents"] = [one.key for one in submission.consents if one.given]
    said = {name: value for name, value in told.items() if value}
    move(registration, "submit" if has_place else "queue", after=veiled(said, "given"))


def invite(
    event_id: UUID, answers: Answers, submission_id: UUID | None = None, *, delegation_id: UUID | None = None
) -> Registered:
    """Hold a place for somebody and ask them to register by their own link; the same form again asks once.

    Raises NoPlace or QuotaUsed.
    """
    with atomic():
        hold_event(event_id)  # a form that came twice at once is seen here
        sent = queries.find_submission(event_id, submission_id) if submission_id else None
        if sent is not None:
            return Registered(sent, queries.link_token(sent), is_new=False)
        need_place(event_id, answers.category_id)
        need_quota(delegation_id, answers.category_id)
        registration, token = blank(event_id, answers, submission_id or new_id(), clock.now())
        registration.delegation_id = delegation_id
        db.session.add(registration)
        move(registration, "invite")
        return Registered(registration, token, is_new=True)


def answer(registration_id: UUID, submission: Submission) -> Registration:
    """Somebody who was invited registers; their place was held. Raises NotFromHere or NotFound."""
    photo = prepare_anew(registration_id, submission.answers.photo)
    with atomic():
        registration = hold(registration_id, places=True)
        if registration.state != rules.INVITED:
            raise rules.NotFromHere(state=registration.state)
        has_place = True
        if registration.category_id != submission.answers.category_id:
            has_place = find_place(registration.event_id, submission.answers.category_id)
            need_quota(registration.delegation_id, submission.answers.category_id, beside=registration.id)
        for name, value in spoken(submission.answers, columns(submission.answers)).items():
            setattr(registration, name, value)
        registration.submitted_at = registration.changed_at = clock.now()
        given(registration, submission.consents, registration.submitted_at)
        db.session.flush()
        db.session.expire(registration, ["category", "city"])
        settle_in(registration, submission, has_place, photo)
        return registration

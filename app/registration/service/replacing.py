"""Someone else comes in a delegate's place."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.exc import IntegrityError

from app.kernel import clock, guard
from app.kernel.db import atomic, broken_constraint, db
from app.kernel.errors import NotFound
from app.registration import queries, rules
from app.registration.models import Registration
from app.registration.rules import Submission
from app.registration.service.moving import hold, move
from app.registration.service.photos import Prepared, prepare_photo
from app.registration.service.places import find_place, need_quota
from app.registration.service.registering import ONCE, Registered, blank, given, settle_in


def replace(registration_id: UUID, submission: Submission, submission_id: UUID) -> Registered:
    """Give a delegate's place to someone else; the badge code ends, the new person gets their own.

    Place, delegation, rank and number in the line go over. The secretariat decides on the new person, unless it makes
    the replacement itself for somebody approved. The same form again gives the same person. Raises NotFromHere,
    QuotaUsed or NoPlace (for another category), NotFound.
    """
    left = db.session.get(Registration, registration_id)
    photo = prepare_photo(left.event_id, submission.answers.photo) if left else None
    try:
        with atomic():
            return _replace(registration_id, submission, submission_id, photo)
    except IntegrityError as error:
        if broken_constraint(error) != ONCE:
            raise
    with atomic():
        old = db.session.get(Registration, registration_id)
        found = queries.find_submission(old.event_id, submission_id) if old else None
        if found is None:
            raise NotFound
        return Registered(found, queries.link_token(found), is_new=False)


def _replace(
    registration_id: UUID, submission: Submission, submission_id: UUID, photo: Prepared | None
) -> Registered:
    old, answers = hold(registration_id, places=True), submission.answers
    if not rules.can("replace", old.state) or old.merged_into_id:
        sent = queries.find_submission(old.event_id, submission_id)
        if sent is None:
            raise rules.NotFromHere(state=old.state)
        return Registered(sent, queries.link_token(sent), is_new=False)
    approved = old.state == rules.APPROVED and guard.actor().kind == "user"
    ticket, has_place = old.queued, old.state in rules.HOLDING or old.offered_until is not None
    leads, rank = old.leads, old.rank
    need_quota(old.delegation_id, answers.category_id, beside=old.id)
    if not has_place or answers.category_id != old.category_id:
        has_place = find_place(old.event_id, answers.category_id)
    old.leads = False
    move(old, "replace", answers.name_latin or answers.name_ar)
    registration, token = blank(old.event_id, answers, submission_id, clock.now())
    registration.delegation_id, registration.leads, registration.rank = old.delegation_id, leads, rank
    given(registration, submission.consents, registration.submitted_at)
    db.session.add(registration)
    settle_in(registration, submission, has_place, photo, fresh=True)
    if not has_place:
        registration.queued = ticket or registration.queued
    if approved:
        move(registration, "approve")
    return Registered(registration, token, is_new=True)

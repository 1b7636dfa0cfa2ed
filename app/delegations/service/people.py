"""What a focal point does: registers people together, all of them or none, and replaces one."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid5

from app.delegations.service.editing import tell
from app.kernel import clock
from app.kernel.db import atomic
from app.registration import queries as registrations
from app.registration import service as registering
from app.registration.models import Registration
from app.registration.rules import Submission
from app.registration.service.moving import hold_delegation, hold_event
from app.travel import queries as travels
from app.travel import service as travelling
from app.travel.rules import Stay


def opened(delegation_id: UUID) -> None:
    """Note that the link was opened for the first time."""
    with atomic():
        delegation = hold_delegation(delegation_id)
        if delegation.opened_at is None:
            delegation.opened_at = clock.now()
            tell("delegation.opened", delegation)


def register_all(
    delegation_id: UUID, submissions: Sequence[Submission], nonce: UUID, stay: Stay | None = None
) -> Sequence[Registration]:
    """Register people of a delegation together, with the stay that they share; all of them, or nobody.

    `nonce` is made with the page: sent again, it gives the same people. Raises QuotaUsed or NotOpen.
    """
    with atomic():
        owner = registrations.get_delegation(delegation_id)
        hold_event(owner.event_id)
        delegation = hold_delegation(delegation_id)
        made = []
        for place, submission in enumerate(submissions):
            ident = uuid5(nonce, str(place))
            sent = registrations.find_submission(delegation.event_id, ident)
            if sent is None:
                done = registering.register(
                    delegation.event_id, submission, ident, delegation_id=delegation_id
                )
                sent = done.registration
                if stay is not None and stay != Stay():
                    travelling.save(sent.id, stay)
            made.append(sent)
        if made and delegation.answered_at is None:
            delegation.answered_at, delegation.declined_at = clock.now(), None
        return made


def replace(registration_id: UUID, submission: Submission, submission_id: UUID) -> Registration:
    """Send someone else in a person's place; journey, hotel and room go over. Raises what registration.replace does."""
    with atomic():
        stay = travels.stay_of(travels.find(registration_id))
        done = registering.replace(registration_id, submission, submission_id)
        if done.is_new and stay != Stay():
            travelling.save(done.registration.id, stay)
        return done.registration


def decline(delegation_id: UUID) -> None:
    """The delegation does not come; whom it registered stays until they withdraw."""
    with atomic():
        delegation = hold_delegation(delegation_id)
        delegation.answered_at = delegation.declined_at = clock.now()
        tell("delegation.declined", delegation)

"""Inviting delegations: cities from a sheet, mails to focal points, reminders, links."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from app.delegations import queries
from app.delegations.service.editing import Facts, create, tell
from app.kernel import clock
from app.kernel.db import atomic
from app.kernel.signing import digest, new_token, seal
from app.mail.service import queue
from app.registration.models import Delegation
from app.registration.service.moving import hold_delegation

INVITED = "delegation.invited"
REMINDED = "delegation.reminded"


def create_all(event_id: UUID, facts: Sequence[Facts]) -> int:
    """Make many delegations at once, all or none; how many."""
    with atomic():
        for one in facts:
            create(event_id, one)
    return len(facts)


def invite(event_id: UUID) -> int:
    """Write to every focal point who was not written to yet; how many."""
    with atomic():
        wanted = queries.not_invited(event_id)
        for one in wanted:
            _send(one, INVITED)
    return len(wanted)


def remind(event_id: UUID) -> int:
    """Write again to those who were invited and have not answered; how many."""
    with atomic():
        wanted = queries.not_answered(event_id)
        for one in wanted:
            one.reminders += 1
            _send(one, REMINDED)
    return len(wanted)


def invite_one(event_id: UUID, delegation_id: UUID) -> None:
    """Write to one focal point, for the first time or again; raises NotFound."""
    with atomic():
        hold_delegation(delegation_id)
        delegation = queries.get(event_id, delegation_id)
        again = delegation.invited_at is not None
        delegation.reminders += 1 if again else 0
        _send(delegation, REMINDED if again else INVITED)


def _send(delegation: Delegation, occasion: str) -> None:
    delegation.invited_at = clock.now()
    queue(
        occasion, event_id=delegation.event_id, subject_id=delegation.id, to=delegation.focal_email,
        language=delegation.language,
    )  # fmt: skip
    tell(occasion, delegation)


def new_link(event_id: UUID, delegation_id: UUID) -> str:
    """Give the focal point another link and end the old one; the new secret. Raises NotFound."""
    with atomic():
        hold_delegation(delegation_id)
        delegation, token = queries.get(event_id, delegation_id), new_token()
        delegation.link_hash, delegation.link_sealed, delegation.link_revoked_at = (
            digest(token),
            seal(token),
            None,
        )
        tell("delegation.link-renewed", delegation)
        return token


def revoke_link(event_id: UUID, delegation_id: UUID) -> None:
    """End the focal point's link without giving another; raises NotFound."""
    with atomic():
        hold_delegation(delegation_id)
        delegation = queries.get(event_id, delegation_id)
        if delegation.link_revoked_at is None:
            delegation.link_revoked_at = clock.now()
            tell("delegation.link-revoked", delegation)

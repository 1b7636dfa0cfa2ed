"""Erasing one person: words, links and files go; what counts and what proves stays, without them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from app.audit.rules import Act
from app.audit.service import record
from app.badges import service as badges
from app.checkin.queries import scans_of
from app.kernel import clock
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound
from app.kernel.personal import PURPOSES
from app.privacy import queries
from app.privacy.queries.terms import Going, of_person
from app.privacy.service.forgetting import forget, forget_acts, forget_words
from app.registration import rules
from app.registration import service as registering
from app.registration.models import Registration
from app.registration.service.moving import hold_event

EVERY = frozenset(PURPOSES)


@dataclass(frozen=True)
class Erased:
    """How many rows went, and where their words still stand in texts that others wrote (table.column to rows)."""

    rows: int
    traces: Mapping[str, int]


def preview(event_id: UUID, registration_id: UUID) -> Sequence[Going]:
    """What would go; raises NotFound."""
    ids = queries.same_person(event_id, registration_id)
    if not ids:
        raise NotFound
    return of_person(ids)


def erase(event_id: UUID, registration_id: UUID) -> Erased:
    """Forget one person with all registrations that were merged; again is harmless. Raises NotFound.

    Whoever has not come yet is withdrawn, so that the place is free; the badge is answered `revoked`.
    """
    with atomic():
        hold_event(
            event_id
        )  # before the registrations, as whoever frees a place does: no two wait for each other
        ids = queries.same_person(event_id, registration_id)
        new = [one for one in _locked(event_id, ids) if one.erased_at is None]
        if not new:
            return Erased(0, {})
        own = queries.own_rows(ids)
        words = queries.known_words(ids, own)
        rows = forget(ids, EVERY) + forget_acts(own) + forget_words(event_id, ids, words)
        db.session.expire_all()
        for one in new:
            _end(one)
            one.erased_at = clock.now()
        db.session.flush()
        for one in new:
            record(Act("registration.erased", "registration", one.id, event_id))
    return Erased(rows, queries.traces(words))


def _locked(event_id: UUID, ids: Collection[UUID]) -> Sequence[Registration]:
    query = select(Registration).where(Registration.event_id == event_id, Registration.id.in_(ids))
    found = db.session.scalars(query.order_by(Registration.id).with_for_update(key_share=True)).all()
    if not found:
        raise NotFound
    return found


def _end(registration: Registration) -> None:
    """Free the place of whoever was still to come, and end their code, when the name is gone already."""
    upcoming = queries.ends_of(registration.event_id) >= clock.now().date()
    if upcoming and rules.can("withdraw", registration.state) and not scans_of(registration.id, 1):
        registering.withdraw(registration.id)
    badges.revoke(registration, "")

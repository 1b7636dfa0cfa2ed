"""Making and changing delegations: name, quota, focal point, head, and whom they send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.audit.rules import Act, changed
from app.audit.service import record
from app.delegations import queries
from app.kernel import clock
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound, Refusal
from app.kernel.i18n import N_, Text
from app.kernel.signing import digest, new_token, seal
from app.registration import service as registering
from app.registration.models import Delegation, Quota, Registration
from app.registration.service.moving import hold, hold_delegation, journal


class NotEmpty(Refusal):
    """People belong to the delegation."""

    code = "delegation-not-empty"
    message = N_("People belong to this delegation. Assign them to another one first.")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is said of a delegation: a city that the event knows or a name; places in all and by category's id."""

    country: str
    city_id: UUID | None = None
    name: Text = field(default_factory=Text)
    places: int | None = None
    quotas: Mapping[UUID, int] = field(default_factory=dict)
    focal_name: str = ""
    focal_email: str = ""
    language: str = "fr"
    position: int | None = None  # None: last, or as it was


def create(event_id: UUID, facts: Facts) -> Delegation:
    """A new delegation with the secret link of its focal point."""
    with atomic() as session:
        token = new_token()
        last = session.scalars(
            select(func.max(Delegation.position)).where(Delegation.event_id == event_id)
        ).one()
        delegation = Delegation(
            event_id=event_id, position=(last or 0) + 1, created_at=clock.now(), link_hash=digest(token),
            link_sealed=seal(token), quotas=[], reminders=0,
        )  # fmt: skip
        _write(delegation, facts)
        session.add(delegation)
        session.flush()
        tell("delegation.made", delegation, after=said(delegation))
        return delegation


def change(event_id: UUID, delegation_id: UUID, facts: Facts) -> Delegation:
    """Say something else of a delegation; a smaller quota ends nobody's registration. Raises NotFound."""
    with atomic() as session:
        hold_delegation(delegation_id)
        delegation = queries.get(event_id, delegation_id)
        before = said(delegation)
        _write(delegation, facts)
        session.flush()
        session.expire(delegation, ["city"])
        old, new = changed(before, said(delegation))
        if new:
            tell("delegation.changed", delegation, before=old, after=new)
        return delegation


def _write(delegation: Delegation, facts: Facts) -> None:
    for name in ("country", "city_id", "name", "places", "focal_name", "focal_email", "language"):
        setattr(delegation, name, getattr(facts, name))
    if facts.position is not None:
        delegation.position = facts.position
    held = {one.category_id: one for one in delegation.quotas}
    for category, number in facts.quotas.items():
        if category in held:
            held[category].places = number
        else:
            delegation.quotas.append(Quota(category_id=category, places=number))
    delegation.quotas[:] = [one for one in delegation.quotas if one.category_id in facts.quotas]


def said(delegation: Delegation) -> dict[str, Any]:
    """What the journal tells of a delegation."""
    quotas = {str(one.category_id): one.places for one in delegation.quotas}
    return {
        "name": delegation.title.pick("en"), "country": delegation.country, "places": delegation.places,
        "quotas": quotas, "focal_name": delegation.focal_name, "focal_email": delegation.focal_email,
        "language": delegation.language, "position": delegation.position,
    }  # fmt: skip


def tell(action: str, delegation: Delegation, **more: Any) -> None:
    """A line of the journal about a delegation."""
    about = delegation.title.pick("en")
    record(Act(action, "delegation", delegation.id, delegation.event_id, about=about, **more))


def assign(event_id: UUID, registration_id: UUID, delegation_id: UUID | None, rank: int | None) -> None:
    """Count a registration to a delegation, or to none, with a place of its own in the order of protocol.

    Raises QuotaUsed or NotFound.
    """
    with atomic():
        registration = hold(registration_id, places=True)
        if registration.event_id != event_id:
            raise NotFound
        if delegation_id is not None:
            queries.get(event_id, delegation_id)
        registering.send_with(registration, delegation_id)
        if rank != registration.rank:
            told = {"before": {"rank": registration.rank}, "after": {"rank": rank}}
            registration.rank = rank
            journal("registration.assigned", registration, **told)


def name_head(delegation_id: UUID, registration_id: UUID) -> None:
    """Say who leads a delegation, in place of whoever did; raises NotFound for one who does not belong to it."""
    with atomic() as session:
        hold_delegation(delegation_id)
        registration = hold(registration_id)
        if registration.delegation_id != delegation_id:
            raise NotFound
        query = select(Registration).where(Registration.delegation_id == delegation_id, Registration.leads)
        for one in session.scalars(query).all():
            one.leads = False
        session.flush()
        registration.leads = True
        session.flush()
        journal("registration.leads", registration)


def remove(event_id: UUID, delegation_id: UUID) -> None:
    """Delete a delegation that nobody belongs to; raises NotEmpty or NotFound."""
    with atomic() as session:
        hold_delegation(delegation_id)
        delegation = queries.get(event_id, delegation_id)
        if session.scalars(select(func.count()).where(Registration.delegation_id == delegation_id)).one():
            raise NotEmpty
        tell("delegation.removed", delegation)
        db.session.delete(delegation)

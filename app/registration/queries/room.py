"""Places that are held and free, the waiting line, and what a delegation has used of its quota."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload

from app.events.models import Category, Event
from app.events.rules.window import Window, registration_window
from app.kernel.clock import Instant
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.registration.models import Delegation, Quota, Registration
from app.registration.rules import HOLDING, WAITING, Places, QuotaFacts

COUNTED = sorted({*HOLDING, WAITING})
"""States that use up a delegation's quota: who waits in line was sent as well."""


@dataclass(frozen=True)
class Opening:
    """When one can register in a category, and whether places are counted for it or for the whole event."""

    window: Window
    is_limited: bool


def opening(event_id: UUID, category_id: UUID) -> Opening:
    """The days of a category, which may differ from the event's; raises NotFound where the event does not have it."""
    opens = func.coalesce(Category.opens, Event.registration_opens)
    closes = func.coalesce(Category.closes, Event.registration_closes)
    query = select(Event.starts, opens, closes, Event.timezone, Event.capacity, Category.capacity)
    query = query.join(Category, Category.event_id == Event.id)
    row = db.session.execute(query.where(Event.id == event_id, Category.id == category_id)).one_or_none()
    if row is None:
        raise NotFound
    return Opening(registration_window(*row[:4]), any(limit is not None for limit in row[4:]))


def places(event_id: UUID) -> Places:
    """The event's places with those that are held now: two statements."""
    query = select(Event.capacity, Category.id, Category.capacity)
    limits = db.session.execute(
        query.outerjoin(Category, Category.event_id == Event.id).where(Event.id == event_id)
    ).all()
    counted = select(Registration.category_id, func.count()).where(
        Registration.event_id == event_id, _holds()
    )
    held = {kind: number for kind, number in db.session.execute(counted.group_by(Registration.category_id))}  # noqa: C416
    return Places(limits[0][0] if limits else None, {row[1]: row[2] for row in limits}, held)


def _holds() -> ColumnElement[bool]:
    offered = and_(Registration.state == WAITING, Registration.offered_until.is_not(None))
    return or_(Registration.state.in_(sorted(HOLDING)), offered)


def line(event_id: UUID) -> Sequence[tuple[UUID, UUID]]:
    """Those who wait without an offer, in order, with their categories."""
    query = select(Registration.id, Registration.category_id).where(
        Registration.event_id == event_id, Registration.state == WAITING, Registration.offered_until.is_(None)
    )
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(Registration.queued))]


def waiting_line(event_id: UUID) -> Sequence[Registration]:
    """Those who wait for a place, with an offer or without, in the line's order and with what lists show of them."""
    shown = joinedload(Registration.category, innerjoin=True), joinedload(Registration.city)
    query = select(Registration).where(Registration.event_id == event_id, Registration.state == WAITING)
    return db.session.scalars(query.options(*shown).order_by(Registration.queued)).all()


def place_in_line(registration: Registration) -> int:
    """How many stand before this one in the line of its category, and itself: 1 is next."""
    query = select(func.count()).where(
        Registration.event_id == registration.event_id, Registration.state == WAITING,
        Registration.category_id == registration.category_id, Registration.offered_until.is_(None),
        Registration.queued <= (registration.queued or 0),
    )  # fmt: skip
    return db.session.scalars(query).one()


def overdue(event_id: UUID, now: Instant) -> Sequence[UUID]:
    """Whose offer is over."""
    query = select(Registration.id).where(
        Registration.event_id == event_id, Registration.state == WAITING, Registration.offered_until <= now
    )
    return db.session.scalars(query).all()


def events_with_overdue(now: Instant) -> Sequence[UUID]:
    """Events in which an offer is over."""
    query = select(Registration.event_id).where(
        Registration.state == WAITING, Registration.offered_until <= now
    )
    return db.session.scalars(query.distinct()).all()


def quota(delegation_id: UUID) -> QuotaFacts:
    """What a delegation may send."""
    in_all = db.session.scalars(select(Delegation.places).where(Delegation.id == delegation_id)).one()
    query = select(Quota.category_id, Quota.places).where(Quota.delegation_id == delegation_id)
    return QuotaFacts(in_all, {kind: number for kind, number in db.session.execute(query)})  # noqa: C416


def sent(delegation_id: UUID, *, beside: UUID | None = None) -> dict[UUID, int]:
    """How many of each category a delegation has sent, `beside` not counted."""
    query = select(Registration.category_id, func.count()).where(
        Registration.delegation_id == delegation_id, Registration.state.in_(COUNTED)
    )
    if beside is not None:
        query = query.where(Registration.id != beside)
    found: Any = db.session.execute(query.group_by(Registration.category_id))
    return {kind: number for kind, number in found}  # noqa: C416

"""What happens to doors when something else changes: two registrations become one, a volunteer loses the role."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from app.audit.rules import Act
from app.audit.service import record
from app.checkin import queries
from app.checkin.models import Pairing, Standing, WalkIn
from app.checkin.rules import LoggedScan
from app.checkin.service.standing import keep_up
from app.kernel import clock, guard
from app.kernel.db import db
from app.people import signals as people
from app.people.models import User
from app.people.rules import grants
from app.registration import signals as registrations
from app.registration.models import Registration

PAIRING = frozenset({"door.work", "doors.manage"})
"""Whoever holds one of these may turn phones into doors; without, the phones that they paired end."""


def listen() -> None:
    """Follow registrations and roles."""
    registrations.merged.connect(_on_merged)
    people.role_taken.connect(_on_role_taken)


def _on_merged(_sender: object, registration: Registration, other: Registration, **_more: Any) -> None:
    """Where both were, one has been; and a walk-in that turned out to be announced is in order."""
    event_id, both = registration.event_id, [registration.id, other.id]
    query = select(Standing.checkpoint).where(
        Standing.event_id == event_id, Standing.registration_id.in_(both)
    )
    places = set(db.session.scalars(query))
    lines: dict[tuple[str, UUID], list[LoggedScan]] = {(place, registration.id): [] for place in places}
    for one in queries.logged(event_id, [registration.id], places):
        lines.setdefault((one.checkpoint, one.registration), []).append(one)
    gone = delete(Standing).where(Standing.event_id == event_id, Standing.registration_id == other.id)
    db.session.execute(gone)
    keep_up(event_id, lines)
    for flag in db.session.scalars(
        select(WalkIn).where(WalkIn.registration_id.in_(both), WalkIn.settled_at.is_(None))
    ):
        flag.settled_at, flag.settled_by = clock.now(), guard.actor().id


def _on_role_taken(_sender: object, user: User, event_id: UUID, **_more: Any) -> None:
    left = grants((one.event_id, one.role) for one in user.memberships)
    if PAIRING & (left.get(event_id, frozenset()) | left.get(None, frozenset())):
        return
    mine = select(Pairing).where(
        Pairing.event_id == event_id, Pairing.user_id == user.id, Pairing.revoked_at.is_(None)
    )
    for pairing in db.session.scalars(mine):
        pairing.revoked_at = clock.now()
        record(Act("door.pairing-revoked", "pairing", pairing.id, event_id, about=pairing.name))

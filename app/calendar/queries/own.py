"""A delegate's own part of the agenda: where they are expected, what they starred, what they were sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import select

from app.agenda.rules import PublishedSession, Version
from app.calendar.models import CalendarMessage, CalendarWish, Star
from app.calendar.rules import Sent
from app.kernel.db import db
from app.registration.models import Registration


def is_mine(
    one: PublishedSession, category: str, registration_id: UUID, starred: Collection[UUID] = ()
) -> bool:
    """True when a delegate is expected at a session or starred it."""
    return one.uid in starred or one.awaits(category, registration_id)


def mine(sessions: Version, category: str, registration_id: UUID, starred: Collection[UUID] = ()) -> Version:
    """A delegate's sessions among those published, cancelled ones included."""
    return tuple(one for one in sessions if is_mine(one, category, registration_id, starred))


def stars(registration_id: UUID) -> frozenset[UUID]:
    """The sessions that a delegate starred, by uid."""
    query = select(Star.session_uid).where(Star.registration_id == registration_id)
    return frozenset(db.session.scalars(query))


def stars_of_event(event_id: UUID) -> Mapping[UUID, frozenset[UUID]]:
    """The same for all delegates of an event who starred any."""
    query = select(Star.registration_id, Star.session_uid).join(
        Registration, Registration.id == Star.registration_id
    )
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for registration_id, uid in db.session.execute(query.where(Registration.event_id == event_id)):
        found[registration_id].add(uid)
    return {registration_id: frozenset(uids) for registration_id, uids in found.items()}


def wants_invitations(registration_id: UUID) -> bool:
    """True when a delegate asked for invitations by mail."""
    return db.session.get(CalendarWish, registration_id) is not None


def last_sent(event_id: UUID) -> Mapping[UUID, dict[UUID, Sent]]:
    """The last message to each delegate about each session, by registration and uid."""
    told = CalendarMessage.registration_id, CalendarMessage.session_uid, CalendarMessage.method
    query = select(*told, CalendarMessage.sequence, CalendarMessage.revision).where(
        CalendarMessage.event_id == event_id
    )
    found: defaultdict[UUID, dict[UUID, Sent]] = defaultdict(dict)
    for registration_id, uid, method, sequence, revision in db.session.execute(
        query.order_by(CalendarMessage.sequence)
    ):
        found[registration_id][uid] = Sent(method, sequence, revision)
    return found


def find_invitation(invitation_id: UUID) -> CalendarMessage | None:
    """A message that was written down, unless a later one about the same session took its place."""
    found = db.session.get(CalendarMessage, invitation_id)
    if found is None:
        return None
    later = select(CalendarMessage.id).where(
        CalendarMessage.registration_id == found.registration_id,
        CalendarMessage.session_uid == found.session_uid,
        CalendarMessage.sequence > found.sequence,
    )
    return found if db.session.scalar(later.limit(1)) is None else None

"""Stars: what a delegate wants to see beside the sessions that expect them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.exc import IntegrityError

from app.agenda import queries as agenda
from app.calendar.models import Star
from app.calendar.service.invitations import nudge
from app.kernel import clock
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound


def star(event_id: UUID, registration_id: UUID, key: str) -> None:
    """Star a published session; starring twice is starring once. Raises NotFound for a session that is none."""
    uid = _uid(event_id, key)
    try:
        with atomic() as session:
            if session.get(Star, (registration_id, uid)) is None:
                session.add(Star(registration_id=registration_id, session_uid=uid, at=clock.now()))
                nudge(event_id)
    except IntegrityError:
        # Two taps at once: the other one did it, or the registration is gone with all that hung on it.
        db.session.rollback()


def unstar(event_id: UUID, registration_id: UUID, key: str) -> None:
    """Take a star back, if there is one; raises NotFound for a session that is none."""
    uid = _uid(event_id, key)
    with atomic() as session:
        found = session.get(Star, (registration_id, uid))
        if found is not None:
            session.delete(found)
            nudge(event_id)


def _uid(event_id: UUID, key: str) -> UUID:
    found = next((one.uid for one in agenda.published(event_id) if one.key == key), None)
    if found is None:
        raise NotFound
    return found

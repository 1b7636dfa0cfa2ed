"""Reading attendance: the log of scans against who was expected."""

from __future__ import annotations

from uuid import UUID

from app.attendance import rules
from app.attendance.rules import Attendance
from app.badges import queries as badges
from app.checkin import queries as checkin
from app.kernel import clock
from app.kernel.errors import NotFound


def of_session(event_id: UUID, key: str, language: str = "en") -> Attendance:
    """The attendance at one checkpoint (a session's key, or main), in the list order of a language; NotFound."""
    place = checkin.checkpoints(event_id).get(key)
    if place is None:
        raise NotFound
    presence = checkin.presence_at(event_id, key, place.hours.ends)
    faces = badges.approved(event_id)
    missing = presence.keys() - {one.registration for one in faces}  # came, and lost the approval since
    everyone = [*faces, *badges.faces(missing).values()]
    found = rules.rows(everyone, place.facts, presence, language)
    return Attendance(key, place.title, place.room, place.hours.starts, place.hours.ends, clock.now(), found)

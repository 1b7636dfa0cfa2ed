"""Reading attendance: the log of scans against who was expected."""

from __future__ import annotations

from uuid import UUID

from app.attendance import rules
from app.attendance.rules import Attendance, Mark
from app.badges import queries as badges
from app.checkin import queries as checkin
from app.checkin.rules import minutes
from app.kernel import clock
from app.kernel.errors import NotFound


def of_session(event_id: UUID, key: str, language: str = "en") -> Attendance:
    """The attendance at one checkpoint (a session's key, or main), in the list order of a language; NotFound."""
    place = checkin.checkpoints(event_id).get(key)
    if place is None:
        raise NotFound
    now, hours = clock.now(), place.hours
    marks = {
        who: Mark(one.first_in, one.last_out, minutes(one.stays, hours.starts, hours.ends, now), one.inside)
        for who, one in checkin.presence_at(event_id, key).items()
    }
    faces = badges.approved(event_id)
    missing = marks.keys() - {one.registration for one in faces}  # came, and lost the approval since
    everyone = [*faces, *badges.faces(missing).values()]
    found = rules.rows(everyone, place.facts, marks, language)
    return Attendance(key, place.title, place.room, hours.starts, hours.ends, now, found)

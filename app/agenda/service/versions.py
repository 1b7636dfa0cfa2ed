"""Former versions back into the draft."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from app.agenda import queries
from app.agenda.models import Room, Session, SessionRole, Speaker
from app.agenda.queries import Publication
from app.agenda.rules import PublishedSession, Role, SessionState
from app.agenda.service.keys import new_key
from app.audit.service import record
from app.events import service as events
from app.events.models import Event
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound

SAME = (
    "key", "kind", "number", "continues", "attendance", "decides", "by_invitation", "title", "subtitle",
    "description", "starts_at", "ends_at",
)  # fmt: skip
SPEAKER = ("name_ar", "name_latin", "function", "organisation", "city", "country", "biography", "photo")


def restore(event_id: UUID, number: int) -> None:
    """Make the draft say what a version said; nobody sees it before the next publication. Raises NotFound.

    Sessions that came after it are called off, not lost. Rooms and speakers that came after it stay.
    """
    with atomic():
        event, version = events.lock(event_id), queries.find_version(event_id, number)
        if version is None:
            raise NotFound
        rooms, speakers = _rooms(event, version), _speakers(event, version)
        rows = {row.uid: row for row in queries.sessions(event_id)}
        position = max((row.position for row in rows.values()), default=-1)
        for one in version.sessions:
            if (row := rows.pop(one.uid, None)) is None:
                position += 1
                row = Session(event_id=event_id, uid=one.uid, position=position, roles=[])
                db.session.add(row)
            _restore_session(row, one, rooms, speakers)
        for row in rows.values():
            row.state = SessionState.CANCELLED
        record(events.about(event, "agenda.restored", after={"version": number}))


def _rooms(event: Event, version: Publication) -> Mapping[str, Room]:
    """The version's rooms by key; a version of an older program names them in its sessions only."""
    rows = {row.key: row for row in queries.rooms(event.id)}
    named = {one.room: one.room_name for one in version.sessions if one.room}
    known = {one.key: one for one in version.rooms}
    for key, name in {**named, **{one.key: one.name for one in version.rooms}}.items():
        row = rows.get(key)
        if row is None:
            row = rows[key] = Room(event_id=event.id, key=key, position=len(rows), extra={})
            db.session.add(row)
        row.name = name
        if key in known:
            row.capacity, row.booths = known[key].capacity, known[key].booths
    return rows


def _speakers(event: Event, version: Publication) -> Mapping[UUID, Speaker]:
    rows = {row.id: row for row in queries.speakers(event.id)}
    registrations = {role.speaker: role.registration for one in version.sessions for role in one.roles}
    for one in version.speakers:
        row = rows.get(one.id)
        if row is None:
            taken = {other.key for other in rows.values()}
            key = new_key(one.key, taken, "speaker")
            row = rows[one.id] = Speaker(id=one.id, event_id=event.id, key=key, position=len(rows), extra={})
            db.session.add(row)
        for name in SPEAKER:
            setattr(row, name, getattr(one, name))
        if one.id in registrations:
            row.registration_id = registrations[one.id]
    return rows


def _restore_session(
    row: Session, one: PublishedSession, rooms: Mapping[str, Room], speakers: Mapping[UUID, Speaker]
) -> None:
    for name in SAME:
        setattr(row, name, getattr(one, name))
    row.state = one.state.value
    row.room = rooms.get(one.room)
    row.expected, row.invited = list(one.expected), [str(ident) for ident in one.invited]
    row.interpretation, row.languages = list(one.interpretation), list(one.languages)
    row.topics = [dict(topic) for topic in one.topics]
    had = {(role.speaker_id, role.role): role for role in row.roles}
    roles = []
    for position, role in enumerate(one.roles):
        who = speakers[role.speaker]
        found = had.get((who.id, Role(role.role))) or SessionRole(speaker=who, role=role.role.value)
        found.position = position
        roles.append(found)
    row.roles = roles

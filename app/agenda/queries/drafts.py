"""Reading the draft: the programme as the desk has it, and the whole event as a document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from app.agenda.models import DocumentFile, EventDay, Room, Session, SessionDocument, SessionRole, Speaker
from app.agenda.rules import (
    Audience,
    DayPart,
    DocumentPart,
    EventDocument,
    PublishedRole,
    PublishedRoom,
    PublishedSession,
    PublishedSpeaker,
    Role,
    RoomPart,
    SessionPart,
    SessionState,
    SpeakerPart,
    clock_times,
)
from app.events import queries as events
from app.events.models import Event
from app.events.rules import unpack_extra
from app.kernel.clock import Instant
from app.kernel.db import db, rows
from app.kernel.i18n import Text

DAY = ("day", "opens", "closes", "title")
ROOM = ("key", "capacity", "booths", "name")
SPEAKER = (
    "key", "name_ar", "name_latin", "function", "organisation", "city", "country", "biography",
)  # fmt: skip
SESSION = (
    "key", "kind", "number", "continues", "attendance", "decides", "by_invitation", "title", "subtitle",
    "description",
)  # fmt: skip
LISTS = ("expected", "interpretation", "languages")
"""Columns that stand in the file under the same name."""


def rooms(event_id: UUID) -> Sequence[Room]:
    """The event's rooms in their order."""
    return db.session.scalars(select(Room).where(Room.event_id == event_id).order_by(Room.position)).all()


def event_days(event_id: UUID) -> Sequence[EventDay]:
    """The hours of the event's days, where somebody said them, in their order."""
    return db.session.scalars(
        select(EventDay).where(EventDay.event_id == event_id).order_by(EventDay.position)
    ).all()


def speakers(event_id: UUID) -> Sequence[Speaker]:
    """Everybody of the programme in their order."""
    query = select(Speaker).where(Speaker.event_id == event_id)
    return db.session.scalars(query.order_by(Speaker.position)).all()


def documents(event_id: UUID) -> Sequence[SessionDocument]:
    """All documents in their order, with their sessions and files."""
    mine = SessionDocument.event_id == event_id
    query = select(SessionDocument).where(mine).options(joinedload(SessionDocument.session, innerjoin=True))
    found = db.session.scalars(query.order_by(SessionDocument.position)).all()
    files = select(DocumentFile).join(SessionDocument, SessionDocument.id == DocumentFile.document_id)
    _hang(found, "files", db.session.scalars(files.where(mine)), "document_id")
    return found


def sessions(event_id: UUID) -> Sequence[Session]:
    """The draft: all sessions in their order, with rooms and speakers, cancelled ones included; four statements.

    A room or speaker is read once, not anew for each session that has them.
    """
    mine = Session.event_id == event_id
    found = db.session.scalars(select(Session).where(mine).order_by(Session.position)).all()
    places = {room.id: room for room in rooms(event_id)}
    for row in found:
        set_committed_value(row, "room", places[row.room_id] if row.room_id else None)
    wanted = select(SessionRole).join(Session, Session.id == SessionRole.session_id).where(mine)
    roles = db.session.scalars(wanted.order_by(SessionRole.position)).all()
    people = {one.id: one for one in speakers(event_id)}
    for role in roles:
        set_committed_value(role, "speaker", people[role.speaker_id])
    _hang(found, "roles", roles, "session_id")
    return found


def _hang(parents: Sequence[Any], name: str, children: Iterable[Any], key: str) -> None:
    """Put children that were read by one statement, however many there are, where the ORM would look for them."""
    by_parent: dict[UUID, list[Any]] = {}
    for child in children:
        by_parent.setdefault(getattr(child, key), []).append(child)
    for parent in parents:
        set_committed_value(parent, name, by_parent.get(parent.id, []))


def attended(event_id: UUID) -> Sequence[Session]:
    """The sessions at which attendance is taken, by time, with their rooms; cancelled ones are left out."""
    query = _sessions(event_id).where(Session.attendance, Session.state == SessionState.PLANNED)
    return db.session.scalars(query.order_by(Session.starts_at, Session.position)).all()


def planned(event_id: UUID) -> Sequence[Session]:
    """All sessions but cancelled ones, by time, with their rooms; one statement."""
    query = _sessions(event_id).where(Session.state == SessionState.PLANNED)
    return db.session.scalars(query.order_by(Session.starts_at, Session.position)).all()


@dataclass(frozen=True)
class Awaited:
    """Who is expected at a session: categories (none: everyone, unless `by_invitation`) and people by name."""

    categories: frozenset[str] = frozenset()
    by_invitation: bool = False
    named: frozenset[UUID] = frozenset()

    def awaits(self, category: str, registration: UUID | None = None) -> bool:
        """True when a delegate of this category is expected."""
        if registration in self.named:
            return True
        return category in self.categories if self.categories or self.by_invitation else True


def awaited(event_id: UUID) -> dict[str, Awaited]:
    """Who is expected at each session at which attendance is taken, by its key; two statements."""
    speaking: dict[UUID, set[UUID]] = {}
    for row in rows(_SPEAKING, event=event_id):
        speaking.setdefault(row.session_id, set()).add(row.registration_id)
    return {
        row.key: Awaited(
            frozenset(row.expected),
            row.by_invitation,
            frozenset(map(UUID, row.invited)) | speaking.get(row.id, set()),
        )
        for row in rows(_AWAITED, event=event_id)
    }


_EVENT = bindparam("event", type_=Uuid())
_AWAITED = select(Session.id, Session.key, Session.expected, Session.by_invitation, Session.invited).where(
    Session.event_id == _EVENT, Session.attendance, Session.state == SessionState.PLANNED
)
_SPEAKING = (
    select(SessionRole.session_id, Speaker.registration_id)
    .join(Speaker, Speaker.id == SessionRole.speaker_id)
    .where(Speaker.event_id == _EVENT, Speaker.registration_id.is_not(None))
)


def _sessions(event_id: UUID) -> Select[Session]:
    return select(Session).where(Session.event_id == event_id).options(joinedload(Session.room))


def drafted(event: Event, now: Instant, had: Sequence[Session] | None = None) -> list[PublishedSession]:
    """The draft in its order, in the form of a publication made `now`, not yet compared with the last one.

    `had` are its sessions where they were read already.
    """
    return [_frozen(row, event.venue, now) for row in (sessions(event.id) if had is None else had)]


def _frozen(row: Session, venue: Text, now: Instant) -> PublishedSession:
    return PublishedSession(
        **_same(row),
        uid=row.uid,
        modified=now,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        room_name=row.room.name if row.room else Text(),
        venue=venue,
        invited=tuple(map(UUID, row.invited)),
        roles=tuple(_role(one) for one in row.roles),
    )


def _role(row: SessionRole) -> PublishedRole:
    who = row.speaker
    return PublishedRole(
        speaker=who.id,
        role=Role(row.role),
        name_ar=who.name_ar,
        name_latin=who.name_latin,
        function=who.function,
        organisation=who.organisation,
        registration=who.registration_id,
    )


def drafted_rooms(event_id: UUID) -> list[PublishedRoom]:
    """The rooms in the form of a publication."""
    return [
        PublishedRoom(id=row.id, **{name: getattr(row, name) for name in ROOM}) for row in rooms(event_id)
    ]


def drafted_speakers(event_id: UUID) -> list[PublishedSpeaker]:
    """Everybody of the programme in the form of a publication."""
    return [
        PublishedSpeaker(id=row.id, photo=row.photo, **{name: getattr(row, name) for name in SPEAKER})
        for row in speakers(event_id)
    ]


def _same(row: Session) -> dict[str, Any]:
    """What the file and a publication say alike."""
    return {
        **{name: getattr(row, name) for name in SESSION},
        **{name: tuple(getattr(row, name)) for name in LISTS},
        "state": SessionState(row.state),
        "room": row.room.key if row.room else "",
        "topics": tuple(Text(topic) for topic in row.topics),
    }


def document(event_id: UUID, had: Sequence[Session] | None = None) -> EventDocument:
    """The whole event as an event file says it, the draft included (`had` where it was read); raises NotFound."""
    part = events.event_part(event_id)
    event = events.get_event(event_id)
    drafted_rows = sessions(event_id) if had is None else had
    return EventDocument(
        event=part,
        days=tuple(day_part(row) for row in event_days(event_id)),
        rooms=tuple(room_part(row) for row in rooms(event_id)),
        speakers=tuple(speaker_part(row) for row in speakers(event_id)),
        sessions=tuple(session_part(row, part.starts, part.timezone) for row in drafted_rows),
        documents=tuple(document_part(row) for row in documents(event_id)),
        extra=unpack_extra(event.extra.get("file", {})),
    )


def day_part(row: EventDay) -> DayPart:
    """The hours of a day as an event file says them."""
    part: DayPart = events.entry_part(DayPart, row, DAY)
    return part


def room_part(row: Room) -> RoomPart:
    """A room as an event file says it."""
    part: RoomPart = events.entry_part(RoomPart, row, ROOM)
    return part


def speaker_part(row: Speaker) -> SpeakerPart:
    """A speaker as an event file says them."""
    return SpeakerPart(
        **{name: getattr(row, name) for name in SPEAKER},
        registration=str(row.registration_id or ""),
        extra=unpack_extra(row.extra),
    )


def document_part(row: SessionDocument) -> DocumentPart:
    """A document as an event file says it."""
    return DocumentPart(
        key=row.key,
        session=row.session.key,
        audience=Audience(row.audience),
        title=row.title,
        extra=unpack_extra(row.extra),
    )


def session_part(row: Session, first: date, zone: str) -> SessionPart:
    """A session as an event file says it; `first` is the event's first day."""
    day, starts, ends, ends_next_day = clock_times(row.starts_at, row.ends_at, first, zone)
    by_role: dict[str, list[str]] = {}
    for one in row.roles:
        by_role.setdefault(one.role, []).append(one.speaker.key)
    return SessionPart(
        **_same(row),
        day=day,
        starts=starts,
        ends=ends,
        ends_next_day=ends_next_day,
        invited=tuple(row.invited),
        speakers=tuple(by_role.get(Role.SPEAKER, ())),
        moderators=tuple(by_role.get(Role.MODERATOR, ())),
        rapporteurs=tuple(by_role.get(Role.RAPPORTEUR, ())),
        extra=unpack_extra(row.extra),
    )

"""Writing the draft's rows: days, rooms, speakers, sessions with their roles, documents; inside atomic()."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from app.agenda import queries, rules
from app.agenda.models import DocumentFile, EventDay, Room, Session, SessionDocument, SessionRole, Speaker
from app.agenda.queries.drafts import DAY, LISTS, ROOM, SESSION, SPEAKER
from app.agenda.rules import DayPart, DocumentPart, EventDocument, RoomPart, SessionPart, SpeakerPart
from app.events import service as event_service
from app.events.models import Event
from app.events.rules import EventFileFaults, Fault, pack_extra
from app.kernel import storage
from app.kernel.clock import Instant
from app.kernel.db import db


def write_programme(event: Event, document: EventDocument) -> None:
    """Make the rows say what the document says; a session's row stays for good, and so its uid."""
    event.extra = {**event.extra, "file": pack_extra(document.extra)}
    rows = {row.key: row for row in queries.sessions(event.id)}
    _let_go(rows.values(), document)
    _write_list(EventDay, event.id, queries.event_days(event.id), document.days, DayPart, DAY)
    rooms = _write_list(Room, event.id, queries.rooms(event.id), document.rooms, RoomPart, ROOM)
    everybody = queries.speakers(event.id)
    speakers = _write_list(Speaker, event.id, everybody, document.speakers, SpeakerPart, SPEAKER)
    for part in document.speakers:
        speakers[part.key].registration_id = UUID(part.registration) if part.registration else None
    for position, session in enumerate(document.sessions):
        row = rows.get(session.key) or Session(event_id=event.id)
        row.position, row.room = position, rooms.get(session.room)
        write_session(row, session, event, f"sessions[{position}]")
        write_roles(row, session, speakers)
        rows[session.key] = row
        db.session.add(row)
    _write_documents(event.id, document.documents, rows)


def write_session(row: Session, part: SessionPart, event: Event, place: str = "") -> None:
    """Make a session's row say what the part says, but for room and roles; raises EventFileFaults.

    A change of clocks may make the end come before the start; `place` is where the fault then stands.
    """
    row.starts_at, row.ends_at = _moments(part, event, place)
    for name in SESSION:
        setattr(row, name, getattr(part, name))
    for name in (*LISTS, "invited"):
        setattr(row, name, list(getattr(part, name)))
    row.state = part.state.value
    row.topics = [dict(topic) for topic in part.topics]
    row.extra = pack_extra(part.extra)


def write_roles(row: Session, part: SessionPart, speakers: Mapping[str, Speaker]) -> None:
    """Give a session the speakers that the part names, in their order; rows that stay are kept."""
    had = {(one.speaker_id, one.role): one for one in row.roles}
    roles = []
    for position, (role, key) in enumerate(part.roles):
        who = speakers[key]
        one = had.get((who.id, role)) or SessionRole(speaker=who, role=role.value)
        one.position = position
        roles.append(one)
    row.roles = roles


def _let_go(sessions: Iterable[Session], document: EventDocument) -> None:
    """Take sessions off rooms and speakers that go: the foreign keys would hold them."""
    rooms = {room.key for room in document.rooms}
    speakers = {speaker.key for speaker in document.speakers}
    for row in sessions:
        if row.room and row.room.key not in rooms:
            row.room = None
        if any(one.speaker.key not in speakers for one in row.roles):
            row.roles = [one for one in row.roles if one.speaker.key in speakers]


def _write_list(
    kind: type[Any],
    event_id: UUID,
    had: Sequence[Any],
    parts: Sequence[Any],
    part_kind: type[Any],
    names: Sequence[str],
) -> dict[str, Any]:
    """The rows by the key of their parts; those that something else still needs stay, beyond what is wanted."""
    rows = list(had)
    event_service.write_entries(rows, parts, lambda: kind(event_id=event_id), part_kind, names)
    db.session.add_all(rows)
    db.session.flush()  # so that new rows have ids, which roles are known by
    return {part.key: row for row in rows if (part := _part(part_kind, row, names))}


def _part(kind: type[Any], row: Any, names: Sequence[str]) -> Any:
    return kind(**{name: getattr(row, name) for name in names})


def _write_documents(event_id: UUID, parts: Sequence[DocumentPart], sessions: Mapping[str, Session]) -> None:
    had = {row.key: row for row in queries.documents(event_id)}
    for position, part in enumerate(parts):
        row = had.pop(part.key, None) or SessionDocument(event_id=event_id, key=part.key)
        row.position, row.session = position, sessions[part.session]
        row.audience, row.title, row.extra = part.audience.value, part.title, pack_extra(part.extra)
        db.session.add(row)
    for row in had.values():
        drop_document(row)


def drop_document(row: SessionDocument) -> None:
    """Take a document away with the files that the storage keeps for it; inside atomic()."""
    for one in row.files:
        drop_file(row.event_id, one)
    db.session.delete(row)


def drop_file(event_id: UUID, one: DocumentFile) -> None:
    """Let the storage forget a document's file; inside atomic()."""
    if (file := storage.find(event_id, one.file)) is not None:
        storage.drop(file)


def _moments(part: SessionPart, event: Event, place: str) -> tuple[Instant, Instant]:
    starts, ends = rules.moments(part, event.starts, event.timezone)
    if ends <= starts:
        raise EventFileFaults((Fault(f"{place}.ends" if place else "ends", "backwards"),))
    return starts, ends

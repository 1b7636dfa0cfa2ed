"""Reading the draft: rooms and sessions as the desk has them, and the whole event as a document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, select
from sqlalchemy.orm import joinedload

from app.agenda.models import Room, Session
from app.agenda.rules import (
    EventDocument,
    PublishedSession,
    RoomPart,
    SessionPart,
    SessionState,
    clock_times,
)
from app.events import queries as events
from app.events.models import Event
from app.events.rules import unpack_extra
from app.kernel.clock import Instant
from app.kernel.db import db, rows
from app.kernel.i18n import Text

ROOM = ("key", "capacity", "name")
SESSION = ("key", "kind", "number", "continues", "attendance", "decides", "title", "subtitle", "description")
LISTS = ("expected", "interpretation", "languages")
"""Columns that stand in the file under the same name."""


def rooms(event_id: UUID) -> Sequence[Room]:
    """The event's rooms in their order."""
    return db.session.scalars(select(Room).where(Room.event_id == event_id).order_by(Room.position)).all()


def sessions(event_id: UUID) -> Sequence[Session]:
    """The draft: all sessions in their order, with their rooms, cancelled ones included."""
    return db.session.scalars(_sessions(event_id).order_by(Session.position)).all()


def attended(event_id: UUID) -> Sequence[Session]:
    """The sessions at which attendance is taken, by time, with their rooms; cancelled ones are left out."""
    query = _sessions(event_id).where(Session.attendance, Session.state == SessionState.PLANNED)
    return db.session.scalars(query.order_by(Session.starts_at, Session.position)).all()


def expected(event_id: UUID) -> dict[str, frozenset[str]]:
    """Of each session at which attendance is taken, by its key: the categories awaited there (none: everyone)."""
    return {row.key: frozenset(row.expected) for row in rows(_EXPECTED, event=event_id)}


_EXPECTED = select(Session.key, Session.expected).where(
    Session.event_id == bindparam("event", type_=Uuid()),
    Session.attendance,
    Session.state == SessionState.PLANNED,
)


def _sessions(event_id: UUID) -> Select[Session]:
    return select(Session).where(Session.event_id == event_id).options(joinedload(Session.room))


def drafted(event: Event, now: Instant) -> list[PublishedSession]:
    """The draft in its order, in the form of a publication made `now`, not yet compared with the last one."""
    return [_frozen(row, event.venue, now) for row in sessions(event.id)]


def _frozen(row: Session, venue: Text, now: Instant) -> PublishedSession:
    return PublishedSession(
        **_same(row),
        uid=row.uid,
        modified=now,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        room_name=row.room.name if row.room else Text(),
        venue=venue,
    )


def _same(row: Session) -> dict[str, Any]:
    """What the file and a publication say alike."""
    return {
        **{name: getattr(row, name) for name in SESSION},
        **{name: tuple(getattr(row, name)) for name in LISTS},
        "state": SessionState(row.state),
        "room": row.room.key if row.room else "",
        "topics": tuple(Text(topic) for topic in row.topics),
    }


def document(event_id: UUID) -> EventDocument:
    """The whole event as an event file says it, the draft included; raises NotFound."""
    part = events.event_part(event_id)
    event = events.get_event(event_id)
    return EventDocument(
        event=part,
        rooms=tuple(events.entry_part(RoomPart, row, ROOM) for row in rooms(event_id)),
        sessions=tuple(_part(row, part.starts, part.timezone) for row in sessions(event_id)),
        extra=unpack_extra(event.extra.get("file", {})),
    )


def _part(row: Session, first: date, zone: str) -> SessionPart:
    day, starts, ends, ends_next_day = clock_times(row.starts_at, row.ends_at, first, zone)
    return SessionPart(
        **_same(row),
        day=day,
        starts=starts,
        ends=ends,
        ends_next_day=ends_next_day,
        extra=unpack_extra(row.extra),
    )

"""Calendars and spreadsheets of sessions into the draft: every fault is named, and a file is taken whole or not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time
from uuid import UUID

from app.agenda import queries, rules
from app.agenda.models import Session
from app.agenda.rules import EventDocument, Planned, Reading, SessionPart
from app.agenda.service.keys import new_key
from app.agenda.service.writing import write_roles, write_session
from app.audit.service import record
from app.events import service as events
from app.events.rules import RESERVED_SESSIONS, EventFileFaults, Fault
from app.kernel.db import atomic
from app.kernel.i18n import Text
from app.kernel.tables import read_table


@dataclass(frozen=True)
class Taken:
    """What becomes of one session of a file: its line, its key, the fields that change (all where it is new)."""

    line: int
    key: str
    title: Text
    new: bool
    fields: tuple[str, ...]


def read_sessions(event_id: UUID, content: bytes) -> tuple[Taken, ...]:
    """What importing a calendar or a spreadsheet would do; changes nothing.

    Raises EventFileFaults with every fault by line, Unreadable or NotFound.
    """
    document = queries.document(event_id)
    return tuple(
        taken for taken, _part, _uid in _plan(event_id, document, _read(event_id, content, document))
    )


def import_sessions(event_id: UUID, content: bytes) -> tuple[Taken, ...]:
    """Take the sessions of a file into the draft, all of them; sessions it does not name stay as they are.

    Raises as `read_sessions` does, changing nothing.
    """
    with atomic() as session:
        event, document = events.lock(event_id), queries.document(event_id)
        planned = _plan(event_id, document, _read(event_id, content, document))
        rows = {row.key: row for row in queries.sessions(event_id)}
        rooms = {room.key: room for room in queries.rooms(event_id)}
        everybody = {one.key: one for one in queries.speakers(event_id)}
        for taken, part, uid in planned:
            row = rows.get(part.key)
            if row is None:
                row = Session(event_id=event_id, position=len(rows), roles=[])
                row.uid = uid or row.uid
                rows[part.key] = row
            write_session(row, part, event, f"line {taken.line}")
            row.room = rooms.get(part.room)
            write_roles(row, part, everybody)
            session.add(row)
        done = tuple(taken for taken, _part, _uid in planned)
        changed = [one.key for one in done if one.fields]
        if changed:
            said = {"sessions": len(done), "new": sum(one.new for one in done), "keys": changed[:200]}
            record(events.about(event, "agenda.imported", after=said))
        return done


def _read(event_id: UUID, content: bytes, document: EventDocument) -> Reading:
    known = rules.names(document.event, document.rooms, document.speakers)
    if content.lstrip(b"\xef\xbb\xbf \r\n").upper().startswith(b"BEGIN:VCALENDAR"):
        return rules.read_calendar(content, event_id, known)
    table = read_table(content)
    return rules.read_sheet(table.head, table.rows, known)


def _plan(
    event_id: UUID, document: EventDocument, reading: Reading
) -> list[tuple[Taken, SessionPart, UUID | None]]:
    """Each session of the file as it would stand; raises EventFileFaults."""
    parts = {one.key: one for one in document.sessions}
    uids = {row.uid: row.key for row in queries.sessions(event_id)}
    taken_keys = set(parts) | RESERVED_SESSIONS | {one.key for one in reading.planned}
    found: list[tuple[Taken, SessionPart, UUID | None]] = []
    faults = list(reading.faults)
    for one in reading.planned:
        key = rules.same_session(one, parts, uids)
        before = parts.get(key)
        after = _part(one, before, taken_keys)
        faults += [
            replace(fault, line=one.line, key=fault.key.lstrip(".")) for fault in _check(after, document)
        ]
        old, new = rules.edits(before, after)
        taken = Taken(one.line, after.key, after.title, before is None, tuple(new or old))
        found.append((taken, after, one.uid))
    if faults:
        raise EventFileFaults(tuple(faults))
    return found


def _part(planned: Planned, before: SessionPart | None, taken: set[str]) -> SessionPart:
    values = dict(planned.values)
    if before is not None:
        for name in ("title", "subtitle", "description"):
            if name in values:
                values[name] = Text({**getattr(before, name), **values[name]})
        return replace(before, **values)
    title: Text = values["title"]
    words = "-".join(str(values[name]) for name in ("kind", "number") if values.get(name))
    key = planned.key or new_key(words or title.get("en") or title.get("fr", ""), taken, "session")
    taken.add(key)
    blank = SessionPart(key=key, day=1, starts=time(9), ends=time(10), title=title)
    return replace(blank, **values)


def _check(part: SessionPart, document: EventDocument) -> tuple[Fault, ...]:
    known = rules.Known(
        days=document.event.days,
        categories=frozenset(one.key for one in document.event.categories),
        rooms=frozenset(one.key for one in document.rooms),
        speakers=frozenset(one.key for one in document.speakers),
        sessions=frozenset(one.key for one in document.sessions),
    )
    return tuple(rules.check_session("", part, known))

"""Editing what sessions are made of: rooms, hours of days, speakers; nothing that another saved is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.agenda import queries, rules
from app.agenda.models import EventDay, Room, Session, SessionRole, Speaker
from app.agenda.queries.drafts import DAY, ROOM, SPEAKER
from app.agenda.rules import DayPart, RoomPart, SpeakerPart
from app.agenda.service.keys import new_key
from app.agenda.service.sessions import Stale
from app.audit.rules import Act
from app.audit.service import record
from app.events import service as events
from app.events.rules import pack_extra
from app.kernel import storage
from app.kernel.db import atomic
from app.kernel.errors import NotFound, Refusal
from app.kernel.i18n import N_


class RoomInUse(Refusal):
    """A room that sessions take place in."""

    code = "room-in-use"
    message = N_("Sessions take place in this room. Give them another room first.")


class SpeakerInUse(Refusal):
    """A speaker who still has something to do."""

    code = "speaker-in-use"
    message = N_("This person still has a role in a session. Take them off it first.")


def save_room(event_id: UUID, key: str | None, typed: RoomPart, seen: RoomPart | None = None) -> str:
    """Save a room as typed, or a new one (key None); its key. Raises Stale or NotFound."""
    with atomic() as session:
        events.lock(event_id)
        rows = queries.rooms(event_id)
        if key is None:
            words = typed.name.get("en") or typed.name.get("fr", "")
            row, before = Room(event_id=event_id, position=_next(rows)), None
            row.key = new_key(words, {one.key for one in rows}, "room")
            session.add(row)
        else:
            row = of_key(rows, key)
            before = queries.room_part(row)
            _check(seen, before, typed)
        _write(row, typed, tuple(name for name in ROOM if name != "key"))
        session.flush()
        _record("room", row, typed.name.pick("en", ("fr", "ar")), before, replace(typed, key=row.key))
        return row.key


def remove_room(event_id: UUID, key: str) -> None:
    """Take a room away; raises RoomInUse or NotFound."""
    with atomic() as session:
        events.lock(event_id)
        row = of_key(queries.rooms(event_id), key)
        if session.scalars(select(Session.id).where(Session.room_id == row.id).limit(1)).first():
            raise RoomInUse
        session.delete(row)
        record(Act("room.removed", "room", row.id, event_id, row.name.pick("en", ("fr", "ar"))))


def save_days(event_id: UUID, typed: Sequence[DayPart], seen: Sequence[DayPart]) -> None:
    """Say the hours of the event's days; a day that is not among them is open around the clock. Raises Stale."""
    with atomic() as session:
        event = events.lock(event_id)
        rows = {row.day: row for row in queries.event_days(event_id)}
        before = {day: queries.day_part(row) for day, row in rows.items()}
        if before != {one.day: one for one in seen}:
            raise Stale((), tuple(before.values()), tuple(typed))
        for position, part in enumerate(typed):
            row = rows.pop(part.day, None) or EventDay(event_id=event_id)
            row.position = position
            _write(row, part, DAY)
            session.add(row)
        for row in rows.values():
            session.delete(row)
        after = {one.day: one for one in typed}
        said = [(str(day), _hours(before.get(day)), _hours(after.get(day))) for day in {**before, **after}]
        changed = [one for one in said if one[1] != one[2]]
        if changed:
            old, new = ({one[0]: one[at] for one in changed} for at in (1, 2))
            record(events.about(event, "days.changed", before=old, after=new))


def save_speaker(event_id: UUID, key: str | None, typed: SpeakerPart, seen: SpeakerPart | None = None) -> str:
    """Save a speaker as typed, or a new one (key None); their key. Raises Stale or NotFound."""
    with atomic() as session:
        events.lock(event_id)
        rows = queries.speakers(event_id)
        if key is None:
            row, before = Speaker(event_id=event_id, position=_next(rows)), None
            row.key = new_key(typed.name_latin, {one.key for one in rows}, "speaker")
            session.add(row)
        else:
            row = of_key(rows, key)
            before = queries.speaker_part(row)
            _check(seen, before, typed)
        _write(row, typed, tuple(name for name in SPEAKER if name != "key"))
        row.registration_id = UUID(typed.registration) if typed.registration else None
        session.flush()
        _record("speaker", row, row.name_latin or row.name_ar, before, replace(typed, key=row.key))
        return row.key


def set_photo(event_id: UUID, key: str, file: str) -> None:
    """Give a speaker a photo that the storage keeps, or take it away ("" for the file); raises NotFound."""
    with atomic():
        events.lock(event_id)
        row = of_key(queries.speakers(event_id), key)
        if file:
            storage.claim(event_id, file)
        # The published version may show the former photo: it stays where it is.
        row.photo = file
        name = row.name_latin or row.name_ar
        record(Act("speaker.changed", "speaker", row.id, event_id, name, after={"photo": bool(file)}))


def order_speakers(event_id: UUID, key: str, up: bool) -> None:
    """Move a speaker one place up or down in the list; raises NotFound."""
    with atomic():
        events.lock(event_id)
        rows = list(queries.speakers(event_id))
        at = rows.index(of_key(rows, key))
        rows.insert(max(0, at - 1) if up else at + 1, rows.pop(at))
        for position, row in enumerate(rows):
            row.position = position


def remove_speaker(event_id: UUID, key: str) -> None:
    """Take a speaker away; raises SpeakerInUse or NotFound."""
    with atomic() as session:
        events.lock(event_id)
        row = of_key(queries.speakers(event_id), key)
        used = select(SessionRole.session_id).where(SessionRole.speaker_id == row.id).limit(1)
        if session.scalars(used).first():
            raise SpeakerInUse
        session.delete(row)
        record(Act("speaker.removed", "speaker", row.id, event_id, row.name_latin or row.name_ar))


def of_key(rows: Sequence[Any], key: str) -> Any:
    """The row of this key; raises NotFound."""
    row = next((one for one in rows if one.key == key), None)
    if row is None:
        raise NotFound
    return row


def _next(rows: Sequence[Any]) -> int:
    return max((row.position for row in rows), default=-1) + 1


def _write(row: Any, part: Any, names: Sequence[str]) -> None:
    for name in names:
        setattr(row, name, getattr(part, name))
    row.extra = pack_extra(part.extra)


def _check(seen: Any, stored: Any, typed: Any) -> None:
    fields = rules.overtaken(seen or stored, stored, typed)
    if fields:
        raise Stale(fields, stored, rules.combined(seen, stored, typed))


def _record(kind: str, row: Any, about: str, before: Any, after: Any) -> None:
    old, new = rules.edits(before, after)
    if old or new:
        verb = "added" if before is None else "changed"
        record(Act(f"{kind}.{verb}", kind, row.id, row.event_id, about, before=old, after=new))


def _hours(part: DayPart | None) -> str | None:
    return None if part is None else f"{part.opens:%H:%M}–{part.closes:%H:%M} {part.title.pick('en')}".strip()

"""Copying and moving: a whole event under another address, a day onto another, the meeting to other days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from app.agenda import queries, rules, signals
from app.agenda.models import Session
from app.agenda.rules import EventDocument, SessionPart, SessionState, Tell
from app.agenda.service.importing import import_document, move_event
from app.agenda.service.keys import new_key
from app.agenda.service.publishing import Published, publish
from app.agenda.service.writing import write_roles, write_session
from app.audit.service import record
from app.events import queries as event_queries
from app.events import service as events
from app.events.models import Event
from app.events.rules import RESERVED_SESSIONS
from app.events.service import AddressTaken
from app.kernel import clock
from app.kernel.db import atomic
from app.kernel.errors import Refusal
from app.kernel.guard import actor
from app.kernel.i18n import N_
from app.people import service as people


class DraftClashes(Refusal):
    """A change that nobody published clashes; moving the meeting would publish it with the rest."""

    code = "draft-clashes"
    message = N_("The draft holds changes that clash. Publish or mend them first, then move the meeting.")


class NoSuchDay(Refusal):
    """A day that the event does not have."""

    code = "no-such-day"
    message = N_("The event has no day %(day)s.")


def copy_event(event_id: UUID, slug: str, first: date) -> UUID:
    """The same event under another address and on other days, unpublished and without delegates; its id.

    Sessions get uids of their own; documents, photos and invitations stay behind. Raises AddressTaken or NotFound.
    """
    with atomic():
        source = event_queries.get_event(event_id)
        if event_queries.find_event(slug) is not None:
            raise AddressTaken(slug=slug)
        document = rules.move(_without_people(queries.document(event_id)), first)
        report = import_document(replace(document, event=replace(document.event, slug=slug)))
        made = events.lock(report.event_id)
        record(events.about(made, "event.copied", after={"from": source.slug}))
        if (who := actor()).kind == "user" and who.id is not None:
            people.bring_along(who.id, event_id, made.id)
        signals.copied.send(event_id=made.id, source_id=event_id)
        return made.id


def copy_day(event_id: UUID, day: int, to_day: int) -> int:
    """Copy the sessions of a day onto another, at the same hours and as new sessions; how many they are.

    Raises NoSuchDay.
    """
    with atomic() as session:
        event, rows = events.lock(event_id), queries.sessions(event_id)
        for asked in (day, to_day):
            if not 1 <= asked <= (event.ends - event.starts).days + 1:
                raise NoSuchDay(day=asked)
        parts = [queries.session_part(row, event.starts, event.timezone) for row in rows]
        chosen = [one for one in parts if one.day == day and one.state is SessionState.PLANNED]
        taken = {one.key for one in parts} | RESERVED_SESSIONS
        keys: dict[str, str] = {}
        for one in chosen:
            keys[one.key] = new_key(one.key, taken, "session")
            taken.add(keys[one.key])
        rooms = {room.key: room for room in queries.rooms(event_id)}
        everybody = {one.key: one for one in queries.speakers(event_id)}
        for position, one in enumerate(chosen, len(rows)):
            row = Session(event_id=event_id, position=position, roles=[])
            part = replace(one, key=keys[one.key], day=to_day, continues=keys.get(one.continues, ""))
            write_session(row, part, event)
            row.room = rooms.get(part.room)
            write_roles(row, part, everybody)
            session.add(row)
        if chosen:
            record(
                events.about(event, "day.copied", after={"day": to_day, "from": day, "sessions": len(chosen)})
            )
        return len(chosen)


def move_meeting(event_id: UUID, days: int, tell: Tell = Tell.EVERYONE) -> Published | None:
    """Move the whole meeting by so many days, at the same hours; once published, everyone sees it and is told.

    What else the draft holds is published with it. None where nothing is published yet.
    Raises DraftClashes where that holds a clash that nobody confirmed.
    """
    with atomic():
        event = events.lock(event_id)
        if event.published_at and _clashes_openly(event):
            raise DraftClashes
        move_event(event_id, event.starts + timedelta(days=days))
        return publish(event_id, tell) if event.published_at else None


def _clashes_openly(event: Event) -> bool:
    draft = queries.draft(event.id)
    if not queries.pending(event, clock.now(), draft.sessions).differs:
        return False  # what clashes there is public already
    shown = queries.clashes_said(queries.clashing(draft), draft, event_queries.scope_of(event.id))
    return any(one.open for one in shown)


def _without_people(document: EventDocument) -> EventDocument:
    speakers = tuple(replace(one, registration="") for one in document.speakers)
    sessions = tuple(_uninvited(one) for one in document.sessions if one.state is SessionState.PLANNED)
    kept = {one.key for one in sessions}
    linked = tuple(one if one.continues in kept else replace(one, continues="") for one in sessions)
    return replace(document, speakers=speakers, sessions=linked, documents=())


def _uninvited(session: SessionPart) -> SessionPart:
    return replace(session, invited=())

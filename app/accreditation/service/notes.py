"""Notes of the desk: never shown to the delegate, told by the journal without their words."""

from __future__ import annotations

from uuid import UUID

from app.accreditation.models import Note
from app.audit.rules import Act
from app.audit.service import record
from app.kernel import clock
from app.kernel.db import atomic
from app.kernel.errors import NotFound, Refusal
from app.kernel.guard import actor
from app.kernel.i18n import N_
from app.registration import queries as registrations

LONGEST = 2000


class NoteEmpty(Refusal):
    """A note that says nothing."""

    code = "note-empty"
    status = 422
    message = N_("Write the note first.")
    field = "text"


def add_note(event_id: UUID, registration_id: UUID, text: str) -> Note:
    """Keep a note about a delegate of the event; raises NoteEmpty or NotFound."""
    if not text.strip():
        raise NoteEmpty
    with atomic() as session:
        found, who = registrations.get(event_id, registration_id), actor()
        note = Note(
            registration_id=found.id,
            text=text.strip()[:LONGEST],
            at=clock.now(),
            author_id=who.id,
            author=who.name,
        )
        session.add(note)
        session.flush()
        about = found.name_latin or found.name_ar
        record(Act("note.written", "registration", found.id, event_id=event_id, about=about))
        return note


def delete_note(event_id: UUID, registration_id: UUID, note_id: UUID) -> None:
    """Throw a note away; raises NotFound."""
    with atomic() as session:
        found = registrations.get(event_id, registration_id)
        note = session.get(Note, note_id)
        if note is None or note.registration_id != found.id:
            raise NotFound
        about = found.name_latin or found.name_ar
        record(Act("note.deleted", "registration", found.id, event_id=event_id, about=about))
        session.delete(note)

"""Documents of sessions: who may read them, and a file for each language."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from app.agenda import queries, rules
from app.agenda.models import DocumentFile, SessionDocument
from app.agenda.rules import DocumentPart
from app.agenda.service.keys import new_key
from app.agenda.service.sessions import Stale, find_row
from app.agenda.service.writing import drop_document, drop_file
from app.audit.rules import Act
from app.audit.service import record
from app.events import service as events
from app.events.rules import pack_extra
from app.kernel import clock, storage
from app.kernel.db import atomic
from app.kernel.errors import NotFound
from app.kernel.storage import StoredFile


def save_document(
    event_id: UUID, key: str | None, typed: DocumentPart, seen: DocumentPart | None = None
) -> str:
    """Save a document as typed, or a new one (no key); its key. Its readers see it as soon as its session is published.

    Raises Stale or NotFound.
    """
    with atomic() as session:
        event = events.lock(event_id)
        rows = queries.documents(event_id)
        held = find_row(queries.draft(event_id), typed.session)
        if key is None:
            words = typed.title.get("en") or typed.title.get("fr", "")
            made = new_key(words, {one.key for one in rows}, "document")
            position = max((one.position for one in rows), default=-1) + 1
            row, before = SessionDocument(event_id=event_id, key=made, position=position, files=[]), None
        else:
            row = find_document(event_id, key)
            before = queries.document_part(row)
            if fields := rules.overtaken(seen or before, before, typed):
                raise Stale(fields, before, rules.combined(seen or before, before, typed))
        row.session = held
        row.audience, row.title, row.extra = typed.audience.value, typed.title, pack_extra(typed.extra)
        session.add(row)
        session.flush()
        event.version += 1
        old, new = rules.edits(before, replace(typed, key=row.key))
        if old or new:
            _record(row, "document.changed" if before else "document.added", old, new)
        return row.key


def put_file(event_id: UUID, key: str, language: str, file: str) -> None:
    """Give a document its file in a language, which the storage keeps; a former one goes. Raises NotFound."""
    with atomic() as session:
        event = events.lock(event_id)
        row = find_document(event_id, key)
        kept = storage.claim(event_id, file)
        one = next((one for one in row.files if one.language == language), None)
        if one is None:
            one = DocumentFile(document_id=row.id, language=language)
            session.add(one)
        else:
            drop_file(event_id, one)
        one.file, one.uploaded_at = file, clock.now()
        event.version += 1
        _record(row, "document.file", after={"language": language, "name": kept.name})


def remove_file(event_id: UUID, key: str, language: str) -> None:
    """Take a document's file in a language away; raises NotFound."""
    with atomic() as session:
        event = events.lock(event_id)
        row = find_document(event_id, key)
        one = next((one for one in row.files if one.language == language), None)
        if one is None:
            raise NotFound
        drop_file(event_id, one)
        session.delete(one)
        event.version += 1
        _record(row, "document.file-removed", before={"language": language})


def remove_document(event_id: UUID, key: str) -> None:
    """Take a document away with its files; raises NotFound."""
    with atomic():
        event = events.lock(event_id)
        row = find_document(event_id, key)
        drop_document(row)
        event.version += 1
        _record(row, "document.removed")


def find_document(event_id: UUID, key: str) -> SessionDocument:
    """The document's row with its files; raises NotFound."""
    row = next((one for one in queries.documents(event_id) if one.key == key), None)
    if row is None:
        raise NotFound
    return row


def file_of(event_id: UUID, key: str, language: str) -> StoredFile:
    """What the storage keeps of a document in a language; raises NotFound."""
    one = next((one for one in find_document(event_id, key).files if one.language == language), None)
    if one is None:
        raise NotFound
    return storage.get(event_id, one.file)


def _record(
    row: SessionDocument,
    action: str,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    title = row.title.pick("en", ("fr", "ar"))
    record(Act(action, "document", row.id, row.event_id, title, before or {}, after or {}))

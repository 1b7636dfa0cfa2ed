"""Documents of sessions as the desk lists them, whoever may read them, with the languages that they are there in."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, select

from app.agenda.models import DocumentFile, SessionDocument
from app.agenda.queries.drafts import documents
from app.agenda.rules import Audience
from app.kernel.db import db
from app.kernel.i18n import current_language, language_names
from app.kernel.scope import Scope
from app.kernel.storage import StoredFile


@dataclass(frozen=True)
class DeskFile:
    """A document in one language; `word` is the language's name for the reader, `size` in bytes, `kind` such as PDF."""

    language: str
    word: str
    name: str
    size: int
    kind: str


@dataclass(frozen=True)
class DeskDocument:
    """A document in the reader's language; `language` is that of its title, `missing` names those without a file."""

    key: str
    session: str
    session_title: str
    title: str
    language: str
    audience: Audience
    files: tuple[DeskFile, ...]
    missing: str


def desk_documents(event: Scope, *audiences: Audience) -> tuple[DeskDocument, ...]:
    """The event's documents in their order, those of these audiences where some are named; four statements."""
    kept = {file.key: file for file in db.session.scalars(_files(event))}
    rows = documents(event.id)
    return tuple(_shown(row, event, kept) for row in rows if not audiences or row.audience in audiences)


def _files(event: Scope) -> Select[StoredFile]:
    mine = select(DocumentFile.file).join(SessionDocument).where(SessionDocument.event_id == event.id)
    return select(StoredFile).where(StoredFile.key.in_(mine))


def _shown(row: SessionDocument, event: Scope, kept: dict[str, StoredFile]) -> DeskDocument:
    language = current_language()
    title, spoken = row.title.best(language, event.languages)
    there = {one.language: kept[one.file] for one in row.files if one.file in kept}
    order = [
        *(code for code in event.languages if code in there),
        *sorted(there.keys() - set(event.languages)),
    ]
    return DeskDocument(
        key=row.key,
        session=row.session.key,
        session_title=row.session.title.pick(language, event.languages),
        title=title,
        language=spoken,
        audience=Audience(row.audience),
        files=tuple(_file(code, there[code]) for code in order),
        missing=language_names([code for code in event.languages if code not in there], language),
    )


def _file(code: str, file: StoredFile) -> DeskFile:
    word = language_names([code], current_language())
    return DeskFile(code, word, file.name, file.size, file.name.rpartition(".")[2].upper())

"""Who speaks, moderates and reports at a published session, and what there is to read: as its page shows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from app.agenda.models import DocumentFile, Session, SessionDocument
from app.agenda.queries.published import Publication, find_publication
from app.agenda.rules import Audience, PublishedRole, PublishedSession, Role
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.i18n import N_, _, country_name, language_names, separator
from app.kernel.scope import Scope
from app.kernel.storage import StoredFile

ROLES: Mapping[Role, str] = {
    Role.MODERATOR: N_("Moderator"),
    Role.SPEAKER: N_("Speaker"),
    Role.RAPPORTEUR: N_("Rapporteur"),
}


@dataclass(frozen=True)
class PersonShown:
    """One person of a session; `names` are (text, language), the reader's script first; `photo` their key or ""."""

    role: str
    names: tuple[tuple[str, str], ...]
    about: str
    biography: str
    photo: str


@dataclass(frozen=True)
class FileShown:
    """A document in one language."""

    language: str
    word: str
    kind: str
    size: str


@dataclass(frozen=True)
class DocumentShown:
    """A document and the languages that it is there in; `missing` are those of the event that it is not."""

    key: str
    title: str
    for_delegates: bool
    files: tuple[FileShown, ...]
    missing: str


def people_shown(event: Scope, one: PublishedSession, language: str) -> tuple[PersonShown, ...]:
    """The people of a session, in their order."""
    publication = find_publication(event.id)
    if publication is None:
        return ()
    return tuple(_person(event, role, publication, language) for role in one.roles)


def _person(event: Scope, role: PublishedRole, publication: Publication, language: str) -> PersonShown:
    known = publication.people.get(role.speaker)
    said = [text.pick(language, event.languages) for text in (role.function, role.organisation)]
    if known is not None:
        said.append(known.city.pick(language, event.languages))
        said.append(country_name(known.country, language) if known.country else "")
    return PersonShown(
        role=_(ROLES[role.role]),
        names=names_of(role, language),
        about=separator(language).join(filter(None, said)),
        biography=known.biography.pick(language, event.languages) if known else "",
        photo=known.key if known and known.photo else "",
    )


def names_of(role: PublishedRole, language: str) -> tuple[tuple[str, str], ...]:
    """Both names with their languages, the reader's script first; what is not there is left out."""
    pairs = ((role.name_ar, "ar"), (role.name_latin, "fr"))
    return tuple(pair for pair in (pairs if language == "ar" else pairs[::-1]) if pair[0])


def documents_shown(
    event: Scope, uid: UUID, language: str, audiences: Collection[Audience]
) -> tuple[DocumentShown, ...]:
    """The documents of a session that one of these audiences may read, files or not; two statements."""
    query = (
        select(SessionDocument)
        .join(Session, Session.id == SessionDocument.session_id)
        .where(Session.uid == uid, SessionDocument.event_id == event.id)
        .where(SessionDocument.audience.in_([one.value for one in audiences]))
        .order_by(SessionDocument.position)
    )
    found = db.session.scalars(query).all()
    files: dict[UUID, dict[str, StoredFile]] = {}
    wanted = select(DocumentFile, StoredFile).join(StoredFile, StoredFile.key == DocumentFile.file)
    wanted = wanted.where(DocumentFile.document_id.in_([one.id for one in found]))
    for held, file in db.session.execute(wanted) if found else ():
        files.setdefault(held.document_id, {})[held.language] = file
    return tuple(_document(event, one, files.get(one.id, {}), language) for one in found)


def _document(
    event: Scope, one: SessionDocument, there: Mapping[str, StoredFile], language: str
) -> DocumentShown:
    order = [language, *event.languages]
    codes = sorted(there, key=lambda code: order.index(code) if code in order else len(order))
    missing = [code for code in event.languages if code not in there]
    return DocumentShown(
        key=one.key,
        title=one.title.pick(language, event.languages),
        for_delegates=one.audience == Audience.DELEGATES,
        files=tuple(_file(code, there[code], language) for code in codes),
        missing=language_names(missing, language) if missing else "",
    )


def _file(code: str, file: StoredFile, language: str) -> FileShown:
    kind = file.name.rpartition(".")[2].upper() if "." in file.name else ""
    return FileShown(code, language_names([code], language), kind, _size(file.size))


def _size(count: int) -> str:
    if count < 1_000_000:
        return _("%(size)s kB", size=max(1, round(count / 1000)))
    return _("%(size)s MB", size=round(count / 1_000_000, 1))


def document_file(event_id: UUID, key: str, language: str, audiences: Collection[Audience]) -> DocumentFile:
    """A file of a published session's document, for one of these audiences; raises NotFound."""
    query = (
        select(DocumentFile, Session.uid)
        .join(SessionDocument, SessionDocument.id == DocumentFile.document_id)
        .join(Session, Session.id == SessionDocument.session_id)
        .where(SessionDocument.event_id == event_id, SessionDocument.key == key)
        .where(SessionDocument.audience.in_([one.value for one in audiences]))
        .where(DocumentFile.language == language)
    )
    found = db.session.execute(query).one_or_none()
    publication = find_publication(event_id)
    # A draft's keys can be guessed from its titles: what hangs on it is as unseen as the session itself.
    if found is None or publication is None or publication.find_session(found.uid) is None:
        raise NotFound
    file: DocumentFile = found[0]
    return file


def photo_of(event_id: UUID, key: str) -> str:
    """Where the picture of a published speaker is stored; raises NotFound."""
    publication = find_publication(event_id)
    people = publication.speakers if publication else ()
    found = next((one.photo for one in people if one.key == key and one.photo), "")
    if not found:
        raise NotFound
    return found

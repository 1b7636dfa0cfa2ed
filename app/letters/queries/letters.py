"""Letters: an event's, a delegate's, one with its bytes, and what a proof says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal
from uuid import UUID

from sqlalchemy import func, select

from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.i18n import Text
from app.kernel.personal import attaches
from app.kernel.signing import digest, unseal_bytes
from app.letters.models import Letter, Letterhead, Proof
from app.registration.models import Registration

Verdict = Literal["valid", "withdrawn", "unknown"]


def letterhead(event_id: UUID) -> Letterhead:
    """Who writes an event's letters; an empty one where nobody said."""
    found = db.session.get(Letterhead, event_id)
    return found or Letterhead(
        event_id=event_id, sender=Text(), signer=Text(), signer_function=Text(), place=Text(), prefix="", hijri=False,
        signature="", logos=[],
    )  # fmt: skip


def letters(
    event_id: UUID, kind: str = "", start: int = 0, size: int = 50
) -> Sequence[tuple[Letter, Registration | None]]:
    """The event's letters with whom they are for, newest first: one statement."""
    query = select(Letter, Registration).outerjoin(Registration, Registration.id == Letter.registration_id)
    query = query.where(Letter.event_id == event_id)
    if kind:
        query = query.where(Letter.kind == kind)
    query = query.order_by(Letter.issued_at.desc(), Letter.id.desc()).offset(start).limit(size)
    return [(letter, person) for letter, person in db.session.execute(query)]


def letter_counts(event_id: UUID) -> Counter[str]:
    """How many letters of each kind were issued."""
    query = select(Letter.kind, func.count()).where(Letter.event_id == event_id).group_by(Letter.kind)
    found = Counter[str]()
    for kind, number in db.session.execute(query):
        found[kind] = number
    return found


def of_registration(registration_id: UUID) -> Sequence[Letter]:
    """A delegate's letters, newest first."""
    query = select(Letter).where(Letter.registration_id == registration_id)
    return db.session.scalars(query.order_by(Letter.issued_at.desc(), Letter.id.desc())).all()


def find_valid(registration_id: UUID, kind: str) -> Letter | None:
    """The newest letter of a kind that a delegate has and that was not withdrawn."""
    valid = Letter.registration_id == registration_id, Letter.kind == kind, Letter.withdrawn_at.is_(None)
    query = select(Letter).where(*valid).order_by(Letter.issued_at.desc(), Letter.id.desc()).limit(1)
    return db.session.scalars(query).first()


def get_letter(event_id: UUID, letter_id: UUID) -> Letter:
    """One letter of the event; raises NotFound."""
    query = select(Letter).where(Letter.id == letter_id, Letter.event_id == event_id)
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound
    return found


def get_released(registration_id: UUID, letter_id: UUID) -> Letter:
    """A letter that its delegate may fetch; raises NotFound for all others."""
    mine = Letter.id == letter_id, Letter.registration_id == registration_id
    open_ = Letter.released_at.is_not(None), Letter.withdrawn_at.is_(None)
    found = db.session.scalars(select(Letter).where(*mine, *open_)).one_or_none()
    if found is None or not found.has_content:
        raise NotFound
    return found


def content(letter: Letter) -> bytes:
    """The PDF as it was issued; raises NotFound once it was erased."""
    if letter.content_sealed is None:
        raise NotFound
    return unseal_bytes(letter.content_sealed)


def file_name(letter: Letter) -> str:
    """A name in letters that every system takes: the reference."""
    return f"{letter.reference.replace('/', '-')}.pdf"


def verdict(token: str) -> Verdict:
    """What is said to whoever follows the code of a paper."""
    query = select(Proof.withdrawn_at).where(Proof.token_hash == digest(token))
    row = db.session.execute(query).one_or_none()
    if row is None:
        return "unknown"
    return "withdrawn" if row.withdrawn_at else "valid"


@attaches
def files_of(ids: Sequence[UUID]) -> Iterator[tuple[str, bytes]]:
    """The letters of these registrations, for the export of a person."""
    query = select(Letter).where(Letter.registration_id.in_(ids), Letter.content_sealed.is_not(None))
    for one in db.session.scalars(query.order_by(Letter.issued_at)):
        yield file_name(one), content(one)

"""Reading badges: whom a code belongs to, and which code a person has."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Executable, Uuid, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased

from app.audit import queries as journal
from app.badges.models import Badge
from app.events.models import Category, City
from app.kernel.clock import Instant
from app.kernel.db import db, rows
from app.kernel.i18n import Text
from app.registration.models import Delegation, Registration
from app.registration.rules.face import Face


class Holder(NamedTuple):
    """A badge with the state of its registration and the face of its holder; found by name, one may have none.

    `given_at` is when a blank one became somebody's, None for all others.
    """

    badge: UUID | None
    code_hash: bytes | None
    typed_hash: bytes | None
    given_at: Instant | None
    revoked_at: Instant | None
    state: str
    face: Face


def holders(
    event_id: UUID, code_hashes: Collection[bytes], typed_hashes: Collection[bytes]
) -> Sequence[Holder]:
    """The badges of one event that these digests of full or typed codes belong to, revoked ones included."""
    found = [*_found(_BY_CODE, code_hashes, event=event_id), *_found(_BY_TYPED, typed_hashes, event=event_id)]
    return [_holder(row) for row in found if row.here]


def holders_named(event_id: UUID, registrations: Collection[UUID]) -> dict[UUID, list[Holder]]:
    """All badges of people found by name, by the id that was asked for, which may have been merged into another."""
    if not registrations:
        return {}
    found: dict[UUID, list[Holder]] = {}
    for row in rows(_BY_NAME, event=event_id, wanted=list(registrations)):
        found.setdefault(row.asked, []).append(_holder(row[:-1]))
    return found


@dataclass(frozen=True)
class Blank:
    """A badge that is nobody's yet."""

    badge: UUID
    category: UUID


def blanks_held(
    event_id: UUID, code_hashes: Collection[bytes], typed_hashes: Collection[bytes]
) -> dict[bytes, Blank]:
    """The free blank badges among these digests of full or typed codes, by digest."""
    found: dict[bytes, Blank] = {}
    for row in (*_found(_BLANK_BY_CODE, code_hashes), *_found(_BLANK_BY_TYPED, typed_hashes, event=event_id)):
        if row.event_id == event_id and row.registration_id is None and row.revoked_at is None:
            found[row.code_hash] = found[row.typed_hash] = Blank(row.id, row.category_id)
    return found


def free_blanks(event_id: UUID) -> Sequence[tuple[bytes, bytes]]:
    """The digests (code, typed form) of the badges that may be given to somebody at the door."""
    return [(row.code_hash, row.typed_hash) for row in rows(_FREE, event=event_id)]


def blanks_changed(event_id: UUID, since: int) -> bool:
    """True when blank badges were made or given since an entry of the journal."""
    return journal.has_acts(event_id, ("badges.blank", "badge.given"), since)


def faces(registrations: Collection[UUID]) -> dict[UUID, Face]:
    """The faces of these registrations, by id."""
    if not registrations:
        return {}
    query = FACES.where(Registration.id.in_(registrations))
    return {row[0]: face_of(row) for row in db.session.execute(query)}


@dataclass(frozen=True)
class Carrier:
    """A person as a door may know them ahead: `phone` its last four digits, `language` theirs, and all badges they
    ever had as (digest of the code, digest of its typed form, revoked)."""

    face: Face
    state: str
    phone: str
    language: str
    delegation: Text
    codes: tuple[tuple[bytes, bytes, bool], ...]


def carriers(
    event_id: UUID, changed_since: int | None = None, *, after: UUID | None = None, limit: int | None = None
) -> Sequence[Carrier]:
    """Everyone who has or awaits a badge or, since an entry of the journal, everyone it is about; one statement.

    In the order of their ids, those `after` one, at most `limit`.
    """
    some = select(Registration.id).where(Registration.event_id == event_id)
    if changed_since is None:
        has_badge = select(Badge.id).where(Badge.registration_id == Registration.id).exists()
        some = some.where(or_(Registration.state.in_(("submitted", "approved")), has_badge))
    else:
        badged = select(Badge.registration_id).where(
            Badge.id.in_(journal.subjects_since(event_id, "badge", changed_since))
        )
        own = journal.subjects_since(event_id, "registration", changed_since)
        some = some.where(or_(Registration.id.in_(own), Registration.id.in_(badged)))
    if after is not None:
        some = some.where(Registration.id > after)
    if limit is not None:
        some = some.order_by(Registration.id).limit(limit)
    found = groupby(db.session.execute(_CARRIERS.where(Registration.id.in_(some))), key=lambda row: row[0])
    return [_carrier(list(badges)) for _, badges in found]


def _carrier(badges: list[Any]) -> Carrier:
    state, phone, language, named, city = badges[0][len(FACE) : len(FACE) + 5]
    codes = tuple((row[-3], row[-2], row[-1] is not None) for row in badges if row[-3] is not None)
    return Carrier(face_of(badges[0]), state, phone[-4:], language, named or city or Text(), codes)


def is_printed() -> ColumnElement[bool]:
    """What there is one of for each person: not revoked, and not come by merging."""
    return Badge.revoked_at.is_(None) & Badge.inherited.is_(False)


def of_registration(registration_id: UUID) -> Sequence[Badge]:
    """All badges that a registration ever had, the newest first."""
    query = select(Badge).where(Badge.registration_id == registration_id).order_by(Badge.issued_at.desc())
    return db.session.scalars(query).all()


def by_category(event_id: UUID) -> Sequence[tuple[Category, int]]:
    """How many valid badges each category has, in the event's order."""
    valid = (Badge.registration_id == Registration.id) & is_printed()
    query = (
        select(Category, func.count(Badge.id))
        .outerjoin(
            Registration, (Registration.category_id == Category.id) & (Registration.state == "approved")
        )
        .outerjoin(Badge, valid)
        .where(Category.event_id == event_id)
        .group_by(Category.id)
        .order_by(Category.position)
    )
    return [(category, number) for category, number in db.session.execute(query)]


def approved(event_id: UUID) -> Sequence[Face]:
    """The faces of everyone approved for an event."""
    query = FACES.where(Registration.event_id == event_id, Registration.state == "approved")
    return [face_of(row) for row in db.session.execute(query)]


FACE = (
    Registration.id,
    Registration.name_ar,
    Registration.name_latin,
    Registration.honorific,
    Registration.function,
    Registration.city_typed,
    Registration.country,
    City.name,
    Category.key,
    Category.name,
    Category.colour,
)
FACES = (
    select(*FACE)
    .join(Category, Category.id == Registration.category_id)
    .outerjoin(City, City.id == Registration.city_id)
)


_SENT_BY = aliased(City)
_CARRIERS = (
    FACES.add_columns(
        Registration.state, Registration.phone, Registration.language, Delegation.name, _SENT_BY.name,
        Badge.code_hash, Badge.typed_hash, Badge.revoked_at,
    )
    .outerjoin(Delegation, Delegation.id == Registration.delegation_id)
    .outerjoin(_SENT_BY, _SENT_BY.id == Delegation.city_id)
    .outerjoin(Badge, Badge.registration_id == Registration.id)
    .order_by(Registration.id, Badge.issued_at)
)  # fmt: skip
_EVENT = bindparam("event", type_=Uuid())
_OF_BADGE = (
    Badge.id, Badge.code_hash, Badge.typed_hash, case((Badge.category_id.is_not(None), Badge.issued_at)),
    Badge.revoked_at, Registration.state, (Badge.event_id == _EVENT).label("here"),
)  # fmt: skip
_BADGES = FACES.add_columns(*_OF_BADGE).join(Badge, Badge.registration_id == Registration.id)
_WANTED: BindParameter[Any] = bindparam("wanted", expanding=True)
# The code alone, as no two badges share one: asked for the event too, SQLite would go through all of its badges.
_BY_CODE = _BADGES.where(Badge.code_hash.in_(_WANTED))
_BY_TYPED = _BADGES.where(Badge.event_id == _EVENT, Badge.typed_hash.in_(_WANTED))
_ASKED = aliased(Registration)
_BY_NAME = (
    FACES.add_columns(*_OF_BADGE, _ASKED.id.label("asked"))
    .join(_ASKED, func.coalesce(_ASKED.merged_into_id, _ASKED.id) == Registration.id)
    .outerjoin(Badge, Badge.registration_id == Registration.id)
    .where(Registration.event_id == _EVENT, _ASKED.id.in_(_WANTED))
    .order_by(Registration.id, Badge.issued_at)
)
_NOBODYS = Badge.event_id == _EVENT, Badge.registration_id.is_(None), Badge.revoked_at.is_(None)
_FREE = select(Badge.code_hash, Badge.typed_hash).where(*_NOBODYS)
_BLANK = select(
    Badge.id, Badge.category_id, Badge.code_hash, Badge.typed_hash, Badge.event_id, Badge.registration_id,
    Badge.revoked_at,
)  # fmt: skip
# Whether it is free is looked at afterwards: asked here, SQLite would go through all badges for each unknown code.
_BLANK_BY_CODE = _BLANK.where(Badge.code_hash.in_(_WANTED))
_BLANK_BY_TYPED = _BLANK.where(Badge.event_id == _EVENT, Badge.typed_hash.in_(_WANTED))


def _found(question: Executable, wanted: Collection[bytes], **more: Any) -> Sequence[Any]:
    return rows(question, wanted=list(wanted), **more) if wanted else ()


def _holder(row: Any) -> Holder:
    badge, code_hash, typed_hash, given_at, revoked_at, state, _here = row[len(FACE) :]
    return Holder(badge, code_hash, typed_hash, given_at, revoked_at, state, face_of(row))


def face_of(row: Any) -> Face:
    """The face in a row that begins with the columns of FACE."""
    ident, name_ar, name_latin, honorific, function, typed, country, city, category, category_name, colour = (
        row[: len(FACE)]
    )
    where = city or (Text({"": typed}) if typed else Text())
    return Face(
        ident, name_ar, name_latin, honorific, function, where, country, category, category_name, colour
    )

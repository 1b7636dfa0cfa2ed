"""Reading for sign-in sheets: who is expected at a place, in the order of the paper, and what was printed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.agenda.models import Session, SessionRole, Speaker
from app.attendance.models import Closing, Sheet, SheetLine, SheetPage
from app.attendance.queries.register import settings_of
from app.attendance.rules import Place
from app.attendance.rules.places import expected
from app.attendance.rules.sheets import Part, SheetChoices, Signer, choices_from
from app.badges.queries.holders import FACE, FACES, face_of
from app.events.models import Category
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.i18n import Text, country_name
from app.registration.models import Delegation, Registration
from app.registration.rules import precedence
from app.registration.rules.face import Face


@dataclass(frozen=True)
class Expected:
    """Somebody as a sheet shows them, with the facts that sheets are ordered by."""

    face: Face
    phone: str
    email: str
    keys: Mapping[str, tuple[Any, ...]]


@dataclass(frozen=True)
class Talker:
    """A speaker as the agenda knows them; `registration` where they are a delegate too."""

    id: UUID
    registration: UUID | None
    name_ar: str
    name_latin: str
    function: Text
    city: Text
    country: str


def sheet_choices(event_id: UUID, languages: Sequence[str]) -> SheetChoices:
    """How the event's sheets are made."""
    chosen = settings_of(event_id)
    return choices_from(chosen.sheets if chosen else {}, languages)


def everybody(event_id: UUID, language: str, ids: Collection[UUID] | None = None) -> list[Expected]:
    """Everyone approved, or these people whatever they are, with the keys of all orders; one statement."""
    query = (
        FACES.add_columns(
            Registration.phone, Registration.email, Registration.sort_ar, Registration.sort_latin,
            Registration.leads, Registration.rank, Delegation.position, Category.precedence, Category.position,
        )
        .outerjoin(Delegation, Delegation.id == Registration.delegation_id)
        .where(Registration.event_id == event_id)
    )  # fmt: skip
    query = query.where(Registration.state == "approved" if ids is None else Registration.id.in_(ids))
    return [_expected(row, language) for row in db.session.execute(query)]


def _expected(row: Any, language: str) -> Expected:
    face = face_of(row)
    phone, email, arabic, latin, leads, rank, delegation, protocol, place = row[len(FACE) :]
    own = arabic if language == "ar" else latin
    last = (own, str(face.registration))
    protocol = place if protocol is None else protocol
    name = face.name_latin or face.name_ar
    keys = {
        "precedence": (precedence(protocol, delegation, leads, rank, name), last),
        "ar": (arabic, last),
        "latin": (latin, last),
        "delegation": (delegation is None, delegation or 0, not leads, rank is None, rank or 0, last),
        "country": (
            country_name(face.country, language), face.city.pick(language, ("fr", "en", "ar", "")), last,
        ),
    }  # fmt: skip
    return Expected(face, phone, email, keys)


def speakers_at(event_id: UUID, sessions: Collection[str]) -> list[Talker]:
    """Who speaks, moderates or reports at these sessions, each once, in the order of the agenda."""
    query = (
        select(
            Speaker.id, Speaker.registration_id, Speaker.name_ar, Speaker.name_latin, Speaker.function,
            Speaker.city, Speaker.country,
        )
        .join(SessionRole, SessionRole.speaker_id == Speaker.id)
        .join(Session, Session.id == SessionRole.session_id)
        .where(Session.event_id == event_id, Session.key.in_(sessions))
        .order_by(Session.starts_at, Session.position, SessionRole.position, Speaker.id)
    )  # fmt: skip
    return list({row.id: Talker(*row) for row in db.session.execute(query)}.values())


def parts_of(
    event_id: UUID,
    place: Place,
    places: Mapping[str, Place],
    choices: SheetChoices,
    people: Sequence[Expected],
) -> dict[Part, list[Signer]]:
    """Who signs in which part of the sheet of a place: speakers by themselves, then the staff."""
    talkers = speakers_at(event_id, place.sessions)
    speaking = {one.registration for one in talkers}
    wanted = expected(place, places, [one.face for one in people])
    parts: dict[Part, list[Signer]] = {part: [] for part in Part}
    approved = {one.face.registration for one in people}
    for talker in talkers:
        known = talker.registration if talker.registration in approved else None
        parts[Part.SPEAKERS].append(Signer(known, None if known else talker.id))
    for one in sorted(people, key=lambda one: one.keys[choices.order]):
        ident = one.face.registration
        if ident in wanted and ident not in speaking:
            part = Part.STAFF if one.face.category in choices.apart else Part.DELEGATES
            parts[part].append(Signer(ident))
    return parts


def speakers_by_id(event_id: UUID, ids: Collection[UUID]) -> dict[UUID, Talker]:
    """These speakers; whoever was taken out of the agenda since is not among them."""
    if not ids:
        return {}
    columns = (
        Speaker.id, Speaker.registration_id, Speaker.name_ar, Speaker.name_latin, Speaker.function, Speaker.city,
        Speaker.country,
    )  # fmt: skip
    query = select(*columns).where(Speaker.event_id == event_id, Speaker.id.in_(ids))
    return {row.id: Talker(*row) for row in db.session.execute(query)}


@dataclass(frozen=True)
class SheetShown:
    """A printed sheet with how many lines it has and how many of its pages came back."""

    sheet: Sheet
    lines: int
    handed_in: int


def sheets(event_id: UUID, place: str = "") -> list[SheetShown]:
    """The printed sheets of an event or of one place, the newest first; one statement."""
    lines = select(func.count()).where(SheetLine.sheet_id == Sheet.id).scalar_subquery()
    pages = select(func.count()).where(SheetPage.sheet_id == Sheet.id).scalar_subquery()
    query = select(Sheet, lines, pages).where(Sheet.event_id == event_id)
    if place:
        query = query.where(Sheet.place == place)
    found = db.session.execute(query.order_by(Sheet.made_at.desc(), Sheet.id))
    return [SheetShown(*row) for row in found]


def get_sheet(event_id: UUID, sheet_id: UUID) -> Sheet:
    """One sheet of the event; raises NotFound."""
    sheet = db.session.get(Sheet, sheet_id)
    if sheet is None or sheet.event_id != event_id:
        raise NotFound
    return sheet


def find_sheet(event_id: UUID, reference: str) -> Sheet | None:
    """The sheet with this reference, or None."""
    query = select(Sheet).where(Sheet.event_id == event_id, Sheet.reference == reference.strip().upper())
    return db.session.scalars(query).one_or_none()


def lines_of(sheet_id: UUID) -> Sequence[SheetLine]:
    """The lines of a sheet in their order."""
    query = select(SheetLine).where(SheetLine.sheet_id == sheet_id).order_by(SheetLine.number)
    return db.session.scalars(query).all()


def pages_of(sheet_id: UUID) -> dict[int, SheetPage]:
    """The pages of a sheet that came back."""
    query = select(SheetPage).where(SheetPage.sheet_id == sheet_id).order_by(SheetPage.page)
    return {page.page: page for page in db.session.scalars(query)}


def closings(event_id: UUID, place: str = "") -> Sequence[Closing]:
    """The closings of an event or of one place, the newest first."""
    query = select(Closing).where(Closing.event_id == event_id)
    if place:
        query = query.where(Closing.place == place)
    return db.session.scalars(query.order_by(Closing.closed_at.desc(), Closing.number.desc())).all()

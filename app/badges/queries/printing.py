"""What is to be printed and what was: the queue of the print room, its runs, and who was on which sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.badges.models import Badge, PrintedBadge, PrintRun
from app.badges.queries.holders import FACE, FACES, face_of, is_printed
from app.badges.rules import Order, Shown, What, by_letters, changes
from app.events.models import Category
from app.kernel.clock import Instant
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.registration.models import Delegation, Photo, Registration
from app.registration.queries import withheld
from app.registration.rules import precedence
from app.registration.rules.face import Face
from app.registration.rules.folding import folded


@dataclass(frozen=True)
class Candidate:
    """A valid badge of somebody approved: what it would say now, what it said when last printed, and the facts
    that it is ordered by."""

    badge: UUID
    registration: UUID
    code_sealed: bytes
    face: Face
    shown: Shown
    printed: Shown | None
    printed_at: Instant | None
    handed_at: Instant | None
    category_place: tuple[int, int]  # in the list, and in the order of precedence
    delegation: UUID | None
    delegation_place: int | None
    leads: bool
    rank: int | None

    @property
    def changed(self) -> tuple[str, ...]:
        """What it says otherwise than when it was printed."""
        return changes(self.printed, self.shown) if self.printed else ()

    def waits(self, what: What) -> bool:
        """True when it waits for the printer as new, as changed, or as either ("due")."""
        new, changed = self.printed is None, bool(self.changed)
        return (new and what != "changed") or (changed and what != "new")


@dataclass(frozen=True)
class Choice:
    """Whose badges, and in which order; None and empty narrow nothing."""

    what: What = "all"
    order: Order = "category"
    category: str = ""
    delegation: UUID | None = None
    registrations: frozenset[UUID] | None = None


def candidates(event_id: UUID, choice: Choice) -> list[Candidate]:
    """The badges that a choice is about, in its order; two statements however many they are."""
    printed = _last_printed(event_id)
    found = [_candidate(row, printed) for row in db.session.execute(_asked(event_id, choice))]
    if choice.what != "all":
        found = [one for one in found if one.waits(choice.what)]
    return sorted(found, key=lambda one: _key(one, choice.order))


def _asked(event_id: UUID, choice: Choice) -> Any:
    query = (
        FACES.add_columns(
            Registration.language, Registration.leads, Registration.rank, Registration.delegation_id,
            Delegation.position, Category.position, Category.precedence, Photo.badge_key,
            Badge.id, Badge.code_sealed, Badge.handed_at, withheld(),
        )
        .join(Badge, Badge.registration_id == Registration.id)
        .outerjoin(Delegation, Delegation.id == Registration.delegation_id)
        .outerjoin(Photo, Photo.registration_id == Registration.id)
        .where(Badge.event_id == event_id, is_printed(), Registration.state == "approved")
    )  # fmt: skip
    if choice.category:
        query = query.where(Category.key == choice.category)
    if choice.delegation:
        query = query.where(Registration.delegation_id == choice.delegation)
    if choice.registrations is not None:
        query = query.where(Registration.id.in_(choice.registrations))
    return query


def _last_printed(event_id: UUID) -> Mapping[UUID, tuple[Shown, Instant]]:
    """What each badge said on the last sheet that was really drawn, and when that was."""
    query = (
        select(PrintedBadge.badge_id, PrintedBadge.shown, PrintRun.made_at)
        .join(PrintRun, PrintRun.id == PrintedBadge.run_id)
        .where(PrintRun.event_id == event_id, PrintRun.sha256.is_not(None))
        .order_by(PrintRun.number)
    )
    return {badge: (shown, at) for badge, shown, at in db.session.execute(query)}


def _candidate(row: Any, printed: Mapping[UUID, tuple[Shown, Instant]]) -> Candidate:
    face = face_of(row)
    facts = row[len(FACE) :]
    language, leads, rank, delegation, position, place, protocol, photo, badge, sealed, handed, held_back = (
        facts
    )
    before = printed.get(badge)
    return Candidate(
        badge=badge, registration=face.registration, code_sealed=sealed, face=face,
        shown={**shown_by(face, language, photo or "", place), "withheld": bool(held_back)},
        printed=before[0] if before else None,
        printed_at=before[1] if before else None, handed_at=handed,
        category_place=(place, place if protocol is None else protocol), delegation=delegation,
        delegation_place=position, leads=leads, rank=rank,
    )  # fmt: skip


def shown_by(face: Face, language: str, photo: str, mark: int) -> Shown:
    """What a badge says of somebody, as JSON keeps it."""
    return {
        "language": language, "name_ar": face.name_ar, "name_latin": face.name_latin, "honorific": face.honorific,
        "function": face.function, "city": dict(face.city), "country": face.country, "category": face.category,
        "category_name": dict(face.category_name), "colour": face.colour, "mark": mark, "photo": photo,
    }  # fmt: skip


def _key(one: Candidate, order: Order) -> tuple[Any, ...]:
    face = one.face
    latin = by_letters(face.name_latin, face.name_ar, folded)
    last = (latin, str(one.badge))
    place = precedence(
        one.category_place[1], one.delegation_place, one.leads, one.rank, face.name_latin or face.name_ar
    )
    if order == "delegation":
        return (one.delegation_place is None, one.delegation_place or 0, str(one.delegation), place, *last)
    if order == "arabic":
        return (by_letters(face.name_ar, face.name_latin, folded), *last)
    if order == "latin":
        return last
    return (place, *last) if order == "precedence" else (one.category_place[0], *last)


def runs(event_id: UUID, most: int = 100) -> Sequence[tuple[PrintRun, int]]:
    """Printings with how many badges each has, the newest first."""
    count = select(func.count()).where(PrintedBadge.run_id == PrintRun.id).scalar_subquery()
    query = select(PrintRun, count).where(PrintRun.event_id == event_id).order_by(PrintRun.number.desc())
    return [(run, number) for run, number in db.session.execute(query.limit(most))]


def find_run(event_id: UUID, run_id: UUID) -> PrintRun:
    """One printing of the event; raises NotFound."""
    run = db.session.get(PrintRun, run_id)
    if run is None or run.event_id != event_id:
        raise NotFound
    return run


def run_of_batch(batch_id: UUID) -> PrintRun | None:
    """The printing that a long work draws."""
    return db.session.scalars(select(PrintRun).where(PrintRun.batch_id == batch_id)).one_or_none()


def on_sheets(run_id: UUID) -> Sequence[tuple[PrintedBadge, Badge]]:
    """Who was on the sheets of a printing, in its order, with the code of each."""
    query = (
        select(PrintedBadge, Badge)
        .join(Badge, Badge.id == PrintedBadge.badge_id)
        .where(PrintedBadge.run_id == run_id)
        .order_by(PrintedBadge.number)
    )
    return [(printed, badge) for printed, badge in db.session.execute(query)]


def sheets_of(registration_id: UUID) -> Sequence[tuple[PrintedBadge, PrintRun]]:
    """The sheets that somebody's valid badge was printed on, the newest first."""
    query = (
        select(PrintedBadge, PrintRun)
        .join(PrintRun, PrintRun.id == PrintedBadge.run_id)
        .join(Badge, Badge.id == PrintedBadge.badge_id)
        .where(
            Badge.registration_id == registration_id, Badge.revoked_at.is_(None), PrintRun.sha256.is_not(None)
        )
        .order_by(PrintRun.number.desc())
    )
    return [(printed, run) for printed, run in db.session.execute(query)]


def blanks(event_id: UUID) -> Sequence[tuple[Category, int, int]]:
    """How many blank badges each category has that are nobody's yet, and how many were given away."""
    free = func.count(Badge.id).filter(Badge.registration_id.is_(None), Badge.revoked_at.is_(None))
    given = func.count(Badge.id).filter(Badge.registration_id.is_not(None))
    query = (
        select(Category, free, given)
        .outerjoin(Badge, Badge.category_id == Category.id)
        .where(Category.event_id == event_id)
        .group_by(Category.id)
        .order_by(Category.position)
    )
    return [(category, unused, used) for category, unused, used in db.session.execute(query)]


def delegations(event_id: UUID) -> Sequence[Delegation]:
    """The event's delegations in their order, with the cities they are named by."""
    query = select(Delegation).options(joinedload(Delegation.city)).where(Delegation.event_id == event_id)
    return db.session.scalars(query.order_by(Delegation.position, Delegation.id)).all()

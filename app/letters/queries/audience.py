"""Whom a sending reaches: a filter of several values each, counted before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from app.events.models import Category
from app.kernel.db import db
from app.letters.models import Letter
from app.letters.rules.audience import Audience, Person, counted
from app.mail.queries import blocked
from app.registration.models import Registration
from app.registration.rules import search_terms


@dataclass(frozen=True)
class Wanted:
    """Whom to write to; empty fields do not narrow. Categories are keys; delegations, cities and people are ids."""

    states: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    delegations: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    text: str = ""
    people: tuple[str, ...] = ()

    @property
    def stored(self) -> dict[str, Any]:
        """As JSON, without what does not narrow."""
        return {name: list(value) if isinstance(value, tuple) else value
                for name, value in asdict(self).items() if value}  # fmt: skip


def wanted(stored: Mapping[str, Any]) -> Wanted:
    """The filter as `stored` gave it."""
    lists = {name: tuple(map(str, value)) for name, value in stored.items() if name != "text"}
    return Wanted(**lists, text=str(stored.get("text", "")))


def people(event_id: UUID, who: Wanted) -> Sequence[Person]:
    """Those whom the filter names, by name: one statement."""
    columns = (
        Registration.id, Registration.name_latin, Registration.name_ar, Registration.email, Registration.language,
    )  # fmt: skip
    query = select(*columns).where(*_narrowed(event_id, who))
    rows = db.session.execute(query.order_by(Registration.name_latin, Registration.name_ar, Registration.id))
    return [Person(ident, latin or arabic, email, language) for ident, latin, arabic, email, language in rows]


def audience(event_id: UUID, who: Wanted, languages: Sequence[str], letter_kind: str = "") -> Audience:
    """The count: who gets it in which of these languages, who has no address, who shares one, who is not written to."""
    found = people(event_id, who)
    gone = blocked([one.email for one in found if one.email])
    return counted(found, languages, gone, released_to(event_id, letter_kind) if letter_kind else None)


def released_to(event_id: UUID, kind: str) -> frozenset[UUID]:
    """Those for whom a letter of a kind was released and not withdrawn."""
    open_ = (
        Letter.released_at.is_not(None),
        Letter.withdrawn_at.is_(None),
        Letter.registration_id.is_not(None),
    )
    query = select(Letter.registration_id).where(Letter.event_id == event_id, Letter.kind == kind, *open_)
    return frozenset(one for one in db.session.scalars(query) if one is not None)


def _narrowed(event_id: UUID, who: Wanted) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [Registration.event_id == event_id, Registration.erased_at.is_(None)]
    if who.states:
        where.append(Registration.state.in_(who.states))
    if who.countries:
        where.append(Registration.country.in_(who.countries))
    if who.categories:
        keyed = select(Category.id).where(Category.event_id == event_id, Category.key.in_(who.categories))
        where.append(Registration.category_id.in_(keyed))
    if who.delegations:
        where.append(Registration.delegation_id.in_(map(UUID, who.delegations)))
    if who.cities:
        where.append(Registration.city_id.in_(map(UUID, who.cities)))
    if who.languages:
        where.append(Registration.language.in_(who.languages))
    if who.people:
        where.append(Registration.id.in_(map(UUID, who.people)))
    for term in search_terms(who.text):
        where.append(or_(*(Registration.search.contains(part, autoescape=True) for part in term)))
    return where

"""Many registrations: narrowed, searched, counted, a page at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import defer, joinedload

from app.events.models import Category
from app.kernel.db import db
from app.registration.models import Delegation, Registration
from app.registration.rules import LAST, search_letters, search_terms

PAGE = 50
"""Rows of the list on one page."""

SORTS = ("newest", "oldest", "name", "precedence")


@dataclass(frozen=True)
class Filter:
    """Which registrations are asked for; empty fields do not narrow. `category` is a key."""

    text: str = ""
    state: str = ""
    category: str = ""
    country: str = ""
    city: UUID | None = None
    sort: str = "newest"


@dataclass(frozen=True)
class Page:
    """Some rows of a list and where they lie in it; `first` counts from 1."""

    rows: Sequence[Registration]
    total: int
    number: int
    first: int

    @property
    def last(self) -> int:
        """The place of the last row."""
        return self.first + len(self.rows) - 1

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, ceil(self.total / PAGE))


def listing(event_id: UUID, wanted: Filter, number: int = 1) -> Page:
    """One page of an event's registrations with category and city: two statements, however many there are."""
    where = list(_narrowed(event_id, wanted))
    total = db.session.scalars(select(func.count()).select_from(Registration).where(*where)).one()
    number = min(max(1, number), max(1, ceil(total / PAGE)))
    query = _light().where(*where).order_by(*_nearest(wanted.text), *_order(wanted.sort))
    rows = db.session.scalars(query.limit(PAGE).offset((number - 1) * PAGE)).all()
    return Page(rows, total, number, (number - 1) * PAGE + 1 if rows else 0)


def counts(event_id: UUID) -> Counter[str]:
    """How many registrations stand in each state."""
    query = select(Registration.state, func.count()).where(
        Registration.event_id == event_id, Registration.merged_into_id.is_(None)
    )
    rows = db.session.execute(query.group_by(Registration.state))
    return Counter({state: number for state, number in rows})  # noqa: C416 - rows are no pairs to dict()


def waiting(event_id: UUID, most: int = 5) -> Sequence[Registration]:
    """Those who have waited longest for a decision, at most so many."""
    query = _light().where(Registration.event_id == event_id, Registration.state == "submitted")
    return db.session.scalars(query.order_by(*_order("oldest")).limit(most)).all()


def countries(event_id: UUID) -> Sequence[str]:
    """Codes of the countries that registrations name."""
    query = select(Registration.country).where(Registration.event_id == event_id).distinct()
    return db.session.scalars(query).all()


def with_address(event_id: UUID, email: str) -> Sequence[Registration]:
    """Everyone under one mail address, oldest first: a delegation may share one."""
    query = _light().where(
        Registration.event_id == event_id,
        Registration.email == email.strip().lower(),
        Registration.merged_into_id.is_(None),
    )
    return db.session.scalars(query.order_by(*_order("oldest"))).all()


def _light() -> Select[Registration]:
    """Registrations as lists show them: with category and city, without what is sealed or only searched."""
    shown = joinedload(Registration.category, innerjoin=True), joinedload(Registration.city)
    unseen = Registration.link_sealed, Registration.access_sealed, Registration.search
    return select(Registration).options(*shown, *(defer(column) for column in unseen))


def _narrowed(event_id: UUID, wanted: Filter) -> Iterable[ColumnElement[bool]]:
    yield Registration.event_id == event_id
    yield Registration.merged_into_id.is_(None)  # stands under the one that it was merged into
    if wanted.state:
        yield Registration.state == wanted.state
    if wanted.country:
        yield Registration.country == wanted.country
    if wanted.city:
        yield Registration.city_id == wanted.city
    if wanted.category:
        keyed = select(Category.id).where(Category.event_id == event_id, Category.key == wanted.category)
        yield Registration.category_id.in_(keyed)
    for term in search_terms(wanted.text):
        yield or_(*(_holds(fragment) for fragment in term))


def _holds(fragment: str) -> ColumnElement[bool]:
    return Registration.search.contains(fragment, autoescape=True)


def _nearest(text: str) -> Iterable[ColumnElement[Any]]:
    """Those written as they were asked for before those that only sound alike (Mahmoud before Mohamed)."""
    if letters := search_letters(text):
        yield case((and_(*map(_holds, letters)), 0), else_=1)


def _order(sort: str) -> tuple[Any, ...]:
    return {
        "oldest": (Registration.submitted_at, Registration.id),
        "name": (_by_name(), Registration.id),
        "precedence": (*by_precedence(), Registration.id),
    }.get(sort, (Registration.submitted_at.desc(), Registration.id.desc()))


def by_precedence() -> tuple[ColumnElement[Any], ...]:
    """The order of `rules.precedence`, for any question about registrations; category and delegation need no join."""
    place = func.coalesce(Category.precedence, Category.position)
    kind = select(place).where(Category.id == Registration.category_id).scalar_subquery()
    sent = select(Delegation.position).where(Delegation.id == Registration.delegation_id).scalar_subquery()
    last = func.coalesce(Registration.rank, LAST)
    return kind, func.coalesce(sent, LAST), Registration.leads.desc(), last, _by_name()


def _by_name() -> ColumnElement[str]:
    return func.lower(func.coalesce(func.nullif(Registration.name_latin, ""), Registration.name_ar))

"""Many registrations: narrowed, searched, counted, a page at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import defer, joinedload

from app.events.models import Category, City
from app.kernel.db import db, on_postgresql, streamed
from app.registration.models import Delegation, Registration
from app.registration.rules import LAST, search_letters, search_terms, sort_key

PAGE = 50
"""Rows of the list on one page."""

SORTS = ("newest", "oldest", "changed", "name", "precedence", "city", "state")


@dataclass(frozen=True)
class Filter:
    """Which registrations are asked for; empty fields do not narrow. `category` is a key, `ids` are those ticked.

    `script` ("ar" or "latin") says which of the two names lists by name and by place go by.
    """

    text: str = ""
    state: str = ""
    category: str = ""
    country: str = ""
    city: UUID | None = None
    delegation: UUID | None = None
    language: str = ""
    ids: tuple[UUID, ...] = ()
    sort: str = "newest"
    script: str = "latin"


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
    order = (*_nearest(wanted.text), *_order(wanted.sort, wanted.script, event_id))
    # Ids are put in order, and whole rows are read of one page only: they are long.
    place = select(Registration.id).where(*where).order_by(*order).limit(PAGE).offset((number - 1) * PAGE)
    rows = db.session.scalars(_light().where(Registration.id.in_(place)).order_by(*order)).all()
    return Page(rows, total, number, (number - 1) * PAGE + 1 if rows else 0)


@dataclass(frozen=True)
class Chosen:
    """A registration as an act on many needs to know it."""

    id: UUID
    state: str
    email: str
    category_id: UUID
    delegation_id: UUID | None
    name_ar: str
    name_latin: str
    has_offer: bool

    @property
    def label(self) -> str:
        """The name for lists of faults."""
        return self.name_latin or self.name_ar


def chosen(event_id: UUID, wanted: Filter) -> Sequence[Chosen]:
    """All that match, without limit, in the list's order: one statement of few columns."""
    columns = (
        Registration.id, Registration.state, Registration.email, Registration.category_id,
        Registration.delegation_id, Registration.name_ar, Registration.name_latin,
        Registration.offered_until.is_not(None),
    )  # fmt: skip
    query = select(*columns).where(*_narrowed(event_id, wanted))
    order = _order(wanted.sort, wanted.script, event_id)
    return [Chosen(*row) for row in db.session.execute(query.order_by(*order))]


def every(event_id: UUID, wanted: Filter) -> Iterator[Registration]:
    """All that match, for an export: a thousand rows at a time, in the list's order."""
    shown = joinedload(Registration.category, innerjoin=True), joinedload(Registration.city)
    sent = joinedload(Registration.delegation).joinedload(Delegation.city)
    query = select(Registration).options(
        *shown, sent, defer(Registration.link_sealed), defer(Registration.search)
    )
    order = _order(wanted.sort, wanted.script, event_id)
    yield from streamed(query.where(*_narrowed(event_id, wanted)).order_by(*order))


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
    return db.session.scalars(query.order_by(*_OLDEST).limit(most)).all()


def countries(event_id: UUID) -> Sequence[str]:
    """Codes of the countries that registrations name."""
    query = select(Registration.country).where(Registration.event_id == event_id).distinct()
    return db.session.scalars(query).all()


def delegations(event_id: UUID) -> Sequence[Delegation]:
    """The event's delegations with their cities, in order of precedence."""
    query = select(Delegation).where(Delegation.event_id == event_id).options(joinedload(Delegation.city))
    return db.session.scalars(query.order_by(Delegation.position, Delegation.id)).all()


def with_address(event_id: UUID, email: str) -> Sequence[Registration]:
    """Everyone under one mail address, oldest first: a delegation may share one."""
    query = _light().where(
        Registration.event_id == event_id,
        Registration.email == email.strip().lower(),
        Registration.merged_into_id.is_(None),
    )
    return db.session.scalars(query.order_by(*_OLDEST)).all()


def _light() -> Select[Registration]:
    """Registrations as lists show them: with category and city, without what is sealed or only searched."""
    shown = joinedload(Registration.category, innerjoin=True), joinedload(Registration.city)
    sent = joinedload(Registration.delegation).joinedload(Delegation.city)
    unseen = Registration.link_sealed, Registration.access_sealed, Registration.search
    return select(Registration).options(*shown, sent, *(defer(column) for column in unseen))


def _narrowed(event_id: UUID, wanted: Filter) -> Iterable[ColumnElement[bool]]:
    yield Registration.event_id == event_id
    yield Registration.merged_into_id.is_(None)  # stands under the one that it was merged into
    if wanted.state:
        yield Registration.state == wanted.state
    if wanted.country:
        yield Registration.country == wanted.country
    if wanted.city:
        yield Registration.city_id == wanted.city
    if wanted.delegation:
        yield Registration.delegation_id == wanted.delegation
    if wanted.language:
        yield Registration.language == wanted.language
    if wanted.ids:
        yield Registration.id.in_(wanted.ids)
    if wanted.category:
        keyed = select(Category.id).where(Category.event_id == event_id, Category.key == wanted.category)
        yield Registration.category_id.in_(keyed)
    for term in search_terms(wanted.text):
        yield or_(*(_holds(fragment) for fragment in term))


def _holds(fragment: str) -> ColumnElement[bool]:
    # Faster than LIKE, which folds the case of what is folded already.
    place = func.strpos if on_postgresql() else func.instr
    return place(Registration.search, fragment) > 0


def _nearest(text: str) -> Iterable[ColumnElement[Any]]:
    """Those written as they were asked for before those that only sound alike (Mahmoud before Mohamed)."""
    if letters := search_letters(text):
        yield case((and_(*map(_holds, letters)), 0), else_=1)


_OLDEST = (Registration.submitted_at, Registration.id)


def _order(sort: str, script: str, event_id: UUID) -> tuple[Any, ...]:
    name = Registration.sort_ar if script == "ar" else Registration.sort_latin
    if sort == "city":
        return (*_by_place(event_id, script), name, Registration.id)
    return {
        "oldest": _OLDEST,
        "changed": (Registration.changed_at.desc(), Registration.id.desc()),
        "name": (name, Registration.id),
        "state": (case(_STATE_ORDER, value=Registration.state, else_=9), name, Registration.id),
        "precedence": (*by_precedence(), Registration.id),
    }.get(sort, (Registration.submitted_at.desc(), Registration.id.desc()))


_STATE_ORDER = {"submitted": 0, "waiting": 1, "invited": 2, "approved": 3, "refused": 4, "withdrawn": 5}
"""What waits for somebody comes first."""


def _by_place(event_id: UUID, script: str) -> tuple[Any, ...]:
    """By the name of the city in the reader's script; cities that were typed come after those that are known."""
    known = db.session.execute(select(City.id, City.name).where(City.event_id == event_id)).all()
    spelt = {
        row.id: sort_key(
            row.name.pick("ar"), row.name.pick("fr", ("en",)), "ar" if script == "ar" else "latin"
        )
        for row in known
    }
    places = {
        ident: place for place, ident in enumerate(sorted(spelt, key=lambda one: (spelt[one], str(one))))
    }
    if not places:
        return (Registration.country,)
    return case(places, value=Registration.city_id, else_=LAST), Registration.country


def by_precedence() -> tuple[Any, ...]:
    """The order of `rules.precedence`, for any question about registrations; category and delegation need no join."""
    place = func.coalesce(Category.precedence, Category.position)
    kind = select(place).where(Category.id == Registration.category_id).scalar_subquery()
    sent = select(Delegation.position).where(Delegation.id == Registration.delegation_id).scalar_subquery()
    last = func.coalesce(Registration.rank, LAST)
    return kind, func.coalesce(sent, LAST), Registration.leads.desc(), last, Registration.sort_latin

"""Reading registrations: one by its link, many by filter, and what an event asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import defer, joinedload, selectinload

from app.agenda.models import Session
from app.events.models import Category, City, Consent, Event
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.i18n import LANGUAGES
from app.kernel.signing import digest, unseal
from app.registration.models import Registration
from app.registration.rules import AskedConsent, KnownCategory, KnownCity, Questions, search_terms

PAGE = 50
"""Rows of the list on one page."""

SORTS = ("newest", "oldest", "name")


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
    query = _light().where(*where).order_by(*_order(wanted.sort))
    rows = db.session.scalars(query.limit(PAGE).offset((number - 1) * PAGE)).all()
    return Page(rows, total, number, (number - 1) * PAGE + 1 if rows else 0)


def _light() -> Select[Registration]:
    """Registrations as lists show them: with category and city, without what is sealed or only searched."""
    shown = joinedload(Registration.category, innerjoin=True), joinedload(Registration.city)
    unseen = Registration.link_sealed, Registration.access_sealed, Registration.search
    return select(Registration).options(*shown, *(defer(column) for column in unseen))


def _narrowed(event_id: UUID, wanted: Filter) -> Iterable[ColumnElement[bool]]:
    yield Registration.event_id == event_id
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
        yield or_(*(Registration.search.contains(fragment, autoescape=True) for fragment in term))


def _order(sort: str) -> tuple[Any, ...]:
    latin_first = func.lower(func.coalesce(func.nullif(Registration.name_latin, ""), Registration.name_ar))
    return {
        "oldest": (Registration.submitted_at, Registration.id),
        "name": (latin_first, Registration.id),
    }.get(sort, (Registration.submitted_at.desc(), Registration.id.desc()))


def counts(event_id: UUID) -> Counter[str]:
    """How many registrations stand in each state."""
    query = select(Registration.state, func.count()).where(Registration.event_id == event_id)
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


def find_by_link(token: str) -> Registration | None:
    """The registration of a personal link, with category, city and consents."""
    return db.session.scalars(_whole().where(Registration.link_hash == digest(token))).one_or_none()


def find(event_id: UUID, registration_id: UUID) -> Registration | None:
    """One registration of the event, with category, city and consents."""
    query = _whole().where(Registration.id == registration_id, Registration.event_id == event_id)
    return db.session.scalars(query).one_or_none()


def get(event_id: UUID, registration_id: UUID) -> Registration:
    """The same; raises NotFound."""
    found = find(event_id, registration_id)
    if found is None:
        raise NotFound
    return found


def of_address(event_id: UUID, email: str) -> Sequence[Registration]:
    """All registrations of the event under one mail address (several people may share it), oldest first."""
    query = _light().where(Registration.event_id == event_id, Registration.email == email.strip().lower())
    return db.session.scalars(query.order_by(*_order("oldest"))).all()


def find_submission(event_id: UUID, submission_id: UUID) -> Registration | None:
    """The registration that came from one filled-in form."""
    query = select(Registration).where(
        Registration.event_id == event_id, Registration.submission == submission_id
    )
    return db.session.scalars(query).one_or_none()


def _whole() -> Select[Registration]:
    shown = joinedload(Registration.category, innerjoin=True), joinedload(Registration.city)
    return select(Registration).options(*shown, selectinload(Registration.consents))


def link_token(registration: Registration) -> str:
    """The secret of the personal link, opened; raises Unsealable when its key is gone."""
    return unseal(registration.link_sealed)


def access_needs(registration: Registration) -> str:
    """What the delegate needs to take part, opened; '' when nothing was said."""
    return unseal(registration.access_sealed) if registration.access_sealed else ""


def questions(event_id: UUID, version: int) -> Questions:
    """What the event asks as of its `version` (in Scope): read once for each version, five statements."""
    kept: dict[UUID, tuple[int, Questions]] = current_app.extensions.setdefault("questions", {})
    if event_id not in kept or kept[event_id][0] != version:
        kept[event_id] = version, _asked(event_id)
    return kept[event_id][1]


def _asked(event_id: UUID) -> Questions:
    event = db.session.get(Event, event_id)
    if event is None:
        raise NotFound
    languages = tuple(event.languages)
    return Questions(
        languages=tuple(code for code in languages if code in LANGUAGES) or LANGUAGES,
        fallback=languages,
        interpretation=_heard(event_id, languages),
        network=tuple(event.network_countries),
        categories=tuple(
            KnownCategory(row.id, row.key, row.name)
            for row in db.session.execute(_of(Category, event_id, Category.id, Category.key, Category.name))
        ),
        consents=tuple(
            AskedConsent(row.key, row.required, row.text)
            for row in db.session.execute(_of(Consent, event_id, Consent.key, Consent.required, Consent.text))
        ),
        cities=tuple(
            KnownCity(row.id, row.country, row.name)
            for row in db.session.execute(_of(City, event_id, City.id, City.country, City.name))
        ),
    )


def _of(kind: Any, event_id: UUID, *columns: Any) -> Any:
    return select(*columns).where(kind.event_id == event_id).order_by(kind.position)


def _heard(event_id: UUID, order: tuple[str, ...]) -> tuple[str, ...]:
    """Languages that some session is interpreted into, those of the event first and in its order."""
    query = select(Session.interpretation).where(Session.event_id == event_id, Session.state == "planned")
    found = {code for session in db.session.scalars(query) for code in session}
    return tuple(sorted(found, key=lambda code: (order.index(code) if code in order else len(order), code)))


def with_address(event_id: UUID, email: str) -> Sequence[Registration]:
    """Everyone who registered with an address (lower case): a delegation may share one."""
    query = select(Registration).where(Registration.event_id == event_id, Registration.email == email)
    return db.session.scalars(query.order_by(Registration.submitted_at)).all()

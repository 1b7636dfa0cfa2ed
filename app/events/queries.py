"""Reading events: by address, by id, and as the part of an event file that they came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import shorten
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, String, bindparam, or_, select
from sqlalchemy.orm import selectinload

from app.events import models, rules
from app.events.models import Category, City, Consent, Event, EventAlias
from app.events.rules import EventPart, Funding, Window
from app.kernel.clock import Instant
from app.kernel.db import db, rows
from app.kernel.errors import NotFound
from app.kernel.i18n import Text
from app.kernel.scope import Scope

ACCENT = "#0b6b58"
"""The accent of an event that names none; static/css/tokens.css begins with the same."""


def find_scope(slug: str) -> Scope | None:
    """What every page needs of the event at this address, which may be a former one: then `slug` differs."""
    found = rows(_SCOPE_AT, slug=slug)
    return _scope(found[0]) if found else None


def scope_of(event_id: UUID) -> Scope:
    """The same for an event known by its id; raises NotFound."""
    row = db.session.execute(_SCOPE.where(Event.id == event_id)).one_or_none()
    if row is None:
        raise NotFound
    return _scope(row)


def _at(slug: str | BindParameter[str]) -> ColumnElement[bool]:
    former = select(EventAlias.event_id).where(EventAlias.slug == slug)
    return or_(Event.slug == slug, Event.id.in_(former))


# Every request about an event asks this: built once, of bare columns, so that little is left to do each time.
_SCOPE = select(
    *(
        Event.__table__.c[name]
        for name in "id slug title timezone languages country accent contact published_at funder statement emblem "
        "version".split()
    )
)
_SLUG = bindparam("slug", type_=String)
_SCOPE_AT = _SCOPE.where(_at(_SLUG)).order_by(Event.slug != _SLUG).limit(1)


def _scope(row: Any) -> Scope:
    return Scope(
        id=row.id,
        slug=row.slug,
        title=row.title,
        timezone=row.timezone,
        languages=tuple(row.languages),
        country=row.country,
        accent=row.accent or ACCENT,
        contact=row.contact,
        published=row.published_at is not None,
        funder=row.funder,
        statement=row.statement,
        emblem=rules.emblem_of(row.funder, row.emblem),
        version=row.version,
    )


def find_event(slug: str) -> Event | None:
    """The event at this address or, when none has it now, the one that had it."""
    query = select(Event).where(_at(slug)).order_by(Event.slug != slug)
    return db.session.scalars(query.limit(1)).one_or_none()


def get_event(event_id: UUID) -> Event:
    """The event; raises NotFound."""
    event = db.session.get(Event, event_id)
    if event is None:
        raise NotFound
    return event


def listed() -> Sequence[Event]:
    """All published events by their first day, the latest first."""
    query = select(Event).where(Event.published_at.is_not(None))
    return db.session.scalars(query.order_by(Event.starts.desc(), Event.slug)).all()


def every_event() -> Sequence[Event]:
    """All events, published or not, the latest first; for the desk, which shows each person theirs."""
    return db.session.scalars(select(Event).order_by(Event.starts.desc(), Event.slug)).all()


def categories(event_id: UUID) -> Sequence[Category]:
    """The event's categories in their order."""
    return db.session.scalars(_of(Category, event_id)).all()


def category_words(event_id: UUID | None, language: str) -> Mapping[str, str]:
    """What categories are called, by key."""
    if event_id is None:
        return {}
    fallback = scope_of(event_id).languages
    return {one.key: one.name.pick(language, fallback) for one in categories(event_id)}


def consent_words(event_id: UUID | None, language: str) -> Mapping[str, str]:
    """The first words of each consent, by key."""
    if event_id is None:
        return {}
    fallback = scope_of(event_id).languages
    return {
        one.key: shorten(one.text.pick(language, fallback).rstrip("."), 48, placeholder="…")
        for one in consents(event_id)
    }


def consents(event_id: UUID) -> Sequence[Consent]:
    """The event's questions of consent in their order."""
    return db.session.scalars(_of(Consent, event_id)).all()


def cities(event_id: UUID) -> Sequence[City]:
    """The cities that the event knows, in their order."""
    return db.session.scalars(_of(City, event_id)).all()


def _of(kind: Any, event_id: UUID) -> Any:
    return select(kind).where(kind.event_id == event_id).order_by(kind.position)


def registration_window(event: Event, opens: int | None = None, closes: int | None = None) -> Window:
    """When one can register for the event, or in a category that has days of its own, in UTC."""
    return rules.registration_window(
        event.starts,
        event.registration_opens if opens is None else opens,
        event.registration_closes if closes is None else closes,
        event.timezone,
    )


def told_window(event: Event, now: Instant) -> Window:
    """The hours to tell of: open while one can register as anything."""
    windows = [registration_window(event, one.opens, one.closes) for one in event.categories]
    return rules.foremost(windows or [registration_window(event)], now)


def days_of(event: Event) -> Sequence[date]:
    """The days of the event, in its own zone."""
    return [date.fromordinal(day) for day in range(event.starts.toordinal(), event.ends.toordinal() + 1)]


def event_part(event_id: UUID) -> EventPart:
    """The event as an event file says it; five statements; raises NotFound."""
    lists = (Event.organisers, Event.categories, Event.consents, Event.cities)
    query = select(Event).where(Event.id == event_id).options(*(selectinload(part) for part in lists))
    event = db.session.scalars(query).one_or_none()
    if event is None:
        raise NotFound
    return EventPart(
        **{name: getattr(event, name) for name in PLAIN},
        languages=tuple(event.languages),
        network_countries=tuple(event.network_countries),
        objectives=tuple(Text(said) for said in event.objectives),
        funding=_funding(event),
        organisers=_parts(rules.Organiser, event.organisers),
        categories=_parts(rules.Category, event.categories),
        consents=_parts(rules.Consent, event.consents),
        cities=_parts(rules.City, event.cities),
        extra=rules.unpack_extra(event.extra.get("event", {})),
    )


PLAIN = (
    "slug", "kind", "starts", "ends", "timezone", "halfday_boundary", "accent", "venue", "contact",
    "registration_opens", "registration_closes", "country", "city", "title", "theme", "host",
    "expected_delegates", "capacity", "offer_hours", "summary",
)  # fmt: skip
"""Columns that stand in the file under the same name and in the same form."""

FUNDING = ("funder", "statement", "agreement", "disclaimer", "emblem")

ENTRIES = {
    models.Organiser: ("role", "name"),
    models.Category: ("key", "colour", "votes", "precedence", "capacity", "opens", "closes", "name"),
    models.Consent: ("key", "required", "text", "purpose", "marked"),
    models.City: ("country", "member", "name"),
}


def _funding(event: Event) -> Funding | None:
    if not event.funder:
        return None
    facts = {name: getattr(event, name) for name in FUNDING}
    return Funding(**facts, extra=rules.unpack_extra(event.extra.get("funding", {})))


def entry_part(kind: Any, row: Any, names: Sequence[str]) -> Any:
    """One entry of a list (a city, a room...) as an event file says it: these columns, and the unknown."""
    return kind(**{name: getattr(row, name) for name in names}, extra=rules.unpack_extra(row.extra))


def _parts(kind: Any, rows: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(entry_part(kind, row, ENTRIES[type(row)]) for row in rows)

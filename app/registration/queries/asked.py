"""What an event asks its delegates."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from app.agenda.models import Session
from app.events import queries as events
from app.events.models import Category, City, Consent, Event
from app.events.rules import Window
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.i18n import LANGUAGES
from app.registration.queries.forms import published_form
from app.registration.rules import AskedConsent, Form, KnownCategory, KnownCity, Questions


def questions(event_id: UUID, version: int) -> Questions:
    """What the event asks as of its `version` (in Scope): read once for each version, six statements."""
    kept: dict[UUID, tuple[int, Questions]] = current_app.extensions.setdefault("questions", {})
    if event_id not in kept or kept[event_id][0] != version:
        kept[event_id] = version, _asked(event_id)
    return kept[event_id][1]


def asking(asked: Questions, form: Form) -> Questions:
    """The same event's questions with another version of its form."""
    return replace(asked, form=form)


def _asked(event_id: UUID) -> Questions:
    event = db.session.get(Event, event_id)
    if event is None:
        raise NotFound
    languages = tuple(event.languages)
    kind = Category.id, Category.key, Category.name, Category.opens, Category.closes
    categories = db.session.execute(_of(Category, event_id, *kind))
    consents = db.session.execute(
        _of(Consent, event_id, Consent.key, Consent.required, Consent.text, Consent.version)
    )
    cities = db.session.execute(_of(City, event_id, City.id, City.country, City.name))
    return Questions(
        languages=tuple(code for code in languages if code in LANGUAGES) or LANGUAGES,
        fallback=languages,
        interpretation=_heard(event_id, languages),
        network=tuple(event.network_countries),
        categories=tuple(KnownCategory(row.id, row.key, row.name, _window(event, row)) for row in categories),
        consents=tuple(AskedConsent(row.key, row.required, row.text, row.version) for row in consents),
        cities=tuple(KnownCity(row.id, row.country, row.name) for row in cities),
        window=events.registration_window(event),
        form=published_form(event_id),
    )


def _window(event: Event, category: Any) -> Window | None:
    if category.opens is None and category.closes is None:
        return None
    return events.registration_window(event, category.opens, category.closes)


def _of(kind: Any, event_id: UUID, *columns: Any) -> Any:
    return select(*columns).where(kind.event_id == event_id).order_by(kind.position)


def _heard(event_id: UUID, order: tuple[str, ...]) -> tuple[str, ...]:
    """Languages that some session is interpreted into, those of the event first and in its order."""
    query = select(Session.interpretation).where(Session.event_id == event_id, Session.state == "planned")
    found = {code for session in db.session.scalars(query) for code in session}
    return tuple(sorted(found, key=lambda code: (order.index(code) if code in order else len(order), code)))

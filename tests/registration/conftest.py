"""An event that takes registrations, what a delegate types, and an organiser at its desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.agenda.models import Session
from app.events.models import Category, City, Consent, Event
from app.events.rules import registration_window
from app.kernel import clock
from app.kernel.db import atomic, db
from app.kernel.guard import Actor
from app.kernel.i18n import Text
from app.kernel.ids import new_id
from app.registration import queries, service, signals
from app.registration.rules import Submission, check_submission

Raw = dict[str, str]
WINDOW = registration_window(date(2027, 1, 28), -30, 0, "Africa/Nouakchott")
RAW: Raw = {
    "honorific": "السيد",
    "name_ar": "محمد ولد أحمد",
    "name_latin": "Mohamed Ould Ahmed",
    "function": "Maire",
    "category": "mayor",
    "country": "MR",
    "city": "نواكشوط",
    "email": "mayor@ville.example.org",
    "phone": "22 12 34 56",
    "language": "ar",
    "consent_processing": "y",
}


@pytest.fixture
def raw() -> Raw:
    """What a delegate types when all is in order."""
    return dict(RAW)


def make_event(slug: str = "meeting", **changes: Any) -> UUID:
    """A published event in ten days, open for registration since twenty."""
    first = clock.now().date() + timedelta(days=10)
    event = Event(
        slug=slug, starts=first, ends=first + timedelta(days=1), timezone="Africa/Nouakchott",
        languages=["ar", "fr", "en"], halfday_boundary=time(13), accent="#0b6b58", country="MR",
        network_countries=["DZ", "MA", "MR", "TN"], contact="office@example.org", registration_opens=-30,
        registration_closes=0, title=Text(ar="اجتماع", fr="Réunion", en="Meeting"), theme=Text(), summary=Text(),
        venue=Text(), city=Text(), host=Text(), funder=Text(), statement=Text(), disclaimer=Text(),
        published_at=clock.now(),
    )  # fmt: skip
    event.categories = [
        Category(
            position=0,
            key="mayor",
            colour="#0b6b58",
            votes=True,
            name=Text(ar="عمدة", fr="Maire", en="Mayor"),
        ),
        Category(position=1, key="press", colour="#884400", name=Text(ar="صحافة", fr="Presse", en="Press")),
    ]
    event.consents = [
        Consent(
            position=0, key="processing", required=True, text=Text(ar="أوافق", fr="J’accepte", en="I agree")
        ),
        Consent(position=1, key="photo", text=Text(ar="الصور", fr="Photos", en="Pictures")),
    ]
    event.cities = [
        City(position=0, country="MR", name=Text(ar="نواكشوط", fr="Nouakchott", en="Nouakchott")),
        City(position=1, country="TN", name=Text(ar="صفاقس", fr="Sfax", en="Sfax")),
        City(position=2, country="MA", name=Text(ar="فاس", fr="Fès", en="Fez")),
    ]
    for name, value in changes.items():
        setattr(event, name, value)
    with atomic() as session:
        session.add(event)
        session.flush()
        session.add(_session(event))
    return event.id


def _session(event: Event) -> Session:
    starts = clock.at(event.starts, time(9), event.timezone)
    return Session(
        event_id=event.id, position=0, key="plenary", kind="plenary", starts_at=starts,
        ends_at=clock.instant(starts + timedelta(hours=1)), interpretation=["ar", "fr"], title=Text(en="Plenary"),
        subtitle=Text(), description=Text(),
    )  # fmt: skip


@pytest.fixture
def event_id(app: Flask) -> UUID:
    """The event at /meeting/."""
    with app.app_context():
        found = make_event()
        db.session.remove()
    return found


def submission(event_id: UUID, **changes: str) -> Submission:
    """A checked registration that differs from RAW by these answers."""
    return check_submission({**RAW, **changes}, queries.questions(event_id, 1), "fr")


def registered(event_id: UUID, **changes: str) -> UUID:
    """A registration in the database; its id."""
    return service.register(event_id, submission(event_id, **changes), new_id()).registration.id


@pytest.fixture
def desk(app: Flask, event_id: UUID) -> FlaskClient:
    """An organiser of the event, signed in."""
    return signed_in(app, event_id, "desk.view", "delegates.view", "delegates.decide")


def signed_in(app: Flask, event_id: UUID, *permissions: str) -> FlaskClient:
    """A client that acts as someone with these permissions at the event."""
    who = Actor("user", new_id(), "Organiser", {event_id: frozenset(permissions)})
    app.extensions.setdefault("actor-loaders", []).insert(0, lambda: who)
    return app.test_client()


@pytest.fixture
def heard() -> Iterator[list[tuple[str, Any]]]:
    """News of registrations, as (signal, registration's id), while the test runs."""
    news: list[tuple[str, Any]] = []
    listeners = []
    for name in ("submitted", "approved", "refused", "withdrawn", "changed", "link_renewed"):
        signal = getattr(signals, name)

        def listen(_sender: object, name: str = name, **said: Any) -> None:
            news.append((name, said["registration"].id))

        signal.connect(listen)
        listeners.append(SimpleNamespace(signal=signal, listen=listen))
    yield news
    for one in listeners:
        one.signal.disconnect(one.listen)


__all__ = ["RAW", "make_event", "registered", "signed_in", "submission"]

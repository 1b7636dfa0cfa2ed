"""A small meeting for tests: two days in Paris, where clocks change, with everything that an event can have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any
from uuid import UUID

from app.agenda.rules import EventDocument, RoomPart, SessionPart
from app.events import queries as events
from app.events.rules import Category, City, Consent, EventPart, Funding, Organiser
from app.kernel import clock
from app.kernel.db import atomic
from app.kernel.i18n import Text
from app.registration.models import Registration

FIRST = date(2027, 3, 25)


def meeting(**changes: Any) -> EventDocument:
    """The meeting as a document; `changes` go to its event part."""
    event = EventPart(
        slug="meeting",
        kind="annual meeting",
        starts=FIRST,
        ends=date(2027, 3, 26),
        timezone="Europe/Paris",
        languages=("ar", "fr", "en"),
        halfday_boundary=time(13),
        accent="#0b6b58",
        venue=Text(ar="قصر المؤتمرات", fr="Palais des congrès", en="Conference centre"),
        contact="secretariat@example.org",
        registration_opens=-60,
        registration_closes=-3,
        country="MR",
        title=Text(ar="الاجتماع السنوي", fr="Réunion annuelle", en="Annual meeting"),
        theme=Text(ar="المدن", fr="Les villes", en="Cities"),
        organisers=(Organiser(role="host", name=Text(ar="المدينة", fr="La ville", en="The city")),),
        funding=Funding(
            funder=Text(ar="الاتحاد الأوروبي", fr="Union européenne", en="European Union"),
            statement=Text(ar="بتمويل", fr="Cofinancé", en="Co-funded"),
            extra={"since": date(2015, 1, 1)},
        ),
        objectives=(Text(ar="هدف", fr="Un but", en="An aim"),),
        categories=(
            Category(key="mayor", colour="#0b6b58", votes=True, name=Text(ar="عمدة", fr="Maire", en="Mayor")),
            Category(key="press", colour="#a23b3b", name=Text(ar="صحافة", fr="Presse", en="Press")),
        ),
        consents=(
            Consent(key="processing", required=True, text=Text(ar="أوافق", fr="J’accepte", en="I agree")),
        ),
        cities=(City(country="MR", member=True, name=Text(ar="روصو", fr="Rosso", en="Rosso")),),
        extra={"motto": "unknown to the program"},
    )
    return EventDocument(
        event=replace(event, **changes), rooms=_rooms(), sessions=_sessions(), extra={"network": {"age": 9}}
    )


def _rooms() -> tuple[RoomPart, ...]:
    return (
        RoomPart(key="hall", name=Text(ar="القاعة", fr="Salle", en="Hall"), capacity=200),
        RoomPart(key="foyer", name=Text(ar="البهو", fr="Foyer", en="Foyer")),
    )


def _sessions() -> tuple[SessionPart, ...]:
    return (
        SessionPart(
            key="opening", day=1, starts=time(9, 30), ends=time(10, 30), room="hall", kind="opening",
            attendance=True, title=Text(ar="الافتتاح", fr="Ouverture", en="Opening"),
        ),
        SessionPart(
            key="plenary-1", day=1, starts=time(14), ends=time(16), room="hall", kind="plenary", number=1,
            attendance=True, interpretation=("ar", "fr"), expected=("mayor",),
            title=Text(ar="الجلسة العامة الأولى", fr="Plénière 1", en="Plenary 1"),
            topics=(Text(ar="محور", fr="Un thème", en="A topic"),),
        ),
        SessionPart(
            key="dinner", day=2, starts=time(20), ends=time(0, 30), ends_next_day=True, room="foyer",
            kind="gala", title=Text(ar="عشاء", fr="Dîner", en="Dinner"),
        ),
    )  # fmt: skip


def with_session(document: EventDocument, key: str, **changes: Any) -> EventDocument:
    """The document with one session changed."""
    changed = tuple(replace(one, **changes) if one.key == key else one for one in document.sessions)
    return replace(document, sessions=changed)


def without_session(document: EventDocument, key: str) -> EventDocument:
    """The document without one of its sessions."""
    return replace(document, sessions=tuple(one for one in document.sessions if one.key != key))


def with_many(number: int, slug: str) -> EventDocument:
    """The meeting under another address, with so many sessions at the opening's hour."""
    document = meeting(slug=slug)
    return replace(
        document, sessions=tuple(replace(document.sessions[0], key=f"s{place}") for place in range(number))
    )


def register(event_id: UUID, category: str = "mayor", state: str = "approved") -> UUID:
    """A delegate, without the form that makes one."""
    chosen = next(one.id for one in events.categories(event_id) if one.key == category)
    with atomic() as session:
        registration = Registration(
            event_id=event_id, state=state, link_hash=category.encode(), link_sealed=b"", name_latin="Fatou Sy",
            email="fatou@example.org", category_id=chosen, country="MR", language="fr",
            submitted_at=clock.now(), changed_at=clock.now(),
        )  # fmt: skip
        session.add(registration)
        session.flush()
        return registration.id

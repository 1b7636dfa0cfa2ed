"""Random event documents, for properties that must hold for every event file."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import UTC, date, timedelta
from typing import Any

from hypothesis import strategies as st

from app.agenda.rules import (
    Audience,
    DayPart,
    DocumentPart,
    EventDocument,
    RoomPart,
    SessionPart,
    SessionState,
    SpeakerPart,
)
from app.events.rules import Category, City, Consent, EventPart, Extra, Funding, Organiser
from app.kernel.i18n import Text

WORDS = (
    "نواكشوط",
    "قاعة",
    "Salle",
    "Réunion",
    'a "quoted" word',
    "back\\slash",
    "l’eau",
    "two\nlines",
    "#no comment",
    "[x]",
)
LETTERS = st.characters(exclude_categories=["Cs", "Cc"])

phrases = (
    st.one_of(st.sampled_from(WORDS), st.text(LETTERS, min_size=1, max_size=12))
    .filter(str.strip)
    .map(str.strip)
)
languages = st.sampled_from(["ar", "fr", "en", "pt", "zgh"])
texts = st.dictionaries(languages, phrases, min_size=1, max_size=3).map(Text)
maybe_texts = st.dictionaries(languages, phrases, max_size=3).map(Text)
keys = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=3)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
hours = st.times().map(lambda moment: moment.replace(tzinfo=None))
existing = hours.filter(lambda moment: moment.hour != 2)  # which clocks in Paris skip once a year
colours = st.sampled_from(["#0b6b58", "#A23B3B"])

scalars = st.one_of(
    phrases,
    st.booleans(),
    st.integers(-(2**60), 2**60),
    st.floats(allow_nan=False),
    days,
    hours,
    st.datetimes(),
    st.datetimes(timezones=st.just(UTC)),
)
unknown_keys = st.sampled_from(["zz-one", "zz two", "été", 'zz"', "zz.dotted"])
values: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(tuple), st.dictionaries(unknown_keys, inner, max_size=3)
    ),
    max_leaves=6,
)
deep_extras: st.SearchStrategy[Extra] = st.one_of(
    st.just({}), st.dictionaries(unknown_keys, values, max_size=3)
)
extras: st.SearchStrategy[Extra] = st.sampled_from([{}, {}, {"zz-one": 1}, {"été": (date(2030, 1, 1), "x")}])


def _keyed(strategy: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=most, unique_by=lambda entry: entry.key).map(tuple)


rooms = st.builds(
    RoomPart,
    key=keys,
    name=texts,
    capacity=st.none() | st.integers(0, 500),
    booths=st.none() | st.integers(0, 6),
    extra=extras,
)
ids = st.uuids().map(str)
speakers = st.builds(
    SpeakerPart, key=keys, name_ar=st.just("") | phrases, name_latin=phrases, function=maybe_texts,
    organisation=maybe_texts, city=maybe_texts, country=st.sampled_from(["", "MR"]),
    registration=st.just("") | ids, biography=maybe_texts, extra=extras,
)  # fmt: skip
categories = st.builds(
    Category, key=keys, colour=colours, votes=st.booleans(), name=texts, extra=extras,
    precedence=st.none() | st.integers(0, 9), capacity=st.none() | st.integers(0, 500),
    opens=st.none() | st.integers(-3000, -2900), closes=st.none() | st.integers(2900, 3000),
)  # fmt: skip
consents = st.builds(Consent, key=keys, required=st.booleans(), text=texts, extra=extras)
cities = st.builds(
    City, country=st.sampled_from(["MR", "TN"]), member=st.booleans(), name=texts, extra=extras
)
organisers = st.builds(Organiser, role=st.sampled_from(["host", "partner"]), name=texts, extra=extras)
fundings = st.builds(
    Funding, funder=texts, statement=texts, agreement=st.just("") | phrases, disclaimer=maybe_texts,
    emblem=st.sampled_from(["", "eu"]), extra=extras,
)  # fmt: skip


@st.composite
def events(draw: st.DrawFn) -> EventPart:
    starts = draw(days)
    opens = draw(st.integers(-300, 0))
    return EventPart(
        slug=draw(st.sampled_from(["nouakchott", "tunis-2030"])),
        kind=draw(st.just("") | phrases),
        starts=starts,
        ends=starts + timedelta(days=draw(st.integers(0, 5))),
        timezone=draw(st.sampled_from(["Africa/Nouakchott", "Europe/Paris"])),
        languages=tuple(draw(st.lists(languages, min_size=1, max_size=3, unique=True))),
        halfday_boundary=draw(hours),
        accent=draw(st.just("") | colours),
        venue=draw(maybe_texts),
        contact=draw(st.sampled_from(["", "secretariat@example.org"])),
        registration_opens=opens,
        registration_closes=draw(st.integers(opens, 10)),
        title=draw(texts),
        theme=draw(maybe_texts),
        summary=draw(maybe_texts),
        expected_delegates=draw(st.none() | st.integers(0, 999)),
        organisers=draw(st.lists(organisers, max_size=3, unique_by=_name).map(tuple)),
        funding=draw(st.none() | fundings),
        objectives=draw(st.lists(texts, max_size=2).map(tuple)),
        categories=draw(_keyed(categories)),
        consents=draw(_keyed(consents)),
        cities=draw(st.lists(cities, max_size=4, unique_by=_name).map(tuple)),
        extra=draw(deep_extras),
    )


def _name(entry: Any) -> str:
    return f"{getattr(entry, 'country', '') or entry.role} {entry.name.pick('en')}"


@st.composite
def documents(draw: st.DrawFn) -> EventDocument:
    event = draw(events())
    document = EventDocument(
        event=event,
        days=draw(_keyed(days_of(event))),
        rooms=draw(_keyed(rooms)),
        speakers=draw(_keyed(speakers)),
        extra=draw(deep_extras),
    )
    sessions = draw(_keyed(sessions_of(document)))
    known = [session.key for session in sessions]
    linked = tuple(replace(item, continues=draw(_another(known, item.key))) for item in sessions)
    return replace(document, sessions=linked, documents=draw(_keyed(documents_of(known))) if known else ())


def days_of(event: EventPart) -> st.SearchStrategy[DayPart]:
    return st.builds(
        DayPart, day=st.integers(1, event.days), opens=hours, closes=hours, title=maybe_texts, extra=extras
    )


def documents_of(known: list[str]) -> st.SearchStrategy[DocumentPart]:
    session, audience = st.sampled_from(known), st.sampled_from(Audience)
    return st.builds(DocumentPart, key=keys, session=session, audience=audience, title=texts, extra=extras)


@st.composite
def sessions_of(draw: st.DrawFn, document: EventDocument) -> SessionPart:
    starts, ends = draw(existing), draw(existing)
    return SessionPart(
        key=draw(keys),
        day=draw(st.integers(1, document.event.days)),
        starts=starts,
        ends=ends,
        ends_next_day=ends <= starts or draw(st.booleans()),
        room=draw(st.sampled_from(["", *(room.key for room in document.rooms)])),
        kind=draw(st.sampled_from(["", "plenary"])),
        number=draw(st.none() | st.integers(0, 9)),
        attendance=draw(st.booleans()),
        interpretation=draw(st.sampled_from([(), ("ar", "fr")])),
        expected=draw(_some([category.key for category in document.event.categories])),
        by_invitation=draw(st.booleans()),
        invited=tuple(draw(st.lists(ids, max_size=2, unique=True))),
        speakers=draw(_some([speaker.key for speaker in document.speakers])),
        moderators=draw(_some([speaker.key for speaker in document.speakers])),
        state=draw(st.sampled_from(SessionState)),
        title=draw(texts),
        subtitle=draw(maybe_texts),
        topics=draw(st.lists(texts, max_size=2).map(tuple)),
        extra=draw(extras),
    )


def _another(known: list[str], own: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *(key for key in known if key != own)])


def _some(known: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(known), max_size=2, unique=True).map(tuple) if known else st.just(())

"""The event part of an event file as typed values; fields stand in the order in which the file is written.

A field without a default is always written; `extra` keeps what the program does not know.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from app.kernel.i18n import Text

Extra = Mapping[str, object]
"""TOML values by key: texts, numbers, flags, dates, times, tuples of values, mappings of them."""


OFFER_HOURS = 48
"""To accept a place that fell free, where nothing else is said."""


@dataclass(frozen=True, kw_only=True)
class Organiser:
    """Who holds the event, hosts it or is its partner."""

    role: str
    name: Text
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Funding:
    """The funding block; emblem and statement are shown together or not at all."""

    funder: Text
    statement: Text
    agreement: str = ""
    disclaimer: Text = field(default_factory=Text)
    emblem: str = ""
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Category:
    """A kind of delegate, with the colour of its badge; days count from the start, None: as the event says."""

    key: str
    colour: str
    votes: bool = False
    precedence: int | None = None
    capacity: int | None = None
    opens: int | None = None
    closes: int | None = None
    name: Text
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Consent:
    """One thing that a delegate agrees to, or not."""

    key: str
    required: bool = False
    text: Text
    purpose: Text = field(default_factory=Text)
    marked: bool = False
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class City:
    """A city that the registration form offers; `country` is its ISO 3166 code."""

    country: str
    member: bool
    name: Text
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class EventPart:
    """The event itself; `registration_opens` and `_closes` count days from the start, negative before it."""

    slug: str
    kind: str = ""
    starts: date
    ends: date
    timezone: str
    languages: tuple[str, ...]
    halfday_boundary: time
    accent: str = ""
    venue: Text = field(default_factory=Text)
    contact: str = ""
    registration_opens: int
    registration_closes: int
    country: str = ""
    city: Text = field(default_factory=Text)
    title: Text
    theme: Text = field(default_factory=Text)
    host: Text = field(default_factory=Text)
    network_countries: tuple[str, ...] = ()
    expected_delegates: int | None = None
    capacity: int | None = None
    offer_hours: int = OFFER_HOURS
    extra: Extra = field(default_factory=dict)
    summary: Text = field(default_factory=Text)
    organisers: tuple[Organiser, ...] = ()
    funding: Funding | None = None
    objectives: tuple[Text, ...] = ()
    categories: tuple[Category, ...] = ()
    consents: tuple[Consent, ...] = ()
    cities: tuple[City, ...] = ()

    @property
    def days(self) -> int:
        """How many days the event lasts."""
        return (self.ends - self.starts).days + 1

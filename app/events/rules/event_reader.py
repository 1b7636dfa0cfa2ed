"""The event part of an event file: from TOML tables to `EventPart`, and what must hold inside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

from app.events.rules.codes import (
    RESERVED_SLUGS,
    is_address,
    is_colour,
    is_country,
    is_language,
    is_slug,
    is_timezone,
)
from app.events.rules.faults import Fault
from app.events.rules.parts import OFFER_HOURS, Category, City, Consent, EventPart, Funding, Organiser
from app.events.rules.tables import NO_DAY, Table
from app.kernel.i18n import Text

NOON = time(13)
YEARS = 3660
OPENS, CLOSES = -90, 0
"""Days from the start between which one registers where the file does not say."""

MOST_HOURS = 24 * 60
EMBLEMS = ("eu",)


def read_event(root: Table) -> EventPart:
    """The event, its categories, consents and cities out of a whole file's root table."""
    categories = tuple(_category(table) for table in root.tables("categories"))
    consents = tuple(_consent(table) for table in root.tables("consents"))
    cities = tuple(_city(table) for table in root.tables("cities"))
    table = root.table("event", required=True)
    if table is None:
        return EventPart(
            slug="", starts=NO_DAY, ends=date.max, timezone="", languages=(), halfday_boundary=NOON,
            registration_opens=OPENS, registration_closes=CLOSES,
            title=Text(), categories=categories, consents=consents, cities=cities,
        )  # fmt: skip
    return _event(table, categories, consents, cities)


def _event(
    table: Table,
    categories: tuple[Category, ...],
    consents: tuple[Consent, ...],
    cities: tuple[City, ...],
) -> EventPart:
    return EventPart(
        slug=_slug(table),
        kind=table.string("kind", most=60),
        starts=table.day("starts"),
        ends=table.day("ends"),
        timezone=table.code("timezone", "timezone", is_timezone, required=True),
        languages=table.codes("languages", "language", is_language, required=True),
        halfday_boundary=table.hour("halfday_boundary", NOON),
        accent=table.code("accent", "colour", is_colour),
        venue=table.text("venue"),
        contact=table.code("contact", "address", is_address),
        registration_opens=_days(table, "registration_opens", OPENS),
        registration_closes=_days(table, "registration_closes", CLOSES),
        country=table.code("country", "country", is_country),
        city=table.text("city"),
        title=table.text("title", required=True),
        theme=table.text("theme"),
        host=table.text("host"),
        network_countries=table.codes("network_countries", "country", is_country),
        expected_delegates=table.number("expected_delegates", 0, 1_000_000),
        capacity=table.number("capacity", 0, 1_000_000),
        offer_hours=table.number("offer_hours", 1, MOST_HOURS) or OFFER_HOURS,
        summary=table.text("summary"),
        organisers=tuple(_organiser(item) for item in table.tables("organisers")),
        funding=_funding(table.table("funding")),
        objectives=table.texts("objectives"),
        categories=categories,
        consents=consents,
        cities=cities,
        extra=table.extra(),
    )


def _slug(table: Table) -> str:
    value = table.string("slug", required=True)
    if value in RESERVED_SLUGS:
        table.fault("slug", "reserved", value=value)
    elif value and not is_slug(value):
        table.fault("slug", "slug", value=value)
    return value


def _days(table: Table, key: str, default: int) -> int:
    value = table.number(key, -YEARS, YEARS)
    return default if value is None else value


def _organiser(table: Table) -> Organiser:
    return Organiser(
        role=table.string("role", required=True, most=40),
        name=table.text("name", required=True),
        extra=table.extra(),
    )


def _funding(table: Table | None) -> Funding | None:
    if table is None:
        return None
    return Funding(
        funder=table.text("funder", required=True),
        statement=table.text("statement", required=True),
        agreement=table.string("agreement", most=100),
        disclaimer=table.text("disclaimer"),
        emblem=_emblem(table),
        extra=table.extra(),
    )


def _emblem(table: Table) -> str:
    value = table.string("emblem")
    if value and value not in EMBLEMS:
        table.fault("emblem", "kind", value=value, known=", ".join(EMBLEMS))
    return value


def _category(table: Table) -> Category:
    return Category(
        key=table.key(),
        colour=table.code("colour", "colour", is_colour, required=True),
        votes=table.flag("votes"),
        precedence=table.number("precedence", 0, 1000),
        capacity=table.number("capacity", 0, 1_000_000),
        opens=table.number("opens", -YEARS, YEARS),
        closes=table.number("closes", -YEARS, YEARS),
        name=table.text("name", required=True),
        extra=table.extra(),
    )


def _consent(table: Table) -> Consent:
    return Consent(
        key=table.key(),
        required=table.flag("required"),
        text=table.text("text", required=True),
        purpose=table.text("purpose"),
        marked=table.flag("marked"),
        extra=table.extra(),
    )


def _city(table: Table) -> City:
    return City(
        country=table.code("country", "country", is_country, required=True),
        member=table.flag("member"),
        name=table.text("name", required=True),
        extra=table.extra(),
    )


def check_event(event: EventPart) -> Iterator[Fault]:
    """What contradicts itself in an event that could be read, or that the desk has changed."""
    if event.ends < event.starts:
        yield Fault("event.ends", "backwards")
    if event.registration_closes < event.registration_opens:
        yield Fault("event.registration_closes", "order")
    for index, item in enumerate(event.categories):
        opens = event.registration_opens if item.opens is None else item.opens
        closes = event.registration_closes if item.closes is None else item.closes
        if (item.opens, item.closes) != (None, None) and closes < opens:
            yield Fault(f"categories[{index}].closes", "order")
    yield from check_repeats("categories", [item.key for item in event.categories], ".key")
    yield from check_repeats("consents", [item.key for item in event.consents], ".key")
    yield from check_repeats("cities", [f"{item.country} {item.name.pick('en')}" for item in event.cities])
    yield from check_repeats(
        "event.organisers", [f"{item.role} {item.name.pick('en')}" for item in event.organisers]
    )


def check_repeats(table: str, names: list[str], key: str = "") -> Iterator[Fault]:
    """Names that came before in the same list of tables."""
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name and name in seen:
            yield Fault(f"{table}[{index}]{key}", "duplicate", {"value": name})
        seen.add(name)

"""The lists for airport, hotels and kitchen: as a page, on paper and as a spreadsheet; a file leaves a journal line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.audit.rules import Act
from app.audit.service import record
from app.events import queries as events
from app.kernel.db import atomic
from app.kernel.errors import NotFound
from app.kernel.i18n import N_, _, country_name, direction, format_day, ngettext
from app.kernel.scope import Scope
from app.registration.models import Registration
from app.travel import queries
from app.travel.exports import Column, Section, Table, list_pdf, travel_xlsx
from app.travel.queries import Mover, Way
from app.travel.rules import MEANS, Group, by_day_and_means


@dataclass(frozen=True)
class Kind:
    """One list: its name, and the permission that it needs beside seeing delegates."""

    name: str
    permission: str
    make: Callable[[Scope, str], Iterator[Section]]
    columns: tuple[Column, ...]


def table(event_id: UUID, kind: str, language: str) -> Table:
    """One list in the language being spoken; raises NotFound for one that there is not."""
    here = events.scope_of(event_id)
    if kind not in LISTS:
        raise NotFound
    one = LISTS[kind]
    event = events.get_event(event_id)
    facing = next((code for code in here.languages if direction(code) != direction(language)), "")
    statement = here.statement.pick(language, here.languages)
    return Table(
        title=_(one.name),
        event=here.title.pick(language, here.languages),
        columns=tuple(Column(column.key, _(column.head), column.width) for column in one.columns),
        sections=tuple(one.make(here, language)),
        language=language,
        statements=tuple(dict.fromkeys(filter(None, (statement, here.statement.get(facing, ""))))),
        has_emblem=here.emblem == "eu",
        accent=event.accent,
        page=_("Page {page} of {pages}"),
    )


def export(event_id: UUID, kind: str, ending: str, language: str) -> bytes:
    """A list as `pdf` or `xlsx`; raises NotFound."""
    make = {"pdf": list_pdf, "xlsx": travel_xlsx}.get(ending)
    if make is None:
        raise NotFound
    with atomic():
        made = table(event_id, kind, language)
        after = {"list": kind, "format": ending, "people": sum(len(one.rows) for one in made.sections)}
        record(Act("travel.exported", "event", event_id, event_id, about=made.title, after=after))
        return make(made)


def _names(person: Registration, language: str) -> dict[str, str]:
    names = [person.name_ar, person.name_latin]
    first, second = names if direction(language) == "rtl" else names[::-1]
    return {"name": first or second, "name_second": second if first else ""}


def _place(person: Registration, here: Scope, language: str) -> str:
    city = person.city.name.pick(language, here.languages) if person.city else person.city_typed
    return " · ".join(filter(None, (city, country_name(person.country, language))))


def _moving(way: Way) -> Callable[[Scope, str], Iterator[Section]]:
    def make(here: Scope, language: str) -> Iterator[Section]:
        for group in by_day_and_means(queries.movers(here.id, way)):
            yield Section(
                _heading(group, here, language), tuple(_mover(row, here, language) for row in group.rows)
            )

    return make


def _heading(group: Group, here: Scope, language: str) -> str:
    day = format_day(group.day, language, here.country) if group.day else _("Day not known yet")
    means = " ".join(filter(None, (_(MEANS[group.by]) if group.by else "", group.number)))
    people = ngettext("One person", "%(num)s people", len(group.rows))
    # The number of a flight comes last: in Arabic a number behind Latin letters would join them.
    return " · ".join(filter(None, (day, people, means)))


def _mover(row: Mover, here: Scope, language: str) -> Mapping[str, str]:
    return {
        **_names(row.person, language),
        "function": row.person.function,
        "from": _place(row.person, here, language),
        "hour": row.hour,
        "place": row.place,
        "hotel": row.hotel.name.pick(language, here.languages) if row.hotel else "",
        "phone": row.person.phone,
    }


def _rooms(here: Scope, language: str) -> Iterator[Section]:
    for one in queries.guests(here.id):
        name = one.hotel.name.pick(language, here.languages)
        held = (
            _("%(used)s of %(rooms)s rooms used", used=one.used, rooms=one.hotel.rooms)
            if one.hotel.rooms
            else ngettext("One room used", "%(num)s rooms used", one.used)
        )
        rows = tuple(
            {
                **_names(person, language),
                "function": person.function,
                "from": _place(person, here, language),
                "room": travel.room,
                "arrives": _day(travel.arrives_on, here, language),
                "departs": _day(travel.departs_on, here, language),
                "phone": person.phone,
            }
            for person, travel in one.rows
        )
        yield Section(f"{name} · {held}", rows)


def _day(day: date | None, here: Scope, language: str) -> str:
    return format_day(day, language, here.country, weekday=False, year=False) if day else ""


def _needs(here: Scope, language: str) -> Iterator[Section]:
    rows = tuple(
        {
            **_names(one.person, language),
            "function": one.person.function,
            "from": _place(one.person, here, language),
            "diet": one.diet,
            "access": one.access,
        }
        for one in queries.needs(here.id)
    )
    if rows:
        yield Section("", rows)


_PERSON = (
    Column("name", N_("Name"), 58),
    Column("function", N_("Function"), 42),
    Column("from", N_("City and country"), 38),
)
_MOVES = (
    Column("hour", N_("Hour"), 15),
    *_PERSON,
    Column("place", N_("Place"), 40),
    Column("hotel", N_("Hotel"), 40),
    Column("phone", N_("Phone"), 33),
)
LISTS: Mapping[str, Kind] = {
    "arrivals": Kind(N_("Arrivals"), "delegates.view", _moving("arrives"), _MOVES),
    "departures": Kind(N_("Departures"), "delegates.view", _moving("departs"), _MOVES),
    "hotels": Kind(
        N_("Hotels and rooms"),
        "delegates.view",
        _rooms,
        (
            Column("room", N_("Room number"), 18),
            *_PERSON,
            Column("arrives", N_("Arrives"), 28),
            Column("departs", N_("Leaves"), 28),
            Column("phone", N_("Phone"), 33),
        ),
    ),
    "needs": Kind(
        N_("Meals and access"),
        "delegates.edit",
        _needs,
        (*_PERSON, Column("diet", N_("Meals"), 60), Column("access", N_("Access and assistance"), 60)),
    ),
}
"""The lists by the last part of their address."""

"""Cities and institutions to invite, as a sheet lists them: checked values, or every fault by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from app.delegations.rules.people import LANGUAGE_WORDS
from app.delegations.rules.sheets import CITY_COLUMNS, LineFault, columns_of
from app.events.rules import is_country
from app.kernel.i18n import N_, Text
from app.registration.rules import Questions, contact
from app.registration.rules.faults import MESSAGES, Wrong
from app.registration.rules.folding import folded
from app.registration.rules.text import clean, limited

NOT_A_NUMBER = N_("This is no number of places.")
NO_NAME = N_("Give a city or an institution.")
NO_COUNTRY = N_("Give the country, as its name or its two letters.")
TWICE = N_("This delegation stands in line %(line)s as well.")
EXISTS = N_("This delegation is there already.")


@dataclass(frozen=True)
class Invited:
    """One delegation to be made; `city_id` where the event knows the city, else `name` tells it."""

    line: int
    country: str
    city_id: UUID | None
    name: Text
    focal_name: str
    focal_email: str
    language: str
    places: int | None
    quotas: Mapping[UUID, int] = field(default_factory=dict)

    @property
    def identity(self) -> object:
        """What two lines about the same delegation share."""
        return self.city_id or (self.country, *sorted(folded(one) for one in self.name.values()))


def quota_columns(head: Sequence[str], asked: Questions) -> dict[int, UUID]:
    """The columns that are called like a category, by key or name, or quota of it."""
    found = {}
    for place, heading in enumerate(head):
        plain = folded(heading.partition(":")[2] or heading).strip()
        for one in asked.categories:
            if plain in (folded(one.key), *(folded(name) for name in one.name.values())):
                found[place] = one.id
    return found


def read_cities(
    head: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]], asked: Questions,
    countries: Mapping[str, str], existing: frozenset[object] = frozenset(),
) -> tuple[Sequence[Invited], Sequence[LineFault]]:  # fmt: skip
    """The delegations of a sheet and every fault in it; `countries` are codes by folded name in any language."""
    columns, quotas = columns_of(head, CITY_COLUMNS), quota_columns(head, asked)
    found: list[Invited] = []
    faults: list[LineFault] = []
    lines: dict[object, int] = {}
    for line, cells in rows:
        raw = {name: cells[place] for place, name in columns.items() if place < len(cells)}
        reader = _Reader(line, raw, asked, countries)
        one = reader.read({quotas[place]: cells[place] for place in quotas if place < len(cells)})
        if not reader.faults:
            if one.identity in existing:
                reader.fault("name_fr", EXISTS)
            elif one.identity in lines:
                reader.fault("name_fr", TWICE, line=lines[one.identity])
            lines.setdefault(one.identity, line)
        faults += reader.faults
        found.append(one)
    return found, faults


class _Reader:
    def __init__(
        self, line: int, raw: Mapping[str, str], asked: Questions, countries: Mapping[str, str]
    ) -> None:
        self.line, self.raw, self.asked, self.countries = line, raw, asked, countries
        self.faults: list[LineFault] = []

    def fault(self, column: str, message: str, **params: object) -> None:
        self.faults.append(LineFault(self.line, column, message, params))

    def said(self, name: str, most: int = 200) -> str:
        try:
            return limited(clean(self.raw.get(name, "")), most)
        except Wrong as wrong:
            self.fault(name, MESSAGES[wrong.code], **wrong.params)
            return ""

    def read(self, quotas: Mapping[UUID, str]) -> Invited:
        arabic, latin = self.said("name_ar"), self.said("name_fr")
        if not arabic and not latin:
            self.fault("name_fr", NO_NAME)
        country = self._country()
        town = next(
            filter(None, (self.asked.find_city(one, country) for one in (latin, arabic) if one)), None
        )
        name = {"ar": arabic, "fr": latin, "en": latin}
        known = {kind: self._number("places", typed) for kind, typed in quotas.items() if typed.strip()}
        return Invited(
            self.line, country, town.id if town else None, Text() if town else Text(name), self.said("focal_name"),
            self._email(), self._language(), self._number("places", self.raw.get("places", "")),
            {kind: number for kind, number in known.items() if number is not None},
        )  # fmt: skip

    def _country(self) -> str:
        typed = self.said("country")
        code = typed.upper() if is_country(typed.upper()) else self.countries.get(folded(typed), "")
        if not code:
            self.fault("country", NO_COUNTRY)
        return code

    def _email(self) -> str:
        typed = self.raw.get("focal_email", "").strip()
        if not typed:
            return ""
        try:
            return contact.email(typed)
        except Wrong as wrong:
            self.fault("focal_email", MESSAGES[wrong.code], **wrong.params)
            return ""

    def _language(self) -> str:
        word = folded(self.raw.get("language", "")).strip()
        known = (key for key, words in LANGUAGE_WORDS.items() if word in map(folded, words))
        chosen = next(known, "") if word else self.asked.languages[0]
        if chosen not in self.asked.languages:
            self.fault("language", MESSAGES["unknown-choice"])
        return chosen

    def _number(self, column: str, typed: str) -> int | None:
        plain = folded(typed).strip()
        if not plain:
            return None
        if not plain.isdigit() or int(plain) > 10_000:
            self.fault(column, NOT_A_NUMBER)
            return None
        return int(plain)

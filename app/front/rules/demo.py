"""Invented delegates of the five countries for the demo: varied, nobody real, the same for the same seed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from app.events.rules import City, EventPart
from app.front.rules.people import Person, long_names_of, person_of
from app.front.rules.roles import DIETS, DOCTORS, MAYORS, NEEDS, REASONS, ROLES, TITLES

COUNTRIES: Mapping[str, int] = {"MR": 34, "TN": 19, "MA": 20, "DZ": 17, "LY": 10}
"""How often a delegate comes from where, in percent: the hosts come in numbers."""

MIX: Mapping[str, int] = {
    "mayor": 20,
    "representative": 42,
    "expert": 12,
    "partner": 10,
    "press": 8,
    "staff": 8,
}
"""Who comes, in percent."""

SPOKEN: Mapping[str, Mapping[str, int]] = {
    "MR": {"ar": 60, "fr": 39, "en": 1},
    "TN": {"ar": 52, "fr": 44, "en": 4},
    "MA": {"ar": 52, "fr": 44, "en": 4},
    "DZ": {"ar": 55, "fr": 43, "en": 2},
    "LY": {"ar": 86, "fr": 2, "en": 12},
}
"""In which language a delegate writes, in percent."""

MOBILES: Mapping[str, tuple[str, tuple[str, ...], int]] = {
    "MR": ("+222", ("22", "36", "46"), 6),
    "TN": ("+216", ("20", "52", "97"), 6),
    "MA": ("+212", ("661", "662", "670"), 6),
    "DZ": ("+213", ("551", "661", "770"), 6),
    "LY": ("+218", ("91", "92", "94"), 7),
}
"""Country code, beginnings of mobile numbers, and how many digits follow."""


class Target(StrEnum):
    """Where the demo leaves a registration."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class InventedDelegate:
    """What one invented person writes into the registration form, and what becomes of it."""

    name_ar: str
    name_latin: str
    honorific: str
    function: str
    category: str
    country: str
    city: City | None
    email: str
    phone: str
    gender: str  # female | male | unsaid
    language: str
    interpretation: str
    diet: str
    access: str
    consents: tuple[str, ...]
    target: Target
    reason: str


def invent(event: EventPart, count: int, seed: int) -> tuple[InventedDelegate, ...]:
    """So many people for an event that has categories; at least five in six of them are to be approved."""
    inventor = _Inventor(event, seed)
    return tuple(inventor.delegates(count))


class _Inventor:
    def __init__(self, event: EventPart, seed: int) -> None:
        self.event = event
        self.chance = Random(seed)  # noqa: S311 - invented people, no secrets
        self.cities = [city for city in event.cities if city.country in COUNTRIES]
        self.taken: set[str] = set()

    def delegates(self, count: int) -> Iterator[InventedDelegate]:
        categories = self._categories(count)
        seats = iter(self.chance.sample(self.cities, len(self.cities)))
        for index, (category, target) in enumerate(zip(categories, self._targets(count), strict=True)):
            seat = next(seats, None) if category == "mayor" else None
            yield self._delegate(index, category, target, seat)

    def _categories(self, count: int) -> list[str]:
        """By the usual mix, with one mayor a city at most."""
        weights = {category.key: MIX.get(category.key, 5) for category in self.event.categories}
        total = sum(weights.values())
        found = [key for key, weight in weights.items() for _ in range(count * weight // total)]
        mayors = found.count("mayor")
        found = [key for key in found if key != "mayor"] + ["mayor"] * min(mayors, len(self.cities))
        others = [key for key in weights if key != "mayor"] or list(weights)
        found += self.chance.choices(others, [weights[key] for key in others], k=count - len(found))
        self.chance.shuffle(found)
        return found

    def _targets(self, count: int) -> list[Target]:
        targets = [Target.REFUSED, Target.WITHDRAWN] * (count // 50) + [Target.SUBMITTED] * (count // 10)
        targets += [Target.APPROVED] * (count - len(targets))
        self.chance.shuffle(targets)
        return targets

    def _delegate(self, index: int, category: str, target: Target, seat: City | None) -> InventedDelegate:
        country, city = (seat.country, seat) if seat else self._home(category)
        person = self._person(index, country, category)
        only_latin, only_arabic = index % 40 == 7, index % 40 == 23
        language = self._language(country, only_arabic)
        return InventedDelegate(
            name_ar="" if only_latin else person.arabic,
            name_latin="" if only_arabic else person.latin,
            honorific=self._honorific(category, language, person.female),
            function=self._function(category, country, language, person.female),
            category=category,
            country=country,
            city=city,
            email=self._email(person.latin),
            phone=self._phone(country),
            gender="unsaid" if self._happens(8) else "female" if person.female else "male",
            language=language,
            interpretation=self._interpretation(language),
            diet=self._said(DIETS, language) if self._happens(9) else "",
            access=self._said(NEEDS, language) if self._happens(4) else "",
            consents=tuple(c.key for c in self.event.consents if c.required or self._happens(72)),
            target=target,
            reason=self._said(REASONS, language) if target is Target.REFUSED else "",
        )

    def _home(self, category: str) -> tuple[str, City | None]:
        """A country and one of its cities, members more often; the staff are the host's people."""
        hosts = category == "staff" and self.event.country in COUNTRIES
        country = self.event.country if hosts else self._weighed(COUNTRIES)
        cities = [city for city in self.cities if city.country == country]
        members = [city for city in cities if city.member and self._happens(75)]
        return country, self.chance.choice(members or cities) if cities else None

    def _person(self, index: int, country: str, category: str) -> Person:
        """Nobody twice; a very long name now and then."""
        long = [p for p in long_names_of(country) if p.latin not in self.taken] if index % 25 == 11 else []
        female = self._happens(30 if category == "mayor" else 45)
        person = long[0] if long else person_of(country, female, self.chance)
        for _ in range(20):
            if person.latin not in self.taken:
                break
            person = person_of(country, female, self.chance)
        self.taken.add(person.latin)
        return person

    def _language(self, country: str, arabic: bool) -> str:
        known = {code: weight for code, weight in SPOKEN[country].items() if code in self.event.languages}
        if arabic and "ar" in known:
            return "ar"
        return self._weighed(known) if known else self.event.languages[0]

    def _honorific(self, category: str, language: str, female: bool) -> str:
        titles = DOCTORS if self._happens(50 if category == "expert" else 6) else TITLES
        return "" if self._happens(8) else titles.get(language, titles["en"])[female]

    def _function(self, category: str, country: str, language: str, female: bool) -> str:
        roles = (MAYORS[country],) if category == "mayor" else ROLES.get(category, ROLES["representative"])
        return self.chance.choice(roles).said(language, female)

    def _interpretation(self, language: str) -> str:
        """Most ask for their own language, who writes English for one that is interpreted."""
        offered = [code for code in ("ar", "fr") if code in self.event.languages]
        if language in offered:
            return language if self._happens(75) else ""
        return self.chance.choice(offered) if offered else ""

    def _email(self, latin: str) -> str:
        words = _plain(latin).split()
        local = f"{words[0]}.{words[-1]}"
        domain = self.chance.choice(("example.org", "example.com"))
        number = 1
        while (address := f"{local}{number if number > 1 else ''}@{domain}") in self.taken:
            number += 1
        self.taken.add(address)
        return address

    def _phone(self, country: str) -> str:
        code, beginnings, digits = MOBILES[country]
        while True:
            end = self.chance.randrange(10**digits)
            number = f"{code}{self.chance.choice(beginnings)}{end:0{digits}}"
            if number not in self.taken:
                self.taken.add(number)
                return number

    def _said(self, texts: Sequence[Mapping[str, str]], language: str) -> str:
        text = self.chance.choice(texts)
        return text.get(language, text["en"])

    def _happens(self, percent: int) -> bool:
        return self.chance.randrange(100) < percent

    def _weighed(self, weights: Mapping[str, int]) -> str:
        return self.chance.choices(list(weights), list(weights.values()))[0]


def _plain(latin: str) -> str:
    """Small letters a to z and spaces: accents, hyphens and apostrophes fall away."""
    return re.sub("[^a-z ]", "", unicodedata.normalize("NFKD", latin.lower()))

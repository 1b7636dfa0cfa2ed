"""Whole names of invented people: a given and a family name that go together in a country."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from app.front.rules.family_names import FAMILIES, FATHERS, LONG, SOUTHERN_FAMILIES
from app.registration.rules.given_names import (
    MEN,
    MEN_OF,
    SOUTHERN_MEN,
    SOUTHERN_WOMEN,
    WOMEN,
    WOMEN_OF,
    Name,
)

KNOWN = frozenset(
    {
        "Ahmed Tazi", "Alioune Diop", "Amadou Ba", "Amadou Diallo", "Amadou Koïta", "Babacar Diop",
        "Demba Ba", "Mamadou Ba", "Mohamed Ben Salem", "Mohammed Kettani", "Moussa Diawara", "Moussa Sow",
        "Moussa Traoré", "Nabil Lahlou", "Salah Mejri", "Yassine Ayari", "Youssef El Amrani",
    }
)  # fmt: skip
"""What chance could put together, and somebody in public life is called."""

AT_HOME = {"MR": 0.6}
"""How many bear a name that is at home in their country above all; elsewhere one in three."""


class Person(NamedTuple):
    """A name in both scripts, and whether it is a woman's."""

    arabic: str
    latin: str
    female: bool


def person_of(country: str, female: bool, chance: Random) -> Person:
    """A name as it is borne in one of the five countries."""
    while True:
        person = _person(country, female, chance)
        if person.latin not in KNOWN:
            return person


def long_names_of(country: str) -> tuple[Person, ...]:
    """Names of a country for which a badge has to find room."""
    return tuple(Person(name.arabic, name.latin, name.female) for name in LONG.get(country, ()))


def _person(country: str, female: bool, chance: Random) -> Person:
    if country == "MR":
        southern = chance.random() < 0.3
        return _southern(female, chance) if southern else _moorish(female, chance)
    given = _given(country, female, chance)
    family = chance.choice(FAMILIES[country])
    return _joined(given, family, country, female)


def _moorish(female: bool, chance: Random) -> Person:
    given, father = _given("MR", female, chance), chance.choice(FATHERS)
    arabic, latin = ("منت", "Mint") if female else ("ولد", "Ould")
    return Person(
        f"{given.arabic} {arabic} {father.arabic}", f"{given.in_latin('MR')} {latin} {father.latin}", female
    )


def _southern(female: bool, chance: Random) -> Person:
    given = chance.choice(SOUTHERN_WOMEN if female else SOUTHERN_MEN)
    return _joined(given, chance.choice(SOUTHERN_FAMILIES), "MR", female)


def _given(country: str, female: bool, chance: Random) -> Name:
    everywhere, here = (WOMEN, WOMEN_OF) if female else (MEN, MEN_OF)
    return chance.choice(here[country] if chance.random() < AT_HOME.get(country, 1 / 3) else everywhere)


def _joined(given: Name, family: Name, country: str, female: bool) -> Person:
    return Person(
        f"{given.arabic} {family.arabic}", f"{given.in_latin(country)} {family.in_latin(country)}", female
    )

"""The demo's people: plausible in both scripts, varied, nobody real, the same for the same seed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import phonenumbers
import pytest
from email_validator import validate_email

from app.agenda.rules import parse
from app.events.rules import EventPart
from app.front.rules import InventedDelegate, Target, invent
from app.front.rules.family_names import FAMILIES, FATHERS, LONG, SOUTHERN_FAMILIES
from app.front.rules.people import KNOWN
from app.front.rules.roles import DIETS, DOCTORS, MAYORS, NEEDS, REASONS, ROLES, TITLES
from app.registration.rules.given_names import (
    MEN,
    MEN_OF,
    SOUTHERN_MEN,
    SOUTHERN_WOMEN,
    WOMEN,
    WOMEN_OF,
    Name,
)

REFERENCE = Path(__file__).parents[2] / "app/front/data/nouakchott.toml"
ARABIC = re.compile(r"[\u0621-\u064a]+( [\u0621-\u064a]+)*")
LATIN = re.compile(r"[A-Z][a-zçèéêëîïô]*(['-][A-Z][a-zéï]+)?( [A-Z][a-zçèéêëîïô]*(['-][A-Z][a-zéï]+)?)*")
POLITICIANS = (
    "Abdel Aziz", "Akhannouch", "Aït Ahmed", "Benkirane", "Ben Ali", "Bouteflika", "Bourguiba", "Dbeibah",
    "Daddah", "El Othmani", "Essebsi", "Ghannouchi", "Ghazouani", "Haftar", "Haidalla", "Kadhafi", "Marzouki",
    "Ouyahia", "Saied", "Sarraj", "Taya", "Tebboune",
)  # fmt: skip

GIVEN = [*MEN, *WOMEN, *SOUTHERN_MEN, *SOUTHERN_WOMEN, *sum(MEN_OF.values(), ()), *sum(WOMEN_OF.values(), ())]
FAMILY = [*FATHERS, *SOUTHERN_FAMILIES, *sum(FAMILIES.values(), ())]


@pytest.fixture(scope="module")
def event() -> EventPart:
    return parse(REFERENCE.read_bytes()).event


@pytest.fixture(scope="module")
def people(event: EventPart) -> tuple[InventedDelegate, ...]:
    return invent(event, 150, seed=1)


def test_there_are_names_enough_for_a_crowd() -> None:
    assert len({name.arabic for name in GIVEN}) >= 60
    assert len({name.arabic for name in FAMILY}) >= 80
    assert len({name.latin for name in FAMILY}) >= 80


@pytest.mark.parametrize("name", [*GIVEN, *FAMILY], ids=lambda name: name.latin)
def test_a_name_is_in_arabic_letters_here_and_in_latin_letters_there(name: Name) -> None:
    assert ARABIC.fullmatch(name.arabic)
    assert all(LATIN.fullmatch(latin) for latin in (name.latin, *name.spelt.values()))


def test_long_names_too_are_each_in_their_script_and_really_long() -> None:
    for name in sum(LONG.values(), ()):
        assert ARABIC.fullmatch(name.arabic)
        assert LATIN.fullmatch(name.latin)
        assert len(name.latin) > 40


def test_a_name_is_listed_once_where_it_is_chosen_from() -> None:
    for names in (MEN, WOMEN, SOUTHERN_MEN, SOUTHERN_WOMEN, FATHERS, SOUTHERN_FAMILIES, *FAMILIES.values()):
        assert max(Counter(name.arabic for name in names).values()) == 1
        assert max(Counter(name.latin for name in names).values()) == 1


def test_nobody_bears_the_name_of_a_known_politician(event: EventPart) -> None:
    everybody = " | ".join(person.name_latin for person in invent(event, 2000, seed=7))
    assert not [name for name in POLITICIANS if name in everybody]
    assert not KNOWN & set(everybody.split(" | "))


def test_words_are_in_the_letters_of_their_language() -> None:
    by_country = [*MAYORS.values(), *sum(ROLES.values(), ())]
    arabic = [words for role in by_country for words in role.ar] + [text["ar"] for text in DIETS + NEEDS]
    french = [words for role in by_country for words in (*role.fr, role.en)]
    assert all(re.fullmatch(r"[\u0621-\u064a .]+", words) for words in arabic)
    assert not any(re.search(r"[\u0600-\u06ff]", words) for words in french)
    assert all(set(text) == {"ar", "fr", "en"} for text in (*DIETS, *NEEDS, *REASONS, TITLES, DOCTORS))


def test_the_same_seed_makes_the_same_people_and_another_seed_others(event: EventPart) -> None:
    assert invent(event, 40, seed=3) == invent(event, 40, seed=3)
    assert invent(event, 40, seed=3) != invent(event, 40, seed=4)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_most_are_approved_and_each_other_state_is_there(event: EventPart, seed: int) -> None:
    states = Counter(person.target for person in invent(event, 150, seed))
    assert states[Target.APPROVED] >= 125
    assert (states[Target.REFUSED], states[Target.WITHDRAWN]) == (3, 3)
    assert states[Target.SUBMITTED] == 150 - states[Target.APPROVED] - 6


def test_only_a_refusal_has_a_reason(people: tuple[InventedDelegate, ...]) -> None:
    assert all(bool(person.reason) == (person.target is Target.REFUSED) for person in people)


@pytest.mark.parametrize("count", [0, 1, 7, 150, 1200])
def test_as_many_come_as_were_asked_for_and_nobody_twice(event: EventPart, count: int) -> None:
    invented = invent(event, count, seed=5)
    assert len(invented) == count
    assert len({person.email for person in invented}) == count
    assert len({person.phone for person in invented}) == count


def test_nobody_is_called_like_another(people: tuple[InventedDelegate, ...]) -> None:
    names = [person.name_latin for person in people if person.name_latin]
    assert len(set(names)) == len(names)


def test_the_five_countries_and_all_categories_are_there(people: tuple[InventedDelegate, ...]) -> None:
    assert {person.country for person in people} == {"DZ", "LY", "MA", "MR", "TN"}
    assert {p.category for p in people} == {"mayor", "representative", "expert", "partner", "press", "staff"}
    assert {person.language for person in people} == {"ar", "fr", "en"}
    assert Counter(person.gender for person in people).keys() == {"female", "male", "unsaid"}


def test_a_city_has_one_mayor(people: tuple[InventedDelegate, ...]) -> None:
    mayors = [person.city.name.pick("fr") for person in people if person.category == "mayor" and person.city]
    assert len(mayors) >= 20
    assert len(set(mayors)) == len(mayors)
    assert all(person.city and person.city.country == person.country for person in people)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_few_wrote_their_name_in_one_script_only_but_everybody_has_a_name(
    event: EventPart, seed: int
) -> None:
    invented = invent(event, 150, seed)
    assert 1 <= sum(not person.name_ar for person in invented) <= 8
    assert 1 <= sum(not person.name_latin for person in invented) <= 8
    assert all(person.name_ar or person.name_latin for person in invented)
    assert sum(len(person.name_latin) > 40 for person in invented) >= 1


def test_addresses_and_numbers_are_valid_and_lead_nowhere(event: EventPart) -> None:
    for person in invent(event, 600, seed=2):
        assert validate_email(person.email, check_deliverability=False).normalized == person.email
        assert person.email.endswith(("@example.org", "@example.com"))
        number = phonenumbers.parse(person.phone)
        assert phonenumbers.is_valid_number_for_region(number, person.country)
        assert phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) == person.phone


def test_a_function_is_in_the_language_of_the_delegate(people: tuple[InventedDelegate, ...]) -> None:
    for person in people:
        assert bool(re.search(r"[\u0621-\u064a]", person.function)) == (person.language == "ar")


def test_what_is_required_is_agreed_to_by_all_and_the_rest_by_some(
    people: tuple[InventedDelegate, ...],
) -> None:
    given = Counter(key for person in people for key in person.consents)
    assert given["processing"] == 150
    assert all(75 <= given[key] < 150 for key in ("list", "photo", "network"))
    assert 2 <= sum(bool(person.diet) for person in people) <= 40
    assert 1 <= sum(bool(person.access) for person in people) <= 25


def test_an_event_of_other_categories_languages_and_no_cities_gets_people_too(event: EventPart) -> None:
    guest = replace(event.categories[0], key="guest")
    other = replace(event, categories=(guest,), languages=("pt",), cities=(), consents=())
    invented = invent(other, 30, seed=1)
    assert {(person.category, person.language, person.city) for person in invented} == {("guest", "pt", None)}

"""Who is suspected to be one person, and a name's other script."""

from __future__ import annotations

from uuid import UUID

import pytest

from app.registration.rules.duplicates import Candidate, suspects
from app.registration.rules.names import name_forms
from app.registration.rules.text import has_arabic, has_latin
from app.registration.rules.transliteration import to_arabic, to_latin


def person(number: int, arabic: str = "", latin: str = "", **more: str) -> Candidate:
    said = {"email": "", "phone": "", "country": "MR", "city": "Rosso"} | more
    return Candidate(UUID(int=number), arabic, latin, **said)


def reasons(one: Candidate, other: Candidate) -> tuple[str, ...]:
    found = suspects([one, other])
    return found[0].reasons if found else ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("محمد ولد أحمد", ""), ("", "Mohamed Ould Ahmed")),
        (("", "Mohammed Ahmad"), ("", "Mohamed Ould Ahmed")),
        (("عبد الرحمن اليعقوبي", ""), ("", "Abderrahmane El Yaacoubi")),
        (("", "Fatma Mint Salem"), ("فاطمة بنت سالم", "")),
        (("", "Ould Ahmed Mohamed"), ("", "Mohamed Ould Ahmed")),
    ],
)
def test_two_spellings_or_scripts_of_a_name_in_one_city_are_a_pair(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert reasons(person(1, *one), person(2, *other)) == ("name-city",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person(1, latin="Mohamed Ould Ahmed"), person(2, latin="Moussa Ould Ahmed")),
        (person(1, latin="Amina Salem", city="Atar"), person(2, latin="Amina Salem")),
        (
            person(1, latin="Amina Salem", email="mairie@x.org"),
            person(2, latin="Bilal Haddad", email="mairie@x.org"),
        ),
        (person(1, latin="Amina", phone="1"), person(2, latin="Bilal", phone="1")),
    ],
)
def test_namesakes_elsewhere_and_colleagues_under_one_address_are_no_pair(
    one: Candidate, other: Candidate
) -> None:
    assert reasons(one, other) == ()


def test_the_reasons_are_told_and_the_likeliest_comes_first() -> None:
    one = person(1, latin="Amina Mint Salem", email="a@x.org", phone="+2221")
    same = person(2, "أمينة سالم", email="a@x.org", phone="+2221")
    near = person(3, latin="Amina Haddad", email="a@x.org", city="Atar")
    found = suspects([near, same, one])
    assert [(pair.first.int, pair.second.int) for pair in found] == [(1, 2), (1, 3), (2, 3)]
    assert found[0].reasons == ("email", "name-city", "phone")
    assert [
        (pair.first.int, pair.second.int) for pair in suspects([one, same, near], [(same.id, one.id)])
    ] == [
        (1, 3),
        (2, 3),
    ]


def test_a_crowd_that_shares_one_thing_costs_no_comparison() -> None:
    many = [person(number, latin=f"Amina {number}", email="all@x.org") for number in range(300)]
    assert suspects(many) == []


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("محمد ولد أحمد", "Mohamed Ould Ahmed"),
        ("عبد الرحمن", "Abderrahmane"),
        ("خديجة المنصوري", "Khadija Mansouri"),
        ("سيدي محمد ولد الشيخ", "Sidi Mohamed Ould Cheikh"),
        ("نور الدين بن علي", "Noureddine Ben Ali"),
    ],
)
def test_usual_names_go_over_and_come_back(arabic: str, latin: str) -> None:
    assert to_latin(arabic) == latin
    assert name_forms(to_arabic(latin)) == name_forms(arabic)


@pytest.mark.parametrize("name", ["حمودي بوشناق", "قرقوري", "ورقلة يوسفي", "شَكري"])
def test_other_names_go_letter_by_letter_and_sound_alike(name: str) -> None:
    proposed = to_latin(name)
    assert has_latin(proposed)
    assert not has_arabic(proposed)
    assert set(name_forms(f"{proposed} x{proposed}")) & set(name_forms(f"{name} x{proposed}"))


@pytest.mark.parametrize("name", ["Hammadi Bouchnak", "Jean-Pierre Dupont", "Zohra Drif"])
def test_latin_names_become_arabic_letters_only(name: str) -> None:
    assert has_arabic(to_arabic(name))
    assert not has_latin(to_arabic(name))
    assert to_arabic("") == to_latin("") == ""

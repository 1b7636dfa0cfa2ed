"""Hijri dates, references, and the count before a sending."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from app.letters.rules import hijri_day, letter_day
from app.letters.rules.audience import Person, counted, spoken
from app.letters.rules.references import NoLetter, check_state, prefix_of, reference


@pytest.mark.parametrize(
    ("day", "said"),
    [  # the civil calendar of Saudi Arabia: first days of Ramadan and of the year
        (date(2025, 3, 1), "1 رمضان 1446 هـ"),
        (date(2026, 2, 18), "1 رمضان 1447 هـ"),
        (date(2024, 7, 7), "1 محرم 1446 هـ"),
        (date(2027, 1, 28), "20 شعبان 1448 هـ"),
    ],
)
def test_hijri_days_are_those_of_umm_al_qura(day: date, said: str) -> None:
    assert hijri_day(day, "ar").replace("\u00a0", " ") == said


def test_a_letter_says_both_dates_where_asked() -> None:
    day = date(2027, 1, 1)
    assert letter_day(day, "fr", "MR", False).replace("\u00a0", " ") == "1er janvier 2027"
    both = letter_day(day, "ar", "DZ", True).replace("\u00a0", " ")
    assert both == "23 رجب 1448 هـ – 1 جانفي 2027 م"
    assert letter_day(day, "fr", "MR", True).replace("\u00a0", " ") == "1er janvier 2027 – 23 rajab 1448 H."
    with pytest.raises(ValueError, match="1343"):
        hijri_day(date(2200, 1, 1), "ar")


def test_references_are_made_of_plain_letters() -> None:
    assert reference(prefix_of("Nkc 2027", "x"), "visa", 2027, 7) == "NKC-2027/VISA/2027/0007"
    assert prefix_of("", "nouakchott") == "NOUAKCHOTT"
    assert prefix_of("تونس", "") == "EVENT"


def test_letters_are_written_for_those_who_come() -> None:
    check_state("invitation", "submitted")
    for kind, state in (("participation", "submitted"), ("visa", "withdrawn"), ("invitation", "refused")):
        with pytest.raises(NoLetter):
            check_state(kind, state)


def test_the_count_says_who_gets_it_and_who_does_not() -> None:
    def person(email: str, language: str) -> Person:
        return Person(uuid4(), email or "nobody", email, language)

    people = [
        person("a@x.mr", "ar"),
        person("a@x.mr", "fr"),
        person("b@x.mr", "zgh"),
        person("", "fr"),
        person("c@x.mr", "fr"),
    ]
    found = counted(people, ["fr", "ar"], {"c@x.mr"}, None)
    assert found.reached == 3
    assert dict(found.by_language) == {"ar": 1, "fr": 2}
    assert [one.email for one in found.came_back] == ["c@x.mr"]
    assert len(found.no_address) == 1
    assert {email: len(some) for email, some in found.shared.items()} == {"a@x.mr": 2}
    assert spoken("zgh", ["fr", "ar"]) == "fr"

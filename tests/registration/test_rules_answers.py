"""Answers: every fault at its field and all at once, hostile text made harmless, near misses asked about."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.i18n import Text
from app.registration.rules import (
    AskedConsent,
    Faulty,
    KnownCategory,
    KnownCity,
    Questions,
    Submission,
    check_answers,
    check_submission,
    finds,
)
from app.registration.rules.contact import distance, suggestion
from app.registration.rules.text import clean
from tests.registration.conftest import RAW, WINDOW

ROSSO, TUNIS = uuid4(), uuid4()
ASKED = Questions(
    languages=("ar", "fr"),
    fallback=("ar", "fr"),
    interpretation=("ar", "fr"),
    network=("MR", "TN"),
    categories=(KnownCategory(uuid4(), "mayor", Text(en="Mayor")),),
    consents=(
        AskedConsent("processing", True, Text(ar="أوافق", fr="J’accepte")),
        AskedConsent("photo", False, Text(fr="Photos")),
    ),
    cities=(
        KnownCity(ROSSO, "MR", Text(ar="روصو", fr="Rosso")),
        KnownCity(TUNIS, "TN", Text(ar="تونس", fr="Tunis")),
    ),
    window=WINDOW,
)


def check(**changes: str) -> Submission:
    return check_submission({**RAW, **changes}, ASKED, "fr")


def faults(**changes: str) -> list[tuple[str, str]]:
    with pytest.raises(Faulty) as refused:
        check(**changes)
    return [(fault.field, fault.code) for fault in refused.value.faults]


def test_answers_in_order_are_taken_as_they_are_meant() -> None:
    answers = check(email=" Mayor@Ville.Example.ORG ", name_latin="  Mohamed   Ould Ahmed ").answers
    assert answers.email == "mayor@ville.example.org"
    assert answers.name_latin == "Mohamed Ould Ahmed"
    assert answers.phone == "+22222123456"
    assert answers.category_id == ASKED.categories[0].id
    assert finds("محمد أحمد", answers.search)


def test_all_faults_come_at_once_in_the_order_of_the_form() -> None:
    with pytest.raises(Faulty) as refused:
        check_submission({}, ASKED, "fr")
    assert [(fault.field, fault.code) for fault in refused.value.faults] == [
        ("name_ar", "name-missing"),
        ("category", "missing"),
        ("country", "missing"),
        ("city", "missing"),
        ("email", "missing"),
        ("language", "missing"),
        ("consent_processing", "consent-needed"),
    ]


@pytest.mark.parametrize(
    "changes, fault",
    [
        ({"name_ar": "Mohamed"}, ("name_ar", "not-arabic")),
        ({"name_latin": "محمد"}, ("name_latin", "not-latin")),
        ({"name_latin": "M" * 121}, ("name_latin", "too-long")),
        ({"name_latin": "See www.spam.example"}, ("name_latin", "address-inside")),
        ({"function": "http://spam.example"}, ("function", "address-inside")),
        ({"category": "king"}, ("category", "unknown-choice")),
        ({"country": "XX"}, ("country", "unknown-choice")),
        ({"email": "mayor@"}, ("email", "not-an-email")),
        ({"email": "a@b@c.org"}, ("email", "not-an-email")),
        ({"phone": "12"}, ("phone", "not-a-phone")),
        ({"phone": "call me"}, ("phone", "not-a-phone")),
        ({"gender": "robot"}, ("gender", "unknown-choice")),
        ({"interpretation": "en"}, ("interpretation", "unknown-choice")),
        ({"language": "en"}, ("language", "unknown-choice")),
        ({"diet": "x" * 501}, ("diet", "too-long")),
        ({"access": "x" * 1001}, ("access", "too-long")),
        ({"consent_processing": ""}, ("consent_processing", "consent-needed")),
    ],
)
def test_one_fault_is_named_at_its_field(changes: dict[str, str], fault: tuple[str, str]) -> None:
    assert faults(**changes) == [fault]


def test_one_name_is_enough() -> None:
    assert check(name_ar="").answers.name_latin
    assert check(name_latin="").answers.name_ar


@pytest.mark.parametrize("typed", ["Rosso", "روصو", "ROSSO ", "rosso"])
def test_a_known_city_is_recognised_in_any_language(typed: str) -> None:
    answers = check(city=typed).answers
    assert (answers.city_id, answers.city_typed) == (ROSSO, "")
    assert finds("روصو", answers.search)
    assert finds("Rosso", answers.search)


def test_a_city_of_another_country_stays_as_it_was_typed() -> None:
    answers = check(city="Tunis").answers
    assert (answers.city_id, answers.city_typed) == (None, "Tunis")


@pytest.mark.parametrize(
    "typed, country, number",
    [
        ("22 12 34 56", "MR", "+22222123456"),
        ("٢٢ ١٢ ٣٤ ٥٦", "MR", "+22222123456"),
        ("+216 71 123 456", "MR", "+21671123456"),
        ("0021671123456", "MR", "+21671123456"),
        ("0551 23 45 67", "DZ", "+213551234567"),
        ("", "MR", ""),
    ],
)
def test_a_phone_number_is_read_as_people_dial_it(typed: str, country: str, number: str) -> None:
    assert check(phone=typed, country=country, city="X").answers.phone == number


MISTYPED = [
    ("ali@gmial.com", "ali@gmail.com"),
    ("ali@gamil.com", "ali@gmail.com"),
    ("ali@gmail.co", "ali@gmail.com"),
    ("ali@gmail.con", "ali@gmail.com"),
    ("ali@hotmial.fr", "ali@hotmail.fr"),
    ("ali@yaho.fr", "ali@yahoo.fr"),
    ("ali@outlok.com", "ali@outlook.com"),
    ("ali@topnet.nt", "ali@topnet.tn"),
    ("ali@interieur.gouv.mr", "ali@interieur.gov.mr"),
    ("ali@finances.gov.rm", "ali@finances.gov.mr"),
    ("ali@ville.example.con", "ali@ville.example.com"),
]
RIGHT = [
    "gmail.com", "mail.com", "ymail.com", "yahoo.ca", "gov.mr", "finances.gov.mr", "aimf.asso.fr", "nouakchott.mr",
    "example.org", "commune-tunis.gov.tn", "un.org", "who.int", "gmx.net", "live.fr",
]  # fmt: skip


@pytest.mark.parametrize("typed, meant", MISTYPED)
def test_a_slip_in_a_well_known_domain_is_asked_about(typed: str, meant: str) -> None:
    assert suggestion(typed) == meant


@pytest.mark.parametrize("domain", RIGHT)
def test_a_right_domain_is_not_doubted(domain: str) -> None:
    assert suggestion(f"ali@{domain}") == ""


def test_the_delegate_may_keep_the_address_or_take_the_one_proposed() -> None:
    assert faults(email="ali@gmial.com") == [("email", "mistyped-email")]
    kept = check(email="ali@gmial.com", email_choice="ali@gmial.com")
    taken = check(email="ali@gmial.com", email_choice="ali@gmail.com")
    assert (kept.answers.email, taken.answers.email) == ("ali@gmial.com", "ali@gmail.com")
    assert faults(email="ali@gmial.com", email_choice="eve@evil.example") == [("email", "mistyped-email")]


@pytest.mark.parametrize(
    "one, other, letters",
    [("", "", 0), ("gmail", "gmail", 0), ("gmial", "gmail", 1), ("gmal", "gmail", 1), ("abc", "cab", 2)],
)
def test_neighbours_swapped_count_once(one: str, other: str, letters: int) -> None:
    assert distance(one, other) == letters


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("Ali\u202egnp.exe", "Alignp.exe"),
        ("\u2067Ali\u2069", "Ali"),
        ("Ali\x00\x1b[31m", "Ali[31m"),
        ("A\u200bl\u200ei\ufeff", "Ali"),
        ("Z" + "\u0301" * 40, "Ź" + "\u0301" * 3),
        ("Ali\r\nBcc: all@example.org", "Ali Bcc: all@example.org"),
        ("مُحَمَّد", "مُحَمَّد"),
        ("\u200c", ""),
    ],
)
def test_what_hides_or_turns_text_is_taken_out(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean(clean(text, lines=True), lines=True) == clean(text, lines=True)


def test_each_consent_is_kept_with_the_words_that_were_shown() -> None:
    given = check_submission({**RAW, "consent_photo": ""}, ASKED, "ar").consents
    assert [(one.key, one.given, one.language, one.words) for one in given] == [
        ("processing", True, "ar", "أوافق"),
        ("photo", False, "fr", "Photos"),
    ]


def test_a_change_asks_no_consent() -> None:
    assert check_answers({**RAW, "consent_processing": ""}, ASKED).country == "MR"


@given(
    st.dictionaries(
        st.sampled_from([*RAW, "email_choice", "gender", "diet", "access"]), st.text(max_size=300)
    )
)
def test_whatever_is_typed_becomes_answers_or_faults(typed: dict[str, str]) -> None:
    try:
        answers = check_submission({**RAW, **typed}, ASKED, "fr").answers
    except Faulty:
        return
    assert answers.name_ar or answers.name_latin
    assert isinstance(answers.category_id, UUID)

"""Texts in several languages as one value, and days, hours and numbers as each country says them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import clock, i18n
from app.kernel.i18n import Text, _, current_language, ngettext, speaking

THURSDAY = date(2027, 1, 28)
NBSP = "\u00a0"
SAID = Text(ar="مدينة", fr="Ville", es="Ciudad")

codes = st.sampled_from(["ar", "fr", "en", "es", "pt", "ff"])
texts = st.dictionaries(codes, st.text(max_size=5))


def plain(text: str) -> str:
    """With ordinary spaces, to be read."""
    return text.replace(NBSP, " ")


@given(texts)
def test_a_text_keeps_what_is_not_blank(said: dict[str, str]) -> None:
    kept = Text(said)
    assert dict(kept) == {code: words.strip() for code, words in said.items() if words.strip()}
    assert Text(dict(kept)) == kept
    assert bool(kept) == any(words.strip() for words in said.values())


@given(texts, codes, st.lists(codes, max_size=3))
def test_a_text_falls_back_in_a_stated_order(said: dict[str, str], asked: str, fallback: list[str]) -> None:
    text = Text(said)
    words, language = text.best(asked, tuple(fallback))
    order = [code for code in (asked, *fallback, *text) if code in text]
    assert language == (order[0] if order else asked)
    assert words == text.get(language, "") == text.pick(asked, tuple(fallback))


@pytest.mark.parametrize(
    ("language", "fallback", "words"),
    [("fr", (), "Ville"), ("en", ("fr", "ar"), "Ville"), ("en", ("pt", "es"), "Ciudad"), ("en", (), "مدينة")],
)
def test_the_reader_gets_the_nearest_words(language: str, fallback: tuple[str, ...], words: str) -> None:
    assert SAID.pick(language, fallback) == words


def test_what_is_missing_is_told_only_where_something_was_said() -> None:
    assert SAID.missing(("ar", "fr", "en", "es")) == ("en",)
    assert Text().missing(("ar", "fr")) == ()
    assert Text().best("fr", ("ar",)) == ("", "fr")


def test_a_text_is_a_value() -> None:
    assert Text(fr="Ville", ar=" مدينة ") == Text({"ar": "مدينة", "fr": "Ville"})
    assert len({Text(fr="Ville", ar="مدينة"), Text(ar="مدينة", fr="Ville"), Text()}) == 2
    assert eval(repr(SAID)) == SAID
    with pytest.raises(TypeError):
        SAID["fr"] = "Cité"  # type: ignore[index]


@pytest.mark.parametrize(
    ("language", "side"),
    [("ar", "rtl"), ("ar-MR", "rtl"), ("fa", "rtl"), ("fr", "ltr"), ("en", "ltr"), ("ff", "ltr")],
)
def test_each_language_has_its_direction(language: str, side: str) -> None:
    assert i18n.direction(language) == side


DAYS = {
    ("ar", "DZ"): "الخميس 28 جانفي 2027",
    ("ar", "TN"): "الخميس 28 جانفي 2027",
    ("ar", "MR"): "الخميس 28 يناير 2027",
    ("ar", "MA"): "الخميس 28 يناير 2027",
    ("ar", "LY"): "الخميس 28 يناير 2027",
    ("ar", ""): "الخميس 28 يناير 2027",
    ("fr", "MR"): "jeudi 28 janvier 2027",
    ("en", "MR"): "Thursday, 28 January 2027",
    ("es", "MR"): "jueves 28 enero 2027",
    ("xx", "MR"): "Thursday 28 January 2027",
}


@pytest.mark.parametrize(("language", "country"), DAYS)
def test_a_day_is_said_as_the_country_says_it(language: str, country: str) -> None:
    said = i18n.format_day(THURSDAY, language, country)
    assert plain(said) == DAYS[language, country]
    assert " " not in said  # a line never ends between a day and its month


def test_months_differ_within_one_language() -> None:
    july = date(2027, 7, 5)
    said = [plain(i18n.format_day(july, "ar", country, weekday=False)) for country in ("DZ", "MA", "MR")]
    assert said == ["5 جويلية 2027", "5 يوليوز 2027", "5 يوليو 2027"]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("country", ["DZ", "LY", "MA", "MR", "TN", "EG"])
def test_every_date_and_hour_has_western_digits(language: str, country: str) -> None:
    moment = clock.instant(datetime(2027, 1, 28, 13, 58, tzinfo=UTC))
    said = i18n.format_moment(moment, "Africa/Tunis", language, country)
    assert "2027" in said
    assert "28" in said
    assert said.endswith("14:58")
    assert not [sign for sign in said if sign.isdecimal() and not sign.isascii()]


def test_the_year_and_the_weekday_may_be_left_out() -> None:
    assert plain(i18n.format_day(THURSDAY, "fr", weekday=False, year=False)) == "28 janvier"
    assert plain(i18n.format_day(THURSDAY, "en", year=False)) == "Thursday, 28 January"


SPANS = {
    (date(2027, 1, 28), date(2027, 1, 28)): "28 janvier 2027",
    (date(2027, 1, 28), date(2027, 1, 29)): "28–29 janvier 2027",
    (date(2027, 1, 31), date(2027, 2, 2)): "31 janvier – 2 février 2027",
    (date(2027, 12, 31), date(2028, 1, 1)): "31 décembre 2027 – 1er janvier 2028",
    (date(2027, 3, 1), date(2027, 3, 2)): "1er–2 mars 2027",
}


@pytest.mark.parametrize(("first", "last"), SPANS)
def test_a_span_names_once_what_it_shares(first: date, last: date) -> None:
    assert plain(i18n.format_days(first, last, "fr")) == SPANS[first, last]


@pytest.mark.parametrize(("language", "order"), [("ar", "\u2067"), ("fr", "\u2066"), ("en", "\u2066")])
def test_hours_are_one_piece_in_the_reading_order(language: str, order: str) -> None:
    assert i18n.format_span("09:00", "10:30", language) == f"{order}09:00\u2060–\u206010:30\u2069"


def test_only_french_counts_the_first_of_a_month() -> None:
    first = date(2027, 3, 1)
    said = [plain(i18n.format_day(first, language, weekday=False)) for language in ("fr", "en", "ar")]
    assert said == ["1er mars 2027", "1 March 2027", "1 مارس 2027"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("ar", "1,234,567.5"), ("fr", "1_234_567,5"), ("en", "1,234,567.5"), ("es", "1.234.567,5")],
)
def test_a_number_never_breaks_and_has_western_digits(language: str, said: str) -> None:
    assert i18n.format_number(1234567.5, language) == said.replace("_", NBSP)


def test_countries_and_languages_are_named_in_the_readers_language() -> None:
    assert [i18n.country_name("MR", language) for language in ("ar", "fr", "en")] == [
        "موريتانيا",
        "Mauritanie",
        "Mauritania",
    ]
    assert i18n.country_name("XX", "fr") == "XX"
    assert i18n.language_names(("ar", "fr", "xx"), "ar") == "العربية، الفرنسية، xx"
    assert i18n.language_names(("ar", "fr"), "en") == "Arabic, French"


ARABIC_PLURALS = {
    0: "لا طلبات", 1: "طلب واحد", 2: "طلبان", 3: "3 طلبات", 10: "10 طلبات", 11: "11 طلب", 100: "100 طلب",
    103: "103 طلبات",
}  # fmt: skip


@pytest.mark.parametrize("number", ARABIC_PLURALS)
def test_arabic_counts_in_six_ways(sqlite_app: Flask, number: int) -> None:
    with sqlite_app.app_context(), speaking("ar"):
        said = ngettext("%(num)s waiting for you", "%(num)s waiting for you", number)
    assert said.startswith(ARABIC_PLURALS[number])


def test_french_counts_nought_as_one(sqlite_app: Flask) -> None:
    with sqlite_app.app_context(), speaking("fr"):
        said = [ngettext("%(num)s person came", "%(num)s people came", number) for number in (0, 1, 2)]
    assert said == ["0 personne venue", "1 personne venue", "2 personnes venues"]


def test_another_language_is_spoken_for_a_while_only(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/?lang=fr"):
        with speaking("ar"):
            assert (current_language(), _("Register")) == ("ar", "التسجيل")
            with speaking("en"):
                assert (current_language(), _("Register")) == ("en", "Register")
            assert (current_language(), _("Register")) == ("ar", "التسجيل")
        assert (current_language(), _("Register")) == ("fr", "S’inscrire")


def test_a_language_that_the_program_lacks_is_answered_in_english(sqlite_app: Flask) -> None:
    with sqlite_app.app_context(), speaking("es"):
        assert (current_language(), _("Register")) == ("en", "Register")

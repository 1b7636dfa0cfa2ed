"""The pieces that reading event files is made of: lines, codes, unknown values, who is who."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.events.rules import (
    City,
    Organiser,
    TooDeep,
    align,
    is_country,
    is_key,
    is_language,
    is_slug,
    is_timezone,
    lines_of,
    pack_extra,
    unpack_extra,
)
from app.kernel.i18n import Text
from tests.support.documents import deep_extras

TOML = '''# a comment with "quotes" and [brackets]
title = """
two
lines""" # and more
when = 2027-01-28 10:00:00Z
"quoted key".inner = 'a # b'
points = [ # a list
  { x = 1, "y" = [1,
     2] },
  3.5,
]
[a.b]
c = 1
[[fruit]]
name = "apple"
[fruit.size]
kg = 1
[[fruit.kinds]]
name = "red"
[[fruit]]
name = "pear"
[[fruit.kinds]]
name = "conference"
'''


def test_every_key_and_item_has_its_line() -> None:
    lines = lines_of(TOML)
    assert {path: lines[path] for path in lines if len(path) < 2} == {
        ("title",): 2, ("when",): 5, ("quoted key",): 6, ("points",): 7, ("fruit",): 14,
    }  # fmt: skip
    assert lines["quoted key", "inner"] == 6
    assert (lines["points", 0, "x"], lines["points", 0, "y", 1], lines["points", 1]) == (8, 9, 10)
    assert (lines["a", "b"], lines["a", "b", "c"]) == (12, 13)
    assert (lines["fruit", 0, "name"], lines["fruit", 1, "name"]) == (15, 21)
    assert (lines["fruit", 0, "size", "kg"], lines["fruit", 0, "kinds", 0, "name"]) == (17, 19)
    assert lines["fruit", 1, "kinds", 0, "name"] == 23


def test_nesting_without_end_is_refused_with_its_line() -> None:
    with pytest.raises(TooDeep) as caught:
        lines_of("a = 1\nb = " + "[" * 10_000)
    assert caught.value.line == 2


@given(st.text(st.sampled_from("[]{}=.,\"'\\\n #a1-:"), max_size=80))
def test_lines_are_found_as_far_as_a_text_makes_sense(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line in lines_of(text).values())


@given(deep_extras)
def test_unknown_values_survive_the_database(extra: dict[str, object]) -> None:
    stored = json.loads(json.dumps(pack_extra(extra), allow_nan=False))
    assert unpack_extra(stored) == extra


def test_dates_and_times_stay_what_they_are_in_json() -> None:
    moment = datetime(2027, 1, 28, 9, 30, tzinfo=UTC)
    extra = {"day": date(2027, 1, 28), "hour": time(9, 30), "moment": moment, "far": (float("inf"),)}
    assert pack_extra(extra)["day"] == {"$toml": "2027-01-28"}
    assert unpack_extra(pack_extra(extra)) == extra


@pytest.mark.parametrize("slug", ["nouakchott", "tunis-2030", "ab", "a" * 40])
def test_a_slug_is_made_of_small_letters_digits_and_hyphens(slug: str) -> None:
    assert is_slug(slug)


@pytest.mark.parametrize(
    "slug", ["", "a", "a" * 41, "Tunis", "tunis!", "-tunis", "tunis-", "تونس", "tu nis", "tunis\n"]
)
def test_anything_else_is_no_slug(slug: str) -> None:
    assert not is_slug(slug)


def test_codes_are_those_that_the_world_uses() -> None:
    assert all(map(is_language, ("ar", "fr", "en", "pt", "zgh", "ff", "snk", "wo")))
    assert not any(map(is_language, ("", "xx", "AR", "ar_MR", "root", "und", "french", "../en")))
    assert all(map(is_country, ("DZ", "LY", "MA", "MR", "TN")))
    assert not any(map(is_country, ("", "mr", "ZZ", "EU", "001", "CQ", "IC")))
    assert is_timezone("Africa/Nouakchott")
    assert not any(map(is_timezone, ("", "Tunis", "/etc/passwd", "../UTC", "Africa", "a" * 300)))
    assert is_key("gender-workshop-pm")
    assert not is_key("-x")


def test_a_city_is_the_same_by_country_and_one_name_at_least() -> None:
    tunis = City(country="TN", member=True, name=Text(ar="تونس", fr="Tunis"))
    renamed = City(country="TN", member=True, name=Text(ar="تونس", fr="Tunis-Ville"))
    abroad = City(country="MR", member=True, name=Text(ar="تونس", fr="Tunis"))
    old, new = align((tunis,), (abroad, renamed))
    assert old == {"TN تونس": tunis}
    assert new == {"MR تونس": abroad, "TN تونس": renamed}


def test_the_clearest_match_comes_before_a_namesake() -> None:
    one = Organiser(role="host", name=Text(ar="مدينة", fr="Ville"))
    other = Organiser(role="host", name=Text(ar="بلدية", fr="Ville"))
    old, new = align((one,), (other, one))
    assert new[next(iter(old))] == one
    assert len(new) == 2

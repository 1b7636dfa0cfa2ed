"""Terms are counted from the event's last day, where the event was; words name one person or too many."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.privacy.rules import due, identifying, names_one, terms

ENDS = date(2027, 1, 29)
PROPOSED = {"needs": 7, "contact": 365}


@pytest.mark.parametrize(
    ("today", "gone"), [(5, set()), (7, set()), (8, {"needs"}), (366, {"needs", "contact"})]
)
def test_data_go_on_the_day_after_the_last_one(today: int, gone: set[str]) -> None:
    assert due(terms(ENDS, PROPOSED, {}), ENDS + timedelta(days=today)) == gone


def test_what_the_event_chose_goes_before_what_is_proposed() -> None:
    found = terms(ENDS, PROPOSED, {"contact": 0, "unknown": 3})
    assert [(one.purpose, one.days, one.last) for one in found] == [
        ("contact", 0, ENDS),
        ("needs", 7, ENDS + timedelta(days=7)),
    ]


@given(st.dictionaries(st.sampled_from(sorted(PROPOSED)), st.integers(0, 3650)), st.integers(-400, 4000))
def test_what_is_due_stays_due(chosen: dict[str, int], day: int) -> None:
    found, today = terms(ENDS, PROPOSED, chosen), ENDS + timedelta(days=day)
    assert due(found, today) <= due(found, today + timedelta(days=1))
    assert not due(found, ENDS)


def test_short_words_name_nobody() -> None:
    assert identifying(["Sy", None, " Fatou Sy ", "", 7, "+22245"]) == {"Fatou Sy", "+22245"}
    assert names_one("said ÉLISE Ba here", ["Élise Ba", "Bilal"]) == {"Élise Ba"}

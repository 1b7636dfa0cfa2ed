"""Versions of an agenda: what raises a sequence, what stays, what a new version does to each session."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.agenda.rules import (
    PublishedSession,
    SessionState,
    Version,
    days,
    differences,
    freeze,
    kind_word,
    next_version,
    thaw,
)
from app.kernel.clock import Instant
from app.kernel.i18n import Text

NINE = Instant(datetime(2027, 1, 28, 9, tzinfo=UTC))
HOUR = timedelta(hours=1)
LATER = Instant(NINE + 24 * HOUR)


def session(key: str = "opening", **facts: Any) -> PublishedSession:
    given_ = {"starts_at": NINE, "ends_at": Instant(NINE + HOUR), "title": Text(fr="Ouverture"), **facts}
    return PublishedSession(key=key, uid=UUID(int=sum(map(ord, key))), modified=NINE, **given_)


def published(*drafts: PublishedSession) -> Version:
    return next_version((), drafts, NINE)


def test_a_first_version_counts_from_zero() -> None:
    (one,) = published(session())
    assert (one.sequence, one.modified) == (0, NINE)


def test_the_same_draft_gives_the_same_version() -> None:
    version = published(session(), session("closing"))
    assert next_version(version, [session(), session("closing")], LATER) == version


@pytest.mark.parametrize(
    "change",
    [
        {"starts_at": Instant(NINE - HOUR)},
        {"ends_at": Instant(NINE + 2 * HOUR)},
        {"room_name": Text(fr="Autre salle")},
        {"venue": Text(fr="Autre lieu")},
        {"title": Text(fr="Cérémonie")},
        {"state": SessionState.CANCELLED},
    ],
)
def test_time_place_title_and_state_raise_the_sequence(change: dict[str, Any]) -> None:
    (one,) = next_version(published(session()), [session(**change)], LATER)
    assert (one.sequence, one.modified) == (1, LATER)


@pytest.mark.parametrize(
    "change",
    [
        {"topics": (Text(fr="Sujet"),)},
        {"interpretation": ("ar",)},
        {"kind": "plenary"},
        {"room": "renamed-key"},
    ],
)
def test_other_changes_are_stamped_without_a_new_sequence(change: dict[str, Any]) -> None:
    (one,) = next_version(published(session()), [session(**change)], LATER)
    assert (one.sequence, one.modified) == (0, LATER)


def test_a_session_that_is_drafted_no_more_stays_as_cancelled() -> None:
    version = published(session(), session("closing"))
    first, second = next_version(version, [session()], LATER)
    assert (first.cancelled, second.key, second.cancelled, second.sequence) == (False, "closing", True, 1)
    assert next_version((first, second), [session()], Instant(LATER + HOUR)) == (first, second)


def test_a_cancelled_session_may_return() -> None:
    version = published(session())
    for sequence, state in ((1, SessionState.CANCELLED), (2, SessionState.PLANNED)):
        version = next_version(version, [session(state=state)], LATER)
        assert (version[0].sequence, version[0].state) == (sequence, state)


def test_differences_say_what_a_version_does() -> None:
    before = published(session("a"), session("b"), session("c"), session("d"))
    drafts = [session("a"), session("b", ends_at=LATER), session("c", kind="panel"), session("e")]
    found = differences(before, next_version(before, drafts, LATER))
    assert (found.added, found.moved, found.reworded, found.cancelled) == (("e",), ("b",), ("c",), ("d",))


def test_days_are_those_of_the_zone_and_count_from_the_events_first() -> None:
    late = session(starts_at=Instant(datetime(2027, 1, 28, 23, 30, tzinfo=UTC)))
    assert [(day.number, day.date) for day in days([late], "UTC", date(2027, 1, 28))] == [
        (1, date(2027, 1, 28))
    ]
    assert [(day.number, day.date) for day in days([late], "Africa/Tunis", date(2027, 1, 28))] == [
        (2, date(2027, 1, 29))
    ]


def test_a_session_runs_until_its_last_moment() -> None:
    one = session()
    assert one.runs_at(NINE)
    assert not one.runs_at(one.ends_at)
    assert not replace(one, state=SessionState.CANCELLED).runs_at(NINE)


def test_a_session_without_categories_awaits_everyone() -> None:
    assert session().awaits("press")
    assert not session(expected=("mayor",)).awaits("press")


def test_a_known_kind_has_a_word_and_another_speaks_for_itself() -> None:
    assert (kind_word("plenary"), kind_word("gala")) == ("Plenary", "gala")


moments = st.integers(0, 10**7).map(lambda seconds: Instant(NINE + timedelta(seconds=seconds)))
words = st.dictionaries(st.sampled_from(["ar", "fr"]), st.text(max_size=5), max_size=2).map(Text)
sessions = st.builds(
    PublishedSession, key=st.just("one"), uid=st.just(uuid4()), modified=moments, starts_at=moments,
    ends_at=moments, title=words, room_name=words, topics=st.lists(words, max_size=2).map(tuple),
    state=st.sampled_from(SessionState), number=st.none() | st.integers(), expected=st.just(("mayor",)),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(sessions)
def test_a_version_is_kept_as_json_without_loss(one: PublishedSession) -> None:
    assert thaw(json.loads(json.dumps(freeze(one)))) == one


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(sessions, min_size=1, max_size=5))
def test_sequences_never_fall_and_stamps_follow_them(history: list[PublishedSession]) -> None:
    version: Version = ()
    for step, draft in enumerate(history):
        now = Instant(LATER + step * HOUR)
        newer = next_version(version, [draft], now)
        if version:
            assert newer[0].sequence >= version[0].sequence
            assert (newer[0].modified == now) == (newer != version)
        version = newer

"""What clashes in an agenda, held against looking at every pair."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.agenda.rules import Clash, ClashKind, Limits, Place, Slot, Window, clashes
from app.kernel.clock import Instant

MIDNIGHT = Instant(datetime(2027, 1, 28, tzinfo=UTC))


def at(hours: float) -> Instant:
    """So many hours after the midnight that begins the first day."""
    return Instant(MIDNIGHT + timedelta(hours=hours))


def slot(number: int, starts: float, ends: float, **facts: Any) -> Slot:
    return Slot(uid=UUID(int=number), starts=at(starts), ends=at(ends), **facts)


def day(number: int, opens: float | None = None, closes: float | None = None) -> Window:
    hours = (
        None if opens is None else at(24 * number + opens),
        None if closes is None else at(24 * number + closes),
    )
    return Window(at(24 * number), at(24 * number + 24), *hours)


LIMITS = Limits({"hall": Place(200, 2), "foyer": Place()}, [day(0, 8, 20), day(1)])


def kinds(*slots: Slot) -> list[ClashKind]:
    return [one.kind for one in clashes(slots, LIMITS)]


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ({"starts": 10, "ends": 11}, []),
        ({"starts": 9.5, "ends": 11}, [ClashKind.ROOM]),
        ({"starts": 8, "ends": 9}, []),
        ({"starts": 9.25, "ends": 9.5}, [ClashKind.ROOM]),
        ({"starts": 9, "ends": 9 + 1 / 60}, [ClashKind.ROOM]),
    ],
)
def test_a_room_holds_one_session_at_a_time(second: dict[str, float], found: list[ClashKind]) -> None:
    assert kinds(slot(1, 9, 10, room="hall"), slot(2, **second, room="hall")) == found  # type: ignore[arg-type]


def test_sessions_without_a_room_or_in_others_do_not_meet() -> None:
    assert (
        kinds(slot(1, 9, 10), slot(2, 9, 10), slot(3, 9, 10, room="hall"), slot(4, 9, 10, room="foyer")) == []
    )


def test_nobody_is_in_two_places() -> None:
    (found,) = clashes(
        [slot(1, 9, 10, people=frozenset({"amina", "bilal"})), slot(2, 9, 10, people=frozenset({"amina"}))],
        LIMITS,
    )
    assert (found.kind, found.subject, found.blocks) == (ClashKind.PERSON, "amina", False)


def test_a_room_may_be_too_small_and_lack_booths() -> None:
    found = clashes([slot(1, 9, 10, room="hall", expected=201, interpreted=3)], LIMITS)
    assert [(one.kind, one.there, one.wanted) for one in found] == [
        (ClashKind.SMALL, 200, 201),
        (ClashKind.BOOTHS, 2, 3),
    ]
    assert kinds(slot(1, 9, 10, room="hall", expected=200, interpreted=2)) == []
    assert (
        kinds(slot(1, 9, 10, room="foyer", expected=999, interpreted=9)) == []
    )  # nobody said how many it holds


@pytest.mark.parametrize(
    ("starts", "ends", "found"),
    [
        (8, 20, []),
        (7.5, 9, [ClashKind.HOURS]),
        (19, 20.5, [ClashKind.HOURS]),
        (24 + 3, 24 + 4, []),  # of the second day nobody said the hours
        (24 + 20, 48.5, []),
        (48, 49, [ClashKind.OUTSIDE]),
        (-1, 1, [ClashKind.OUTSIDE]),
    ],
)
def test_sessions_keep_to_the_day(starts: float, ends: float, found: list[ClashKind]) -> None:
    assert kinds(slot(1, starts, ends)) == found


def test_an_evening_past_midnight_belongs_to_the_day_that_closes_then() -> None:
    limits = Limits(days=[day(0, 9, 26), day(1, 9, 20)])
    assert clashes([slot(1, 24.5, 25.5)], limits) == ()
    assert [one.kind for one in clashes([slot(1, 24.5, 27)], limits)] == [ClashKind.HOURS]


def test_a_continuation_begins_after_what_it_continues() -> None:
    assert kinds(slot(1, 9, 10), slot(2, 10, 11, continues=UUID(int=1))) == []
    (found,) = clashes([slot(1, 9, 10), slot(2, 9.5, 11, continues=UUID(int=1))], LIMITS)
    assert (found.kind, found.blocks) == (ClashKind.ORDER, True)


def test_a_clash_is_the_same_from_both_sides() -> None:
    one, two = (
        Clash(ClashKind.ROOM, (UUID(int=1), UUID(int=2)), "hall"),
        Clash(ClashKind.ROOM, (UUID(int=2), UUID(int=1)), "hall"),
    )
    assert one.key == two.key
    assert one.key != Clash(ClashKind.ROOM, one.sessions, "foyer").key


hours = st.integers(0, 4 * 50).map(lambda quarter: quarter / 4)
agendas = st.lists(
    st.tuples(
        hours,
        st.integers(1, 12),
        st.sampled_from(["", "hall", "foyer"]),
        st.frozensets(st.sampled_from("ab"), max_size=2),
    ),
    max_size=25,
)


@given(agendas)
def test_no_clash_is_unseen(agenda: list[tuple[float, int, str, frozenset[str]]]) -> None:
    slots = [
        slot(number, starts, starts + quarters / 4, room=room, people=people)
        for number, (starts, quarters, room, people) in enumerate(agenda, 1)
    ]
    expected = set()
    for one, two in combinations(slots, 2):
        if one.starts < two.ends and two.starts < one.ends:
            if one.room and one.room == two.room:
                expected.add(Clash(ClashKind.ROOM, (one.uid, two.uid), one.room).key)
            expected |= {
                Clash(ClashKind.PERSON, (one.uid, two.uid), who).key for who in one.people & two.people
            }
    found = [one.key for one in clashes(slots, LIMITS) if one.kind in (ClashKind.ROOM, ClashKind.PERSON)]
    assert set(found) == expected
    assert len(found) == len(expected)

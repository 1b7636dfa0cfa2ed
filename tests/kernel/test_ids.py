"""Identifiers: UUID version 7, in the order they were made."""

from __future__ import annotations

import time
from uuid import RFC_4122

import pytest

from app.kernel import ids


def test_an_identifier_is_a_uuid_of_version_seven() -> None:
    made = ids.new_id()
    assert (made.version, made.variant) == (7, RFC_4122)


def test_it_begins_with_the_millisecond_in_which_it_was_made() -> None:
    before = time.time_ns() // 1_000_000
    made = ids.new_id().int >> 80
    assert before <= made <= time.time_ns() // 1_000_000


def test_later_ones_sort_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(1_800_000_000_000_000_000, 1_900_000_000_000_000_000, 1_000_000))
    monkeypatch.setattr(time, "time_ns", ticks.__next__)
    made = [ids.new_id() for _time in range(100)]
    assert made == sorted(made)


def test_none_comes_twice_in_one_millisecond(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 1_800_000_000_000_000_000)
    made = {ids.new_id() for _time in range(10_000)}
    assert len(made) == 10_000
    assert len({one.int >> 80 for one in made}) == 1

"""Where long work stands and how far it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.batches.rules import STATES, TRANSITIONS, UNDER_WAY, AlreadyEnded, Progress, after


@pytest.mark.parametrize("act", TRANSITIONS)
@pytest.mark.parametrize("state", STATES)
def test_what_has_ended_stays_as_it_is(act: str, state: str) -> None:
    if state in UNDER_WAY and not (act == "start" and state == "running"):
        assert after(act, state) in STATES
    else:
        with pytest.raises(AlreadyEnded):
            after(act, state)


@given(st.lists(st.integers(0, 10_000), min_size=4, max_size=4))
def test_a_hundred_percent_means_that_nothing_is_left(counts: list[int]) -> None:
    done, skipped, failed, left = counts
    progress = Progress(done + skipped + failed + left, done, skipped, failed)
    assert 0 <= progress.percent <= 100
    assert (progress.percent == 100) == (left == 0)

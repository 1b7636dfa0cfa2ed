"""The machine of states: which acts start where, and that a refusal says why."""

from __future__ import annotations

import pytest

from app.registration.rules import STATES, NotFromHere, ReasonMissing, after, can, possible

TABLE = {
    ("submitted", "approve"): "approved",
    ("submitted", "refuse"): "refused",
    ("submitted", "withdraw"): "withdrawn",
    ("approved", "refuse"): "refused",
    ("approved", "withdraw"): "withdrawn",
    ("refused", "approve"): "approved",
    ("withdrawn", "return"): "submitted",
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", ["approve", "refuse", "withdraw", "return"])
def test_an_act_leads_where_the_table_says_or_is_refused(state: str, name: str) -> None:
    target = TABLE.get((state, name))
    assert can(name, state) == (target is not None) == (name in possible(state))
    if target:
        assert after(name, state, "a reason") == target
    else:
        with pytest.raises(NotFromHere):
            after(name, state, "a reason")


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_refusal_says_why(reason: str) -> None:
    with pytest.raises(ReasonMissing):
        after("refuse", "submitted", reason)

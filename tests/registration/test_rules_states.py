"""The machine of states: which acts start where, and that a refusal says why."""

from __future__ import annotations

import pytest

from app.registration.rules import STATES, NotFromHere, ReasonMissing, after, can, possible
from app.registration.rules.states import TRANSITIONS

TABLE = {
    ("", "invite"): "invited",
    ("", "submit"): "submitted",
    ("", "queue"): "waiting",
    ("invited", "submit"): "submitted",
    ("invited", "queue"): "waiting",
    ("waiting", "accept"): "submitted",
    ("waiting", "lapse"): "withdrawn",
    ("submitted", "approve"): "approved",
    ("waiting", "approve"): "approved",
    ("refused", "approve"): "approved",
    ("withdrawn", "return"): "submitted",
    ("withdrawn", "requeue"): "waiting",
    **{(state, "refuse"): "refused" for state in ("invited", "submitted", "waiting", "approved")},
    **{(state, "withdraw"): "withdrawn" for state in ("invited", "submitted", "waiting", "approved")},
    **{(state, "replace"): "withdrawn" for state in STATES if state != "withdrawn"},
    **{(state, "merge"): "withdrawn" for state in STATES},
}


@pytest.mark.parametrize("state", ["", *STATES])
@pytest.mark.parametrize("name", TRANSITIONS)
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

"""Where a registration stands, and which acts lead from there: a machine with named transitions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.kernel.errors import Refusal
from app.kernel.i18n import N_

INVITED, SUBMITTED, WAITING, APPROVED, REFUSED, WITHDRAWN = STATES = (
    "invited", "submitted", "waiting", "approved", "refused", "withdrawn",
)  # fmt: skip
"""`submitted` waits for the secretariat with a place held; `waiting` waits for a place."""

HOLDING = frozenset({INVITED, SUBMITTED, APPROVED})
"""States that hold a place; beside them whoever waits and has an offer."""


@dataclass(frozen=True)
class Transition:
    """One named act: from which states ("" = none yet), to which one, and whether it must say why."""

    name: str
    sources: frozenset[str]
    target: str
    needs_reason: bool = False


TRANSITIONS: Mapping[str, Transition] = {
    one.name: one
    for one in (
        Transition("invite", frozenset({""}), INVITED),
        Transition("submit", frozenset({"", INVITED}), SUBMITTED),
        Transition("queue", frozenset({"", INVITED}), WAITING),
        Transition("accept", frozenset({WAITING}), SUBMITTED),
        Transition("lapse", frozenset({WAITING}), WITHDRAWN),
        Transition("approve", frozenset({SUBMITTED, WAITING, REFUSED}), APPROVED),
        Transition("refuse", frozenset({INVITED, SUBMITTED, WAITING, APPROVED}), REFUSED, needs_reason=True),
        Transition("withdraw", frozenset({INVITED, SUBMITTED, WAITING, APPROVED}), WITHDRAWN),
        Transition("return", frozenset({WITHDRAWN}), SUBMITTED),
        Transition("requeue", frozenset({WITHDRAWN}), WAITING),
        Transition("replace", frozenset({INVITED, SUBMITTED, WAITING, APPROVED, REFUSED}), WITHDRAWN),
        Transition("merge", frozenset(STATES), WITHDRAWN),
    )
}
CHANGEABLE = frozenset({INVITED, SUBMITTED, WAITING, APPROVED})
"""States in which a delegate may change their answers."""

LOCKED = frozenset({"honorific", "name_ar", "name_latin", "function", "category", "country", "city"})
"""Answers that the badge shows and the secretariat approved: once approved, a change to them asks again."""


class NotFromHere(Refusal):
    """The registration stands where this act does not start from; `state` is among the params."""

    code = "not-from-here"
    message = N_("This registration was decided or withdrawn meanwhile. Reload the page to see it.")


class NotOpen(Refusal):
    """Registration has not begun, or is over."""

    code = "registration-not-open"
    status = 403
    message = N_("Registration is not open at this moment.")


class ReasonMissing(Refusal):
    """A refusal must say why: the delegate reads it."""

    code = "reason-missing"
    status = 422
    message = N_("Say why: the delegate reads the reason.")
    field = "reason"


def can(name: str, state: str) -> bool:
    """True when the transition of this name starts from the state."""
    return state in TRANSITIONS[name].sources


def after(name: str, state: str, reason: str = "") -> str:
    """The state that the transition leads to; raises ReasonMissing or NotFromHere."""
    transition = TRANSITIONS[name]
    if transition.needs_reason and not reason.strip():
        raise ReasonMissing
    if state not in transition.sources:
        raise NotFromHere(state=state)
    return transition.target


def possible(state: str) -> tuple[str, ...]:
    """The names of the transitions that start from the state."""
    return tuple(name for name in TRANSITIONS if can(name, state))

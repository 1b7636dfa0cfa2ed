"""Retention: each purpose has a number of days, counted from the event's last day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST = 3650
"""Days; who needs to keep people's names for longer than ten years needs an archive, not this program."""


@dataclass(frozen=True)
class Term:
    """One purpose: kept for so many days after the event, up to and with `last`."""

    purpose: str
    days: int
    last: date


def terms(ends: date, proposed: Mapping[str, int], chosen: Mapping[str, int]) -> Sequence[Term]:
    """The terms of an event that ends on this day: what it chose, else what is proposed, soonest first."""
    days = {purpose: chosen.get(purpose, default) for purpose, default in proposed.items()}
    found = [Term(purpose, kept, ends + timedelta(days=kept)) for purpose, kept in days.items()]
    return sorted(found, key=lambda one: (one.days, one.purpose))


def due(found: Sequence[Term], today: date) -> frozenset[str]:
    """The purposes whose last day has passed where the event was."""
    return frozenset(one.purpose for one in found if today > one.last)

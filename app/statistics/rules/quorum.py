"""Quorum of a deciding session: how many member cities must be there, and since when they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.kernel.clock import Instant
from app.kernel.i18n import Text


class Basis(StrEnum):
    """What share of the member cities makes a quorum."""

    THIRD = "third"
    HALF = "half"
    TWO_THIRDS = "two-thirds"


def needed(basis: Basis, members: int) -> int:
    """How many cities: a third or two thirds at least, or more than half; at least one."""
    thirds = {Basis.THIRD: 1, Basis.TWO_THIRDS: 2}.get(basis)
    return max(1, members // 2 + 1 if thirds is None else -(-members * thirds // 3))


@dataclass(frozen=True)
class Stay:
    """A voter of a member city at the session; `until` None while inside."""

    city: str
    since: Instant
    until: Instant | None


@dataclass(frozen=True)
class Quorum:
    """A deciding session as it stands: `cities` are those that are there now, by key."""

    session: str
    title: Text
    members: int
    needed: int
    cities: frozenset[str]
    reached_at: Instant | None  # the first moment at which enough were there together

    @property
    def reached(self) -> bool:
        """True while enough are there."""
        return self.members > 0 and len(self.cities) >= self.needed


def reached_at(stays: Iterable[Stay], enough: int) -> Instant | None:
    """The first moment at which so many cities were there together; who leaves at a moment is gone by then."""
    moves: list[tuple[Instant, int, str]] = []
    for stay in stays:
        moves.append((stay.since, 1, stay.city))
        if stay.until is not None:
            moves.append((stay.until, -1, stay.city))
    inside: dict[str, int] = {}
    for at, change, city in sorted(moves):
        inside[city] = inside.get(city, 0) + change
        if change > 0 and sum(number > 0 for number in inside.values()) >= enough:
            return at
    return None

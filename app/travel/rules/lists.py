"""How lists are grouped: arrivals of one day by the flight they share, rooms of a hotel by their number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Protocol


class Moving(Protocol):
    """What grouping needs of a row."""

    @property
    def day(self) -> date | None:
        """The day on the clocks of the venue, None where it is not known."""

    @property
    def hour(self) -> str:
        """HH:MM, or '' where it is not known."""

    @property
    def by(self) -> str:
        """The means: a key of MEANS, or ''."""

    @property
    def number(self) -> str:
        """Of the flight or train, or ''."""


@dataclass(frozen=True)
class Group:
    """Those who come (or go) together: one flight of one day, or one means where no number is known."""

    day: date | None
    by: str
    number: str
    rows: Sequence[Any]


def by_day_and_means(rows: Iterable[Moving]) -> list[Group]:
    """Groups by day, then hour of the first in it; those whose day is unknown come last."""
    ordered = sorted(rows, key=_alike)
    groups = [Group(*key, rows=sorted(same, key=lambda row: row.hour)) for key, same in _grouped(ordered)]
    return sorted(
        groups, key=lambda one: (one.day is None, one.day or date.min, one.rows[0].hour, one.number)
    )


def _alike(row: Moving) -> tuple[bool, date, str, str]:
    return (row.day is None, row.day or date.min, row.by, row.number)


def _grouped(ordered: list[Moving]) -> Iterable[tuple[tuple[date | None, str, str], list[Moving]]]:
    for _key, same in groupby(ordered, key=_alike):
        rows = list(same)
        yield (rows[0].day, rows[0].by, rows[0].number), rows


def rooms_used(rooms: Iterable[str]) -> int:
    """How many rooms these people take: a number that comes twice is shared, no number is a room of its own."""
    given = list(rooms)
    return len({one.casefold() for one in given if one}) + sum(not one for one in given)

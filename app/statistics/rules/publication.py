"""The figures that everybody may see: without those that tell of few people, and with small counts hidden."""

from __future__ import annotations

from collections.abc import Sequence

from app.statistics.rules.hiding import Name, published
from app.statistics.rules.tables import Table

LEFT_OUT = frozenset({"arrivals", "delegations"})
"""Moments and delegations are of a few people each: hiding would leave nothing of them."""


def for_all(tables: Sequence[Table]) -> tuple[Table, ...]:
    """What is published of an event's figures."""
    kept = [table for table in tables if table.key not in LEFT_OUT]
    return published(kept, _shared(kept))


def _shared(tables: Sequence[Table]) -> dict[Name, Name]:
    """The counts that several figures hold: all who arrived, say, are the total of each group."""
    names: dict[Name, Name] = {}
    for table in tables:
        for row in table.rows:
            for column in table.columns:
                if measure := _measure(table.key, row.key, column):
                    names[table.key, row.key, column] = ("", measure, "all")
        if table.total:
            for column in table.columns:
                names[table.key, "", column] = ("", column, "all")
    return names


def _measure(table: str, row: str, column: str) -> str:
    """What is counted of everybody there; "" where it is of a part."""
    if table == "overview":
        return row if row != "present" else ""
    if table == "genders" and column == "all":
        return row
    return row if table in ("halfdays", "sessions") and column == "present" else ""

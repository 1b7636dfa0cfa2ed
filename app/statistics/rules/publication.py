"""The figures that everybody may see: without those that tell of few people, and with small counts hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.statistics.rules.hiding import Name, published
from app.statistics.rules.tables import Table

LEFT_OUT = frozenset({"arrivals", "delegations"})
"""Moments and delegations are of a few people each: hiding would leave nothing of them."""


def for_all(tables: Sequence[Table]) -> tuple[Table, ...]:
    """What is published of an event's figures."""
    kept = [_lasting(table) for table in tables if table.key not in LEFT_OUT]
    return published(kept, _shared(kept))


def _lasting(table: Table) -> Table:
    """Without what is so at a moment only: it would be one of the half-days' numbers, shown where that is hidden."""
    rows = tuple(row for row in table.rows if (table.key, row.key) != ("overview", "present"))
    return replace(table, rows=rows)


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
    return names | _cumulative({table.key: table for table in tables})


def _cumulative(tables: Mapping[str, Table]) -> dict[Name, Name]:
    """By the end of a half-day as many as in all: the same number again."""
    if not {"overview", "halfdays"} <= tables.keys():
        return {}
    overall = {row.key: row.cells[0] for row in tables["overview"].rows}
    halves = tables["halfdays"]
    return {
        ("halfdays", row.key, column): ("", column, "all")
        for row in halves.rows
        for column, count in zip(halves.columns, row.cells, strict=True)
        if column in overall and overall[column] == count
    }


def _measure(table: str, row: str, column: str) -> str:
    """What is counted of everybody there; "" where it is of a part."""
    if table == "overview":
        return row
    if table == "genders" and column == "all":
        return row
    return row if table in ("halfdays", "sessions") and column == "present" else ""

"""A figure as numbers: a table of counts with its totals, and nothing of any person or language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.kernel.i18n import Text

Count = int | None
"""A count of people or places; None where it is hidden."""


@dataclass(frozen=True)
class Row:
    """One line: its key, its name where it is not a word of the program, and a count for each column."""

    key: str
    name: Text
    cells: tuple[Count, ...]


@dataclass(frozen=True)
class Table:
    """A figure's numbers.

    `parts` are the columns that add up to the column `whole`, "" where none does; `sums` tells that the rows add
    up to `total`. `hides` is true where small counts are hidden in what is published.
    """

    key: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    total: tuple[Count, ...] = ()
    parts: tuple[str, ...] = ()
    whole: str = ""
    hides: bool = True

    def column(self, key: str) -> tuple[Count, ...]:
        """The counts of one column, row by row."""
        at = self.columns.index(key)
        return tuple(row.cells[at] for row in self.rows)

    def cell(self, row: str, column: str) -> Count:
        """One count; KeyError for an unknown row."""
        cells = {one.key: one.cells for one in self.rows}
        return cells[row][self.columns.index(column)]

    def mapped(self, change: Callable[[str, str, Count], Count]) -> Table:
        """The same table with each count (row, column, count; the row of totals is "") put through a function."""
        rows = tuple(
            replace(
                row, cells=tuple(change(row.key, *one) for one in zip(self.columns, row.cells, strict=True))
            )
            for row in self.rows
        )
        totals = zip(self.columns, self.total, strict=True) if self.total else ()
        return replace(self, rows=rows, total=tuple(change("", *one) for one in totals))

    def plain(self) -> dict[str, Any]:
        """The form in which it is kept."""
        return {
            "key": self.key, "columns": list(self.columns), "total": list(self.total), "parts": list(self.parts),
            "whole": self.whole, "hides": self.hides,
            "rows": [{"key": one.key, "name": dict(one.name), "cells": list(one.cells)} for one in self.rows],
        }  # fmt: skip


def table_of(said: Mapping[str, Any]) -> Table:
    """A table out of the form in which it is kept."""
    rows = tuple(Row(one["key"], Text(one["name"]), tuple(one["cells"])) for one in said["rows"])
    return Table(
        said["key"], tuple(said["columns"]), rows, tuple(said["total"]), tuple(said["parts"]), said["whole"],
        said["hides"],
    )  # fmt: skip


def summed(rows: Sequence[Row]) -> tuple[Count, ...]:
    """The totals of rows in which nothing is hidden."""
    return tuple(sum(one or 0 for one in column) for column in zip(*(row.cells for row in rows), strict=True))

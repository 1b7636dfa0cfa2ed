"""Hiding small counts in what is published, so that no hidden one can be computed from what stays.

A table with its totals is a circulation: each count an arc, each line that adds up a node at which as much comes in as
goes out. A hidden count can be computed exactly when no other flow agrees with the ones that are shown, that is when
no cycle of hidden arcs, along which flow can be moved, leads through it. Then one more count is hidden, the smallest
beside it. Counts that share a name are one number in several tables, hidden in all of them or in none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.statistics.rules.tables import Count, Table

SMALLEST_SHOWN = 5
"""Counts of people under this are hidden, nought included."""

Name = tuple[str, str, str]
"""Table, row ("" for the total) and column of a count; or what tables share, with "" as the table."""


@dataclass(frozen=True)
class Arc:
    """One count between the two lines that it belongs to."""

    name: Name
    tail: str
    head: str
    flow: int
    total: bool = False


def published(tables: Sequence[Table], shared: Mapping[Name, Name] | None = None) -> tuple[Table, ...]:
    """The tables with small counts hidden; `shared` maps counts that several tables hold to one name."""
    known = shared or {}
    networks = [_network(table, known) for table in tables if table.hides]
    hidden = {arc.name for arcs in networks for arc in arcs if arc.flow < SMALLEST_SHOWN}
    while any(_one_more(arcs, hidden) for arcs in networks):
        pass
    return tuple(_without(table, known, hidden) if table.hides else table for table in tables)


def computable(arcs: Iterable[Arc], hidden: set[Name]) -> list[Arc]:
    """The hidden counts that the shown ones give away."""
    unknown = [arc for arc in arcs if arc.name in hidden]
    ways: dict[str, list[tuple[str, Arc]]] = defaultdict(list)
    for arc in unknown:
        if _can_grow(arc):
            ways[arc.tail].append((arc.head, arc))
        if arc.flow > 0:
            ways[arc.head].append((arc.tail, arc))
    return [arc for arc in unknown if not _can_move(arc, ways)]


def _can_grow(arc: Arc) -> bool:
    """Whoever knows the rule knows that a small count is small."""
    return arc.flow + 1 != SMALLEST_SHOWN


def _can_move(arc: Arc, ways: Mapping[str, list[tuple[str, Arc]]]) -> bool:
    grows = _can_grow(arc) and _leads(arc.head, arc.tail, ways, arc)
    return grows or (arc.flow > 0 and _leads(arc.tail, arc.head, ways, arc))


def _leads(start: str, goal: str, ways: Mapping[str, list[tuple[str, Arc]]], without: Arc) -> bool:
    seen, open_ends = {start}, [start]
    while open_ends:
        here = open_ends.pop()
        if here == goal:
            return True
        for there, arc in ways.get(here, ()):
            if there not in seen and arc.name != without.name:
                seen.add(there)
                open_ends.append(there)
    return False


def _one_more(arcs: Sequence[Arc], hidden: set[Name]) -> bool:
    """Hide one more count of a network that gives something away; False where nothing is given away."""
    for known in computable(arcs, hidden):
        ends = {known.tail, known.head}
        beside = [arc for arc in arcs if arc.name not in hidden and {arc.tail, arc.head} & ends]
        rest = beside or [arc for arc in arcs if arc.name not in hidden]
        if rest:
            hidden.add(min(rest, key=lambda arc: (arc.total, arc.flow, arc.name)).name)
            return True
    return False


def _network(table: Table, known: Mapping[Name, Name]) -> list[Arc]:
    """The arcs of a table: parts run from their row into their column, wholes from their column into their row,
    totals close the circle."""
    found = [_cell(table, row.key, *one) for row in table.rows for one in _counts(table, row.cells)]
    found += [_cell(table, "", *one) for one in _counts(table, table.total)]
    return [replace(arc, name=known.get(arc.name, arc.name)) for arc in found]


def _counts(table: Table, cells: Sequence[Count]) -> Iterable[tuple[str, int]]:
    return [(column, count or 0) for column, count in zip(table.columns, cells, strict=bool(cells))]


def _cell(table: Table, row: str, column: str, flow: int) -> Arc:
    across = f"across {row}" if column in table.parts or column == table.whole else f"free {column}"
    down = f"down {column}" if table.total else f"alone {row}"
    if not table.total and across == f"free {column}":
        across = down = f"alone {row} {column}"  # adds up to nothing
    inwards = (column == table.whole) != (row == "")
    ends = (down, across) if inwards else (across, down)
    return Arc((table.key, row, column), *ends, flow, total=row == "" or column == table.whole)


def _without(table: Table, known: Mapping[Name, Name], hidden: set[Name]) -> Table:
    def shown(row: str, column: str, count: Count) -> Count:
        name = (table.key, row, column)
        return None if known.get(name, name) in hidden else count

    return table.mapped(shown)

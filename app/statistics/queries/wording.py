"""Tables of counts as figures in the language that is being spoken: names, heads, numbers as said, the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.kernel.i18n import _, country_name, format_day, format_number
from app.kernel.scope import Scope
from app.statistics.exports import Bar, Chart, Day, Figure, Line, Share
from app.statistics.queries.words import COLUMNS, DEFINITIONS, FIRSTS, ROWS, TITLES
from app.statistics.rules import Count, Row, Table


@dataclass(frozen=True)
class Speaker:
    """Says figures of one event in one language."""

    scope: Scope
    first: date
    language: str

    def figures(self, tables: Sequence[Table]) -> tuple[Figure, ...]:
        """All of them, in their order."""
        return tuple(self.figure(table) for table in tables)

    def figure(self, table: Table) -> Figure:
        """One figure in words; in its table counts stand as they are, in its picture where they help."""
        heads = tuple(self.column(one) for one in table.columns)
        lines = tuple(self._line(table, row) for row in table.rows)
        total = self._counted(table, _("All"), table.total) if table.total and len(table.rows) > 1 else None
        chart = () if _nothing(table) else self._chart(table)
        return Figure(
            table.key, _(TITLES[table.key]), tuple(_(one) for one in DEFINITIONS[table.key]), _(FIRSTS[table.key]),
            heads, lines, total, chart, self._says(table),
        )  # fmt: skip

    def column(self, key: str) -> str:
        """The head of a column of numbers."""
        return _(COLUMNS[key]) if key in COLUMNS else self.halfday(key)

    def halfday(self, key: str) -> str:
        """A half-day in words."""
        number = key[:-2]
        return _("Day %(number)s, morning", number=number) if key.endswith("am") else _(
            "Day %(number)s, afternoon", number=number
        )  # fmt: skip

    def row(self, table: str, row: Row) -> str:
        """The name of a row."""
        if row.name:
            return row.name.pick(self.language, self.scope.languages)
        if table == "countries":
            return country_name(row.key, self.language)
        if table == "retention":
            before, after = row.key.split()
            return _("Day %(before)s to day %(after)s", before=before, after=after)
        if table == "arrivals":
            number, hour = row.key.split()
            return f"{self._day(int(number))} · {hour}"
        return _(ROWS[row.key]) if row.key in ROWS else self.halfday(row.key)

    def _day(self, number: int) -> str:
        day = self.first + timedelta(days=number - 1)
        return format_day(day, self.language, self.scope.country, year=False)

    def count(self, count: Count, *, hidden: bool = True) -> str:
        """A number as it is said; what is hidden says so."""
        if count is None:
            return _("hidden") if hidden else "–"
        return format_number(count, self.language)

    def _line(self, table: Table, row: Row) -> Line:
        return self._counted(table, self.row(table.key, row), row.cells)

    def _counted(self, table: Table, name: str, cells: Sequence[Count]) -> Line:
        said = tuple(
            self.count(one, hidden=column != "places")
            for column, one in zip(table.columns, cells, strict=True)
        )
        return Line(name, said, tuple(cells))

    def _chart(self, table: Table) -> Chart:
        if table.key == "arrivals":
            return self._days(table)
        if table.parts:
            return tuple(self._share(table, row) for row in table.rows)
        if table.key == "overview":
            most = table.rows[0].cells[0]
            return tuple(self._bar(table, row, row.cells[0], most) for row in table.rows)
        if table.key == "delegation-states":
            return tuple(self._bar(table, row, row.cells[0], table.total[0]) for row in table.rows)
        if table.key == "quorum":
            return tuple(self._quorum(table, row) for row in table.rows)
        of, value = _measured(table)
        at, other = table.columns.index(value), table.columns.index(of)
        return tuple(self._bar(table, row, row.cells[at], row.cells[other]) for row in table.rows)

    def _bar(self, table: Table, row: Row, value: Count, of: Count) -> Bar:
        both = table.key not in ("overview", "delegation-states")
        said = f"{self.count(value)} / {self.count(of)}" if both else self.count(value)
        return Bar(self.row(table.key, row), value, of, said)

    def _quorum(self, table: Table, row: Row) -> Bar:
        members, enough, there = row.cells
        said = f"{self.count(there)} / {self.count(members)}"
        return Bar(self.row(table.key, row), there, members, said, needed=enough)

    def _share(self, table: Table, row: Row) -> Share:
        by = dict(zip(table.columns, row.cells, strict=True))
        parts = tuple((self.column(one), by[one], self.count(by[one])) for one in table.parts)
        return Share(self.row(table.key, row), by[table.whole], self.count(by[table.whole]), parts)

    def _days(self, table: Table) -> tuple[Day, ...]:
        points: dict[int, list[tuple[int, int]]] = {}
        for row in table.rows:
            number, hour = row.key.split()
            own = points.setdefault(int(number), [])
            minute = int(hour[:2]) * 60 + int(hour[3:])
            own.append((minute, (own[-1][1] if own else 0) + (row.cells[0] or 0)))
        return tuple(
            Day(self._day(number), self.count(own[-1][1]), tuple(own))
            for number, own in sorted(points.items())
        )

    def _says(self, table: Table) -> str:
        """The picture in a sentence for who does not see it: its title; the numbers stand in the table beneath."""
        return _("%(title)s. The numbers are in the table beneath.", title=_(TITLES[table.key]))


def _nothing(table: Table) -> bool:
    """True where every count is nought: no picture says more than the table."""
    return not any(one is None or one for row in table.rows for one in row.cells)


def _measured(table: Table) -> tuple[str, str]:
    """Of which column which other one is drawn."""
    if "expected" in table.columns:
        return "expected", "present"
    return "approved", "arrived"

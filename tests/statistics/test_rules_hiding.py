"""Hiding small counts: nothing that is hidden can be computed, held against trying every possibility."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from app.kernel.i18n import Text
from app.statistics.rules.hiding import SMALLEST_SHOWN, published
from app.statistics.rules.publication import for_all
from app.statistics.rules.tables import Row, Table, summed

PARTS = ("women", "men", "unsaid")


def table(*rows: tuple[int, ...], parts: bool = True, key: str = "t") -> Table:
    """A table of these rows; with parts, their sum stands before them."""
    lines = [Row(str(at), Text(), (sum(cells), *cells) if parts else cells) for at, cells in enumerate(rows)]
    columns = ("all", *PARTS[: len(rows[0])]) if parts else tuple(f"c{at}" for at in range(len(rows[0])))
    own = columns[1:] if parts else ()
    return Table(key, columns, tuple(lines), summed(lines), own, "all" if parts else "")


def cells(one: Table) -> list[int | None]:
    return [cell for row in one.rows for cell in row.cells] + list(one.total)


def test_what_is_large_stays() -> None:
    one = table((12, 30, 8), (9, 11, 7))
    assert published([one]) == (one,)


def test_a_small_count_takes_another_with_it() -> None:
    (shown,) = published([table((20,), (3,), (11,), parts=False)])
    assert shown.column("c0") == (20, None, None)
    assert shown.total == (34,)


def test_two_that_are_both_at_their_limit_are_not_enough() -> None:
    (shown,) = published([table((4,), (4,), (30,), (9,), parts=False)])
    assert shown.column("c0") == (None, None, 30, None)
    (shown,) = published([table((0,), (0,), (30,), (9,), parts=False)])
    assert shown.column("c0") == (None, None, 30, None)


def test_what_hides_nothing_is_left_alone() -> None:
    one = Table("t", ("c0",), (Row("a", Text(), (1,)),), (1,), hides=False)
    assert published([one]) == (one,)


def test_one_number_in_two_tables_is_hidden_in_both() -> None:
    small = table((3,), (40,), (9,), key="a", parts=False)
    large = table((9,), (50,), (60,), key="b", parts=False)
    one, other = published(
        [small, large], {("a", "2", "c0"): ("", "same", ""), ("b", "0", "c0"): ("", "same", "")}
    )
    assert one.column("c0") == (None, 40, None)
    assert other.column("c0")[0] is None
    assert other.column("c0").count(None) > 1


def _possible(one: Table, shown: Table) -> list[set[int]]:
    """For each hidden part of a table the values that agree with everything shown, by trying all that are near."""
    known = [(r, c) for r, row in enumerate(shown.rows) for c in range(1, len(shown.columns))]
    hidden = [(r, c) for r, c in known if shown.rows[r].cells[c] is None]
    found: list[set[int]] = [set() for _ in hidden]
    near = [
        range(max(0, (one.rows[r].cells[c] or 0) - 2), (one.rows[r].cells[c] or 0) + 3) for r, c in hidden
    ]
    for tried in product(*near):
        guess = dict(zip(hidden, tried, strict=True))
        grid = [
            [guess.get((r, c), row.cells[c]) or 0 for c in range(1, len(shown.columns))]
            for r, row in enumerate(shown.rows)
        ]
        if _agrees(grid, shown):
            for own, value in zip(found, tried, strict=True):
                own.add(value)
    return found


def _agrees(grid: list[list[int]], shown: Table) -> bool:
    rows = all(row.cells[0] in (None, sum(line)) for row, line in zip(shown.rows, grid, strict=True))
    down = [sum(column) for column in zip(*grid, strict=True)]
    return rows and all(
        total in (None, own) for total, own in zip(shown.total, (sum(down), *down), strict=True)
    )


@given(st.lists(st.tuples(*[st.integers(0, 9)] * 2), min_size=1, max_size=3))
def test_nothing_hidden_can_be_computed(rows: list[tuple[int, int]]) -> None:
    one = table(*rows)
    (shown,) = published([one])
    assert all(cell is None or cell >= SMALLEST_SHOWN for cell in cells(shown))
    assert all(was == now for was, now in zip(cells(one), cells(shown), strict=True) if now is not None)
    assert all(len(values) > 1 for values in _possible(one, shown))


def test_a_number_that_several_figures_hold_is_nowhere_shown_where_it_is_hidden_once() -> None:
    def one(
        key: str, columns: tuple[str, ...], *rows: tuple[str, tuple[int, ...]], parts: tuple[str, ...] = ()
    ) -> Table:
        return Table(
            key, columns, tuple(Row(k, Text(), c) for k, c in rows), (), parts, "all" if parts else ""
        )

    overview = one("overview", ("people",), ("registered", (16,)), ("approved", (40,)), ("present", (9,)))
    halves = one("halfdays", ("registered", "present"), ("1am", (12, 9)), ("1pm", (16, 30)))
    genders = one(
        "genders", ("all", "f", "m", "o", "u"), ("registered", (16, 4, 4, 4, 4)), parts=("f", "m", "o", "u")
    )
    shown = {table.key: table for table in for_all([overview, halves, genders])}
    assert shown["genders"].rows[0].cells == (None,) * 5
    assert [row.key for row in shown["overview"].rows] == ["registered", "approved"]
    assert shown["overview"].cell("registered", "people") is None
    assert shown["halfdays"].column("registered") == (12, None)

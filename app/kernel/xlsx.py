"""Spreadsheets: typed columns, right to left where the language is, text that never becomes a formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, Literal

Kind = Literal["text", "number", "date", "time", "moment"]
Cell = str | int | float | date | time | datetime | None

_FORMATS: dict[Kind, str] = {
    "text": "@",
    "number": "0",
    "date": "yyyy-mm-dd",
    "time": "hh:mm",
    "moment": "yyyy-mm-dd hh:mm",
}
_LONGEST = 32_767  # characters a cell, the format's own limit
_TITLE = 31  # characters of a sheet's name, likewise
_ACCEPTS: dict[Kind, tuple[type, ...]] = {
    "text": (str,),
    "number": (int, float),
    "date": (date,),
    "time": (time,),
    "moment": (datetime,),
}


@dataclass(frozen=True)
class Column:
    """A column: its head, what it holds, and its width in characters; times are given in the zone to show."""

    head: str
    kind: Kind = "text"
    width: float = 16


@dataclass(frozen=True)
class Sheet:
    """A sheet: name, columns, rows, and lines of text to stand over the table.

    What is printed to be signed has a `height` of its rows in points, is `boxed`, says the lines `above` on each page,
    breaks after the rows that `breaks` counts from 1, and says `foot` at the foot of each page.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    above: Sequence[str] = ()
    rtl: bool = False
    height: float | None = None
    boxed: bool = False
    breaks: Sequence[int] = ()
    foot: str = ""


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """Write a workbook, the same bytes for the same input; ValueError for a cell not of its column's kind."""
    import xlsxwriter  # slow to load, and few processes write one

    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - a fixed mark, for repeatable bytes
    for sheet in sheets:
        _write(book, sheet)
    book.close()
    return out.getvalue()


def _write(book: Any, sheet: Sheet) -> None:
    page = book.add_worksheet(_sheet_name(sheet.name))
    order = {"reading_order": 2 if sheet.rtl else 1}
    if sheet.rtl:
        page.right_to_left()
    title = book.add_format({**order, "bold": True, "num_format": "@"})
    for line, text in enumerate(sheet.above):
        page.write_string(line, 0, _plain(text), title)
    head_row = len(sheet.above) + bool(sheet.above)
    head = book.add_format({**order, "bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1})
    look = {"valign": "vcenter", "border": 1, "text_wrap": True} if sheet.boxed else {"valign": "top"}
    formats = [book.add_format({**order, **look, "num_format": _FORMATS[c.kind]}) for c in sheet.columns]
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
        page.write_string(head_row, at, _plain(column.head), head)
    last = head_row
    for last, row in enumerate(sheet.rows, start=head_row + 1):
        if sheet.height:
            page.set_row(last, sheet.height)
        for at, (cell, column) in enumerate(zip(row, sheet.columns, strict=True)):
            _write_cell(page, last, at, cell, column, formats[at])
    if not sheet.boxed:
        page.autofilter(head_row, 0, last, len(sheet.columns) - 1)
    page.freeze_panes(head_row + 1, 0)
    _print_setup(page, sheet, head_row)


def _write_cell(page: Any, row: int, at: int, cell: Cell, column: Column, style: Any) -> None:
    if cell is None or cell == "":
        page.write_blank(row, at, None, style)
        return
    if not isinstance(cell, _ACCEPTS[column.kind]) or isinstance(cell, bool):
        raise ValueError(f"{column.head}: {type(cell).__name__} in a column of kind {column.kind}")
    if isinstance(cell, str):
        page.write_string(row, at, _plain(cell), style)
    elif isinstance(cell, int | float):
        page.write_number(row, at, cell, style)
    else:
        wall = (
            cell.replace(tzinfo=None) if isinstance(cell, datetime | time) else cell
        )  # the format knows no zones
        page.write_datetime(row, at, wall, style)


def _print_setup(page: Any, sheet: Sheet, head_row: int) -> None:
    page.set_paper(9)  # A4
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0 if sheet.boxed else head_row, head_row)
    page.set_h_pagebreaks([head_row + 1 + after for after in sheet.breaks])
    # A footer may hold 255 characters, and an ampersand of its own is written twice.
    said = _plain(sheet.foot).replace("&", "&&")[:230].rstrip("&")
    page.set_footer(f"&L{said}&C&P / &N" if said else "&C&P / &N")


def _plain(text: str) -> str:
    """Drop what XML cannot hold, and what a cell cannot."""
    kept = "".join(char for char in text if char >= " " or char in "\t\n")
    return kept.replace("\ufffe", "").replace("\uffff", "")[:_LONGEST]


def _sheet_name(name: str) -> str:
    """Replace what a sheet's name may not hold."""
    plain = "".join(" " if char in "[]:*?/\\" else char for char in _plain(name)).strip(" '\t\n")
    return plain[:_TITLE].rstrip(" '") or "1"

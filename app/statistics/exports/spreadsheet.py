"""The figures as a workbook: a sheet each, right to left in Arabic, ready for print; and as one csv of keys."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from app.kernel.xlsx import Column, Sheet, workbook
from app.statistics.exports.data import Figure, Line, Report
from app.statistics.rules import Table


def report_xlsx(report: Report) -> bytes:
    """One sheet a figure, definitions over its table; the same report gives the same bytes."""
    sheets = [_sheet(report, figure) for figure in report.figures if not figure.is_empty]
    if report.facts:
        lines = [(said,) for heading, sentences in report.facts for said in (heading, *sentences)]
        above = [report.event, report.facts_title]
        sheets.append(
            Sheet(report.facts_title, [Column(report.facts_title, width=90)], lines, above, _rtl(report))
        )
    if not sheets:
        sheets.append(Sheet(report.title, [Column(report.title, width=60)], [], [report.event], _rtl(report)))
    return workbook(sheets)


def _rtl(report: Report) -> bool:
    return report.direction == "rtl"


def _sheet(report: Report, figure: Figure) -> Sheet:
    columns = [Column(figure.first, width=38), *(Column(head, "number", 14) for head in figure.heads)]
    above = [report.event, f"{figure.title} · {report.as_of}", *figure.definition]
    lines = [*figure.lines, *([figure.total] if figure.total else [])]
    if any(None in line.numbers for line in lines) and report.hidden:
        above.append(report.hidden)
    return Sheet(figure.title, columns, [_cells(line) for line in lines], above, _rtl(report))


def _cells(line: Line) -> tuple[str | int | None, ...]:
    """Numbers as numbers; what is hidden stays empty, as the line above the table says."""
    return line.name, *line.numbers


def tables_csv(tables: Sequence[Table]) -> bytes:
    """Every number on a line of its own, by keys; a hidden one is empty. UTF-8 with a mark that spreadsheets know."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("figure", "row", "column", "value"))
    for table in tables:
        for key, cells in [
            *((row.key, row.cells) for row in table.rows),
            *([("total", table.total)] if table.total else []),
        ]:
            for column, cell in zip(table.columns, cells, strict=True):
                writer.writerow((table.key, _text(key), column, "" if cell is None else cell))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _text(key: str) -> str:
    """A key that a spreadsheet would take for a formula is kept as text."""
    return f"'{key}" if key.startswith(("=", "+", "-", "@")) else key

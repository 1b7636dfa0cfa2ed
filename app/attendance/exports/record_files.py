"""Lists and the matrix as files: csv, JSON, a workbook, and paper; the same rows in all of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.kernel.pdf.listed import Column as PaperColumn
from app.kernel.pdf.listed import Section, Table
from app.kernel.pdf.lists import list_pdf
from app.kernel.tables import write_csv
from app.kernel.xlsx import Cell, Column, Kind, Sheet, workbook


@dataclass(frozen=True)
class Field:
    """A column: key in JSON, head, what it holds, width in a workbook, and on paper in mm (0: not there)."""

    key: str
    head: str
    kind: Kind = "text"
    width: float = 16
    paper: float = 0


@dataclass(frozen=True)
class Listed:
    """A list in one language: lines over it, fields, rows of as many cells, and what JSON says besides."""

    language: str
    title: str
    event: str
    above: Sequence[str]
    fields: Sequence[Field]
    rows: Sequence[Sequence[Cell]]
    facts: Mapping[str, Any]
    page: str
    statements: tuple[str, ...] = ()
    has_emblem: bool = False
    accent: str = "#0b6b58"
    rtl: bool = False


def listed_csv(one: Listed) -> bytes:
    """Heads and rows; formulas are guarded, moments to the minute in the event's zone."""
    heads = [field.head for field in one.fields]
    return write_csv(heads, [[_said(cell) for cell in row] for row in one.rows])


def listed_json(one: Listed) -> bytes:
    """The facts with the rows by the fields' keys; moments with their offset."""
    keys = [field.key for field in one.fields]
    rows = [dict(zip(keys, map(_plain, row), strict=True)) for row in one.rows]
    return json.dumps({**one.facts, "rows": rows}, ensure_ascii=False, indent=1).encode()


def listed_xlsx(one: Listed) -> bytes:
    """A workbook of one sheet, right to left where the language is."""
    columns = [Column(field.head, field.kind, field.width) for field in one.fields]
    return workbook([Sheet(one.title, columns, one.rows, [line for line in one.above if line], one.rtl)])


def listed_pdf(one: Listed) -> bytes:
    """The fields that have a width on paper, the second name under the first."""
    on_paper = [(at, field) for at, field in enumerate(one.fields) if field.paper]
    columns = [PaperColumn(field.key, field.head, field.paper) for _at, field in on_paper]
    second = next((at for at, field in enumerate(one.fields) if field.key == "name_second"), None)
    rows = []
    for row in one.rows:
        said = {field.key: _short(row[at]) for at, field in on_paper}
        if second is not None:
            said["name_second"] = _short(row[second])
        rows.append(said)
    heading = " · ".join(filter(None, one.above[1:]))
    table = Table(
        one.title, one.event, columns, [Section(heading, rows)], one.language, one.statements, one.has_emblem,
        one.accent, one.page,
    )  # fmt: skip
    return list_pdf(table)


LISTED = {"csv": listed_csv, "json": listed_json, "xlsx": listed_xlsx, "pdf": listed_pdf}


def _said(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell.strftime("%Y-%m-%d %H:%M") if isinstance(cell, datetime) else str(cell)


def _short(cell: Cell) -> str:
    return cell.strftime("%H:%M") if isinstance(cell, datetime) else _said(cell)


def _plain(cell: Cell) -> Any:
    return cell.isoformat() if isinstance(cell, datetime) else cell

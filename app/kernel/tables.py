"""Reading tables that people upload: csv in whatever encoding, xlsx; within bounds, or refused with a reason.

Cells come as text, trimmed. What is guessed (encoding, separator, where the head is) is told with the table.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO, StringIO
from itertools import islice
from typing import Any

from app.kernel.errors import Refusal
from app.kernel.i18n import N_

MOST_ROWS = 20_000
MOST_COLUMNS = 100
LONGEST_CELL = 5_000  # characters; what is beyond is cut, and too long for every field anyway
UNPACKED = 96 * 1024 * 1024  # bytes of all parts of an xlsx; 20,000 rows of 40 columns need a third of it
MOST_TEXT = 40_000_000  # characters of all cells: one long text, referred to from every cell, unpacks small
PIECE = 64 * 1024
SEPARATORS = (";", ",", "\t", "|")

Row = tuple[int, list[str]]
"""Line of the file, counted from 1, and its cells."""


@dataclass(frozen=True)
class Table:
    """A head and rows of as many cells, empty lines left out; `how` tells what was guessed: "utf-8 ;", "xlsx"."""

    head: list[str]
    rows: list[Row]
    how: str


class Unreadable(Refusal):
    """A file that is no table, or not one that can be taken."""

    code = "table-unreadable"
    status = 422
    field = "file"
    message = N_(
        "This file could not be read as a table. Save it again as xlsx or as csv, and try once more."
    )


class EmptyTable(Unreadable):
    """Nothing beneath a head."""

    code = "table-empty"
    message = N_("There is no line below the headings in this file.")


class TooLarge(Unreadable):
    """More than can be taken at once."""

    code = "table-too-large"
    message = N_(
        "This file is too large: %(rows)s lines of %(columns)s columns at most. Divide it into several."
    )

    def __init__(self) -> None:
        """Name the bounds."""
        super().__init__(rows=MOST_ROWS, columns=MOST_COLUMNS)


class Locked(Unreadable):
    """The old binary format, or one behind a password."""

    code = "table-locked"
    message = N_("This file is in the old xls format or behind a password. Save it as xlsx without one.")


def read_table(content: bytes) -> Table:
    """The table in an uploaded file, told by its content and not by its name; raises Unreadable and its kinds."""
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Locked
    rows, how = _xlsx(content) if content[:4] == b"PK\x03\x04" else _csv(content)
    found = list(islice(_filled(rows), MOST_ROWS + 2))
    at = _head_place(found)
    head, below = found[at][1] if found else [], found[at + 1 :]
    if len(below) > MOST_ROWS or len(head) > MOST_COLUMNS:
        raise TooLarge
    if not below:
        raise EmptyTable
    width = max(len(head), *(len(cells) for _line, cells in below))
    if width > MOST_COLUMNS:
        raise TooLarge
    return Table(_padded(head, width), [(line, _padded(cells, width)) for line, cells in below], how)


def _filled(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows that say anything; raises TooLarge as soon as all of them together say too much."""
    total = 0
    for line, cells in rows:
        kept = _trimmed(cells)
        total += sum(map(len, kept))
        if total > MOST_TEXT:
            raise TooLarge
        if any(kept):
            yield line, kept


def _trimmed(cells: Sequence[str]) -> list[str]:
    kept = [cell.replace("\0", "").strip()[:LONGEST_CELL] for cell in cells]
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _padded(cells: list[str], width: int) -> list[str]:
    return cells + [""] * (width - len(cells))


def _head_place(rows: Sequence[Row]) -> int:
    """The place of the headings: titles above a table fill one cell, the head fills as many as any line near it."""
    near = rows[:10]
    widest = max((sum(map(bool, cells)) for _line, cells in near), default=0)
    return next((place for place, (_, cells) in enumerate(near) if sum(map(bool, cells)) * 2 > widest), 0)


def _xlsx(content: bytes) -> tuple[Iterator[Row], str]:
    import openpyxl  # slow to load, and large in memory

    try:
        book = openpyxl.load_workbook(_honest(content), read_only=True, data_only=True)
        sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
    except Unreadable:
        raise
    except Exception as error:
        # The library raises whatever a broken part made it stumble over.
        raise Unreadable from error
    if sheet is None:
        raise Unreadable
    return _sheet_rows(sheet), "xlsx"


def _honest(content: bytes) -> BytesIO:
    """The workbook packed anew, its parts as long as they say: the library unpacks a whole part before it looks.

    Raises TooLarge, Unreadable, or whatever a broken archive makes of it.
    """
    packed, total = BytesIO(), 0
    with zipfile.ZipFile(BytesIO(content)) as parts, zipfile.ZipFile(packed, "w") as made:
        for name in dict.fromkeys(parts.namelist()):
            part = parts.getinfo(name)
            total += part.file_size
            if total > UNPACKED:
                raise TooLarge
            if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Unreadable  # only these two are unpacked in pieces
            with parts.open(part) as source, made.open(name, "w") as target:
                while piece := source.read(PIECE):  # never more than the part says
                    target.write(piece)
    packed.seek(0)
    return packed


def _sheet_rows(sheet: Any) -> Iterator[Row]:
    try:
        sheet.reset_dimensions()  # what a file says of its own size need not be true
        bounds = {"max_row": MOST_ROWS * 2, "max_col": MOST_COLUMNS + 1, "values_only": True}
        for line, cells in enumerate(sheet.iter_rows(**bounds), start=1):
            yield line, [_shown(cell) for cell in cells]
    except Exception as error:
        raise Unreadable from error


def _shown(cell: Any) -> str:
    """A cell as people would type it; dates as 2027-01-28, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        midnight = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return cell.isoformat("minutes") if isinstance(cell, time) else str(cell)


def _csv(content: bytes) -> tuple[Iterator[Row], str]:
    encoding = guess_encoding(content)
    text = content.decode(encoding, "replace").lstrip("\ufeff")
    asked = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)  # Excel's own way of naming the separator
    separator = asked[1] if asked else guess_separator(text)
    if "\ufffd" in text[:2000] and encoding == "utf-8":
        raise Unreadable
    lines = csv.reader(StringIO(text[asked.end() :] if asked else text, newline=""), delimiter=separator)
    return _csv_rows(lines, 1 if asked else 0), f"{encoding} {separator}"


def _csv_rows(lines: Any, before: int) -> Iterator[Row]:
    first = before
    try:
        for cells in lines:
            yield first + 1, [unguarded(cell) for cell in cells[: MOST_COLUMNS + 1]]
            first = before + lines.line_num
    except csv.Error as error:
        raise Unreadable from error


def guess_encoding(content: bytes) -> str:
    """The likeliest encoding of a text: by its mark, UTF-8 where it is valid, else a Windows code page.

    In windows-1256 Arabic words are runs of bytes above 127; in windows-1252 accented letters stand among plain ones.
    """
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return name
    sample = content[:4000]
    if sample[1::2].count(0) * 3 > len(sample) or sample[::2].count(0) * 3 > len(sample):
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        runs = [len(run) for run in re.findall(rb"[\x81\x8d-\x90\xc0-\xff]+", content)]
        arabic, accents = sum(run > 2 for run in runs), sum(run < 3 for run in runs)
        return "windows-1256" if arabic > accents // 4 else "windows-1252"
    return "utf-8"


def guess_separator(text: str) -> str:
    """The separator that parts most of the first lines into the same number of cells, of at least two."""
    lines = [line for line in text[:20_000].splitlines()[:20] if line.strip()]

    def agreement(separator: str) -> tuple[int, int]:
        try:
            widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=separator))
        except csv.Error:
            return 0, 0
        width, number = max(widths.items(), key=lambda pair: (pair[0] > 1, pair[1], pair[0]), default=(0, 0))
        return (number, width) if width > 1 else (0, 0)

    return max(SEPARATORS, key=agreement)


_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guarded(cell: str) -> str:
    """A cell for csv that no spreadsheet takes for a formula: one apostrophe before it, where it begins like one."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`, whatever it was."""
    return cell[1:] if _GUARDED.match(cell) else cell


def write_csv(head: Sequence[str], rows: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> bytes:
    """UTF-8 with its mark, so that Excel reads it as such; formulas are guarded."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([guarded(cell) for cell in head])
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()

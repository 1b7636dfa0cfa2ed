"""Spreadsheets, read back by openpyxl, which was written by others."""

from datetime import UTC, date, datetime, time
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from app.kernel.xlsx import Cell, Column, Sheet, workbook

HOSTILE = ('=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "http://example.org", "{=1}", "0012")


def first(data: bytes) -> Worksheet:
    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def one_column(kind: str, *cells: Cell) -> Worksheet:
    column = Column("x", kind)  # type: ignore[arg-type]
    return first(workbook([Sheet("s", [column], [[cell] for cell in cells])]))


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str) -> None:
    cell = one_column("text", text)["A2"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)


def test_kinds_come_back_as_themselves() -> None:
    moment = datetime(2027, 1, 28, 9, 30, tzinfo=UTC)
    columns = [Column(k, k) for k in ("text", "number", "date", "time", "moment")]
    sheet = first(workbook([Sheet("s", columns, [["عمدة", 7, date(2027, 1, 28), time(9, 30), moment]])]))
    assert [cell.value for cell in sheet[2]] == [
        "عمدة",
        7,
        datetime(2027, 1, 28),  # noqa: DTZ001 - what openpyxl makes of a date
        time(9, 30),
        moment.replace(tzinfo=None),
    ]


@pytest.mark.parametrize(
    ("kind", "cell"), [("number", "7"), ("text", 7), ("number", True), ("time", "09:30")]
)
def test_a_cell_of_another_kind_is_refused(kind: str, cell: Cell) -> None:
    with pytest.raises(ValueError, match="in a column of kind"):
        one_column(kind, cell)


def test_arabic_sheets_run_from_right_to_left() -> None:
    columns = [Column("الاسم"), Column("المدينة")]
    sheet = first(workbook([Sheet("الحضور", columns, [["محمد", "نواكشوط"]], rtl=True)]))
    assert sheet.sheet_view.rightToLeft
    assert sheet["A1"].alignment.readingOrder == 2
    assert not first(workbook([Sheet("s", columns, [])])).sheet_view.rightToLeft


def test_the_head_stays_in_sight_and_on_every_printed_page() -> None:
    sheet = first(workbook([Sheet("s", [Column("a"), Column("b")], [["1", "2"]], above=["Title", "Day"])]))
    assert [sheet["A1"].value, sheet["A2"].value, sheet["A4"].value] == ["Title", "Day", "a"]
    assert sheet.freeze_panes == "A5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.auto_filter.ref == "A4:B5"
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_controls_and_overlong_texts_do_not_break_the_file() -> None:
    sheet = one_column("text", "a\x00\x07b\nc\ufffe", "x" * 40_000)
    assert sheet["A2"].value == "ab\nc"
    assert len(sheet["A3"].value) == 32_767


@pytest.mark.parametrize(
    "name", ["a/b:c*d?[e]\\", "'quoted'", "", "x" * 40, "الجلسة العامة 1: الشراكة بين القطاعين"]
)
def test_any_title_makes_a_sheet_name(name: str) -> None:
    assert 1 <= len(first(workbook([Sheet(name, [Column("a")], [])])).title) <= 31


def test_the_same_rows_give_the_same_bytes() -> None:
    sheet = Sheet("s", [Column("a")], [["x"]])
    assert workbook([sheet]) == workbook([sheet])

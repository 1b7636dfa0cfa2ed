"""Tables that people upload: read as they meant them, or refused in a sentence; never a crash, never without bound."""

from __future__ import annotations

import contextlib
import resource
import zipfile
import zlib
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import tables
from app.kernel.tables import (
    EmptyTable,
    Locked,
    Table,
    TooLarge,
    Unreadable,
    guarded,
    read_table,
    unguarded,
    write_csv,
)
from app.kernel.xlsx import Column, Sheet, workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROWS = [["Nom", "الاسم", "Ville"], ["Fatimetou Mint Élève", "فاطمة منت الأستاذ", "Nouakchott"]]


def as_text(separator: str = ";") -> str:
    """The rows as lines of text."""
    return "".join(separator.join(row) + "\r\n" for row in ROWS)


def cells(table: Table) -> list[list[str]]:
    """Head and rows without their lines."""
    return [table.head, *(row for _line, row in table.rows)]


@pytest.mark.parametrize(
    "content",
    [
        as_text().encode(),
        as_text(",").encode("utf-8-sig"),
        as_text("\t").encode("utf-16"),
        as_text("\t").encode("utf-16-le"),
        as_text(";").encode("windows-1256", "replace"),
        ("sep=|\r\n" + as_text("|")).encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16 bare", "windows-1256", "sep"],
)
def test_encoding_and_separator_are_guessed(content: bytes) -> None:
    found = cells(read_table(content))
    assert found[0] == ROWS[0]
    assert found[1][1:] == ROWS[1][1:]


def test_french_from_an_old_excel_keeps_its_accents() -> None:
    content = "Prénom;Fonction\r\nHélène;Députée à l’Assemblée\r\n".encode("windows-1252")
    assert cells(read_table(content)) == [["Prénom", "Fonction"], ["Hélène", "Députée à l’Assemblée"]]


def test_a_title_above_the_table_is_no_head_and_lines_keep_their_numbers() -> None:
    table = read_table('Liste des délégués;;\n;;\nNom;Ville;Pays\n\nA;B;C\nD;"E\nF";G\nH;I;J\n'.encode())
    assert table.head == ["Nom", "Ville", "Pays"]
    assert [line for line, _cells in table.rows] == [5, 6, 8]


def test_what_we_write_is_what_we_read() -> None:
    sheet = Sheet(
        "قائمة", [Column("Nom"), Column("الاسم")], [["=1+1", "محمد"], ["+222 22", "-"]], ("Liste",), True
    )
    assert cells(read_table(workbook([sheet])))[1:] == [["=1+1", "محمد"], ["+222 22", "-"]]
    table = read_table(write_csv(["a", "b"], [["=HYPERLINK(1)", "'=x"], ["@", "'Ali"]]))
    assert cells(table)[1:] == [["=HYPERLINK(1)", "'=x"], ["@", "'Ali"]]


@given(st.text(max_size=20))
def test_a_guarded_cell_is_no_formula_and_comes_back_as_it_was(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert guarded(cell)[:1] not in ("=", "+", "-", "@", "\t", "\r")


def test_numbers_dates_merged_cells_and_formulas_of_a_workbook() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["name", "phone", "day", "sum"])
    sheet.append(["merged", 22123456, None, "=1+1"])
    sheet.append(["below", 1.5, None, None])
    sheet.merge_cells("A2:A3")
    out = BytesIO()
    book.save(out)
    assert cells(read_table(out.getvalue()))[1:] == [["merged", "22123456", "", ""], ["", "1.5", "", ""]]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyTable),
        (b"name;city\n", EmptyTable),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", Locked),
        (b"PK\x03\x04 no archive", Unreadable),
        (b"a;b\n" + b"x" * 200_000 + b";y\n", Unreadable),
        (b"a;b\n" + b"1;2\n" * (tables.MOST_ROWS + 1), TooLarge),
        (b"a;b\n" + b"1;2\n" * 100_000, TooLarge),
        (b";".join([b"a"] * 101) + b"\n" + b";".join([b"1"] * 101), TooLarge),
    ],
)
def test_what_cannot_be_taken_is_refused_by_name(content: bytes, refusal: type[Unreadable]) -> None:
    with pytest.raises(refusal):
        read_table(content)


def bomb(part: str, size: int) -> bytes:
    """A small xlsx with one huge part."""
    book, out = (
        BytesIO(
            workbook([Sheet("s", [Column("a"), Column("b")], [["1", "2"]])]),
        ),
        BytesIO(),
    )
    with zipfile.ZipFile(book) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for one in before.infolist():
            if one.filename != part:
                after.writestr(one, before.read(one))
        with after.open(part, "w", force_zip64=True) as huge:
            for _ in range(size // 1_000_000):
                huge.write(b" " * 1_000_000)
    return out.getvalue()


def test_a_zip_bomb_costs_no_memory() -> None:
    content = bomb("xl/worksheets/sheet1.xml", 200_000_000)
    assert len(content) < 1_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(TooLarge):
        read_table(content)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # kB


def test_one_text_in_every_cell_is_too_much() -> None:
    text = "x" * tables.LONGEST_CELL
    cell = '<c t="s"><v>0</v></c>'
    parts = {
        "sharedStrings": f"<sst xmlns='{MAIN}'><si><t>{text}</t></si></sst>",
        "sheet1": f"<worksheet xmlns='{MAIN}'><sheetData>{f'<row>{cell * 100}</row>' * 200}</sheetData></worksheet>",
    }
    assert 100 * 200 * len(text) > tables.MOST_TEXT
    book, out = BytesIO(workbook([Sheet("s", [Column("a"), Column("b")], [["1", "2"]])])), BytesIO()
    with zipfile.ZipFile(book) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for one in before.infolist():
            other = next((text for name, text in parts.items() if name in one.filename), None)
            after.writestr(one.filename, other or before.read(one))
    with pytest.raises(TooLarge):
        read_table(out.getvalue())


def test_a_part_that_is_longer_than_it_says_is_not_unpacked() -> None:
    size, said = 100_000_000, 1024
    content = bytearray(bomb("[Content_Types].xml", size))
    at = content.rindex(size.to_bytes(4, "little"))  # in the directory at the end
    content[at : at + 4] = said.to_bytes(4, "little")
    content[at - 8 : at - 4] = zlib.crc32(b" " * said).to_bytes(4, "little")  # even what it checks by agrees
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Unreadable):
        read_table(bytes(content))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # kB


def test_a_lying_size_and_a_far_row_cost_no_time() -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row></sheetData></worksheet>'
    )
    book, out = BytesIO(workbook([Sheet("s", [Column("a"), Column("b")], [["1", "2"]])])), BytesIO()
    with zipfile.ZipFile(book) as before, zipfile.ZipFile(out, "w") as after:
        for one in before.infolist():
            after.writestr(one, sheet if "sheet1" in one.filename else before.read(one))
    with pytest.raises(EmptyTable):
        read_table(out.getvalue())


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"a;b\n"]))
def test_any_bytes_are_a_table_or_a_refusal(content: bytes, mark: bytes) -> None:
    with contextlib.suppress(Unreadable):
        assert read_table(mark + content).rows


@given(st.data())
def test_a_broken_workbook_is_a_table_or_a_refusal(data: st.DataObject) -> None:
    whole = bytearray(workbook([Sheet("s", [Column("a"), Column("b")], [["1", "2"]] * 5)]))
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(4, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(Unreadable):
        assert read_table(bytes(whole)).rows

"""Sign-in sheets: on paper and as a workbook, in three languages, checked by reading them back."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pikepdf
import pypdfium2
import pytest
import zxingcpp

from app.attendance.exports import SignPage, SignRow, SignSheet, sign_sheets_pdf, sign_sheets_xlsx
from app.attendance.rules.sheets import (
    ROWS_A_PAGE,
    Part,
    SheetChoices,
    Signer,
    choices_from,
    code_of,
    missing_pages,
    numbered,
    read_code,
    typed_numbers,
)
from app.attendance.service.words import sign_words
from app.kernel.i18n import Text
from app.kernel.ids import new_id
from tests.conftest import make_app

LONG_AR = "محمد الأمين ولد سيدي المختار ولد الشيخ عبد الرحمن آل المصطفى"
LONG_LATIN = "Mohamed Lemine Ould Sidi El Moctar Ould Cheikh Abderrahmane Al-Moustapha"
HOSTILE = (
    '=HYPERLINK("http://x","y")',
    "\u202emoc.elpmaxe",
    "<b>Amina</b>",
    "A" * 200,
    "ع" * 200,
    "\x00\x07Bilal",
)
NAMES = (
    (LONG_AR, LONG_LATIN),
    ("أمينة بنت سالم", "Amina Mint Salem"),
    ("", "Jean-Noël d’Artagnan"),
    ("فاطمة", ""),
)


def a_row(number: int) -> SignRow:
    arabic, latin = NAMES[number % len(NAMES)]
    return SignRow(
        number, arabic, f"{latin} {number}" if latin else "", "Maire et président de l’association des maires",
        Text(ar="نواكشوط", fr="Nouakchott"), Text(ar="موريتانيا", fr="Mauritanie", en="Mauritania"), "+222 45 25 00 00",
    )  # fmt: skip


def a_sheet(count: int, languages: tuple[str, ...], **changes: Any) -> SignSheet:
    named = ROWS_A_PAGE - 3
    rows = changes.pop("rows", [a_row(number) for number in range(1, count + 1)])
    pages = [SignPage("delegates", rows[at : at + named]) for at in range(0, len(rows), named)]
    pages.append(SignPage("speakers", [a_row(count + 1)]))
    facts: dict[str, Any] = {
        "languages": languages, "event": Text(ar="الاجتماع السنوي", fr="Réunion annuelle", en="Annual meeting"),
        "theme": Text(ar="المدن", fr="Les villes", en="Cities"),
        "title": Text(ar="صباح اليوم الأول", fr="Matinée 1", en="Morning 1"),
        "when": Text(ar="الخميس 28 يناير 2027", fr="jeudi 28 janvier 2027", en="Thursday 28 January 2027"),
        "venue": Text(ar="القصر", fr="Palais des congrès", en="Congress palace"), "reference": "K7Q2MX",
        "codes": [code_of("K7Q2MX", at + 1) for at in range(len(pages))], "pages": pages,
        "agreement": "CSO/2022/437-123", "emblem": "eu",
        "funding": Text(ar="بتمويل", fr="Cofinancé par l’Union européenne", en="Co-funded by the European Union"),
    }  # fmt: skip
    return SignSheet(**(facts | changes))


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("words")
    with make_app(folder, f"sqlite:///{folder}/unused.db").app_context():
        return sign_words()


def texts(data: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(data)]


def check_pages(data: bytes, sheet: SignSheet, header: tuple[str, ...]) -> None:
    """Every page has its head, every row is inside; words one by one, as pdfium turns them on Arabic pages."""
    pages = texts(data)
    assert len(pages) == len(sheet.pages)
    numbers: list[int] = []
    document = pypdfium2.PdfDocument(data)
    for at, (text, page) in enumerate(zip(pages, sheet.pages, strict=True)):
        for expected in header:
            assert expected in text, (at, expected)
        numbers += [row.number for row in page.rows]
        area = document[at].get_textpage()
        for row in page.rows:
            assert row.name_latin.split()[-1:] == [] or row.name_latin.split()[-1] in text
        for index in range(area.count_rects()):
            left, bottom, right, top = area.get_rect(index)
            assert (20 < left < right < 822, 0 < bottom < top < 580) == (True, True), (at, index)
    assert numbers[: len(set(numbers))] == sorted(set(numbers))


@pytest.mark.parametrize("count", [5, 150, pytest.param(3000, marks=pytest.mark.proof)])
@pytest.mark.parametrize(
    ("languages", "header"),
    [
        (
            ("ar", "fr"),
            ("annuelle", "Matinée", "/2022/437", "Cofinancé", "Signature", "التوقيع"),
        ),
        (
            ("fr",),
            (
                "Feuille d’émargement",
                "Les villes",
                "jeudi 28 janvier 2027",
                "Palais des congrès",
                "Signature",
            ),
        ),
        (
            ("en",),
            ("Sign-in sheet", "Cities", "Thursday 28 January 2027", "Congress palace", "Grant agreement"),
        ),
        (("ar",), ("/2022/437", "التوقيع", "2027")),
    ],
)
def test_sheets_on_paper(words: Any, count: int, languages: tuple[str, ...], header: tuple[str, ...]) -> None:
    sheet = a_sheet(count, languages)
    data = sign_sheets_pdf([sheet], words)
    check_pages(data, sheet, header)
    assert data == sign_sheets_pdf([sheet], words)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert not pdf.check_pdf_syntax()
        assert str(pdf.Root.Lang) == languages[0]


def test_the_code_of_each_page_is_read_from_its_picture(words: Any) -> None:
    for languages in (("ar", "fr"), ("fr",), ("ar",)):
        document = pypdfium2.PdfDocument(sign_sheets_pdf([a_sheet(20, languages)], words))
        for at in range(len(document)):
            picture = document[at].render(scale=2).to_pil().convert("L")
            found = [read_code(one.text) for one in zxingcpp.read_barcodes(picture)]
            assert found == [("K7Q2MX", at + 1)]


def test_hostile_names_stay_in_their_row(words: Any) -> None:
    rows = [
        SignRow(at, name, name, name, Text({"": name[:50]}), Text(), name)
        for at, name in enumerate(HOSTILE, 1)
    ]
    sheet = a_sheet(0, ("ar", "fr"), rows=rows)
    data = sign_sheets_pdf([sheet], words)
    area = pypdfium2.PdfDocument(data)[0].get_textpage()
    for index in range(area.count_rects()):
        left, bottom, right, top = area.get_rect(index)
        assert 20 < left < right < 822
        assert 0 < bottom < top < 580
    book = openpyxl.load_workbook(BytesIO(sign_sheets_xlsx([sheet], words)))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in cells)


@pytest.mark.parametrize(("languages", "turned"), [(("ar", "fr"), True), (("fr",), False)])
def test_the_workbook_is_ready_to_print(words: Any, languages: tuple[str, ...], turned: bool) -> None:
    book = openpyxl.load_workbook(BytesIO(sign_sheets_xlsx([a_sheet(20, languages)], words)))
    assert len(book.worksheets) == 2
    page = book.worksheets[0]
    assert bool(page.sheet_view.rightToLeft) is turned
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    head = next(row for row in range(1, 20) if page.cell(row, 4).value)
    assert page.print_title_rows == f"$1:${head}"
    assert [one.id for one in page.row_breaks.brk] == [head + 12, head + 24]
    assert page.row_dimensions[head + 1].height == 33
    assert page.cell(head + 1, 9 - 1).border.bottom.style == "thin"
    assert "K7Q2MX" in page.oddFooter.left.text
    numbers = [page.cell(row, 1).value for row in range(head + 1, head + 37)]
    assert [one for one in numbers if one] == list(range(1, 21))
    assert numbers[9:12] == [None] * 3


def test_parts_begin_on_pages_of_their_own_and_numbers_go_on() -> None:
    people = [Signer(registration=new_id()) for _ in range(25)]
    speaker = Signer(speaker=new_id())
    lines = numbered({Part.STAFF: people[20:], Part.DELEGATES: people[:20], Part.SPEAKERS: [speaker]}, 9)
    assert [line.number for line in lines] == list(range(1, 27))
    pages = {part: sorted({line.page for line in lines if line.part is part}) for part in Part}
    assert pages == {Part.DELEGATES: [1, 2, 3], Part.SPEAKERS: [4], Part.STAFF: [5]}
    assert missing_pages(5, [2, 5]) == (1, 3, 4)


@pytest.mark.parametrize(
    ("typed", "numbers", "wrong"),
    [
        ("3", (3,), ()),
        ("3 4,5;9", (3, 4, 5, 9), ()),
        ("3-6", (3, 4, 5, 6), ()),
        ("3 – 5\n8\n8", (3, 4, 5, 8), ()),
        ("٣، ٧-٩", (3, 7, 8, 9), ()),
        ("0 31 abc 6-3 5", (5,), ("0", "31", "abc", "6-3")),
        ("", (), ()),
        ("1-99999", (), ("1-99999",)),
        ("-", (), ("-",)),
    ],
)
def test_numbers_are_read_as_people_type_them(
    typed: str, numbers: tuple[int, ...], wrong: tuple[str, ...]
) -> None:
    found = typed_numbers(typed, 30)
    assert (found.numbers, found.wrong) == (numbers, wrong)


@pytest.mark.parametrize(
    "text", ["", "MQS:K7Q2MX:0", "MQS:K7Q2MX:12345", "MQ1:XYZ", "mqs:K7Q2MX:1", "MQS:K7Q2:1"]
)
def test_other_codes_are_no_pages(text: str) -> None:
    assert read_code(text) is None


def test_choices_come_back_as_they_were_kept() -> None:
    chosen = SheetChoices("country", "both", ("fr",), 0, ("press", "staff"))
    assert choices_from(chosen.as_json(), ("ar", "fr")) == chosen
    assert choices_from({}, ("fr", "ar", "en")).languages == ("ar", "fr")
    assert choices_from({"unknown": 1}, ("en",)).languages == ("en",)

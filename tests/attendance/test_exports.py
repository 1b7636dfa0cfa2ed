"""Attendance lists: paper to sign, and the same facts as a spreadsheet."""

from dataclasses import fields, replace
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import openpyxl
import pikepdf
import pypdfium2
import pytest

from app.attendance.exports import (
    ROWS_A_PAGE,
    AttendanceList,
    Attendee,
    Labels,
    attendance_pdf,
    attendance_xlsx,
)

ZONE = ZoneInfo("Africa/Nouakchott")
WORDS = {field.name: {"ar": f"كلمة {field.name}", "fr": f"Mot {field.name}"} for field in fields(Labels)}
LABELS = Labels(
    **{
        **WORDS,
        "list": {"ar": "قائمة الحضور", "fr": "Liste de présence"},
        "signature": {"ar": "التوقيع", "fr": "Signature"},
        "page": {"ar": "صفحة {page} من {pages}", "fr": "page {page} sur {pages}"},
        "reference": {"ar": "المرجع {reference}", "fr": "Référence {reference}"},
    }
)
CAME = datetime(2027, 1, 28, 14, 2, 30, tzinfo=ZONE)
PERSON = Attendee(
    "محمد ولد أحمد", "Mohamed Ould Ahmed", "Maire", "Nouakchott", "Mauritanie", "Élu", CAME, None
)
SHEET = AttendanceList(
    languages=("fr", "ar"),
    event={"fr": "Réunion annuelle", "ar": "الاجتماع السنوي"},
    session={"fr": "Plénière 1 : partenariat", "ar": "الجلسة العامة 1"},
    when={"fr": "jeudi 28 janvier 2027, 14:00–16:00", "ar": "الخميس 28 يناير 2027"},
    place={"fr": "Salle plénière", "ar": "قاعة الجلسات"},
    rows=(PERSON,) * (2 * ROWS_A_PAGE + 1),
    reference="NKC/plenary-1/7",
    funding={"fr": "Cofinancé par l’Union européenne", "ar": "بتمويل مشترك من الاتحاد الأوروبي"},
    emblem="eu",
)
ARABIC = replace(SHEET, languages=("ar", "fr"))


def texts(data: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(data)]


def test_every_page_says_what_it_is_and_which_of_how_many() -> None:
    pages = texts(attendance_pdf(SHEET, LABELS))
    assert len(pages) == 3
    for number, page in enumerate(pages, start=1):
        for expected in ("Liste de présence", "Plénière 1 : partenariat", "Signature", "NKC/plenary-1/7"):
            assert expected in page
        assert "Cofinancé par l’Union européenne" in page
        assert f"page {number} sur 3" in page


def test_rows_are_numbered_through_and_show_times_of_the_events_zone() -> None:
    pages = texts(attendance_pdf(SHEET, LABELS))
    assert pages[0].count("14:02") == ROWS_A_PAGE
    assert str(2 * ROWS_A_PAGE + 1) in pages[2]
    assert pages[2].count("Mohamed Ould Ahmed") == 1


@pytest.mark.parametrize("sheet", [SHEET, ARABIC])
def test_arabic_faces_french_from_the_right(sheet: AttendanceList) -> None:
    page = pypdfium2.PdfDocument(attendance_pdf(sheet, LABELS))[0]
    index, _count = page.get_textpage().search("partenariat").get_next()
    assert page.get_textpage().get_charbox(index)[0] < 300
    picture = page.render(scale=1).to_pil().convert("L").crop((500, 20, 808, 60))
    assert picture.point(lambda v: 255 if v < 128 else 0).getbbox() is not None


def test_columns_run_in_the_reading_direction_of_the_first_language() -> None:
    for sheet, signs_on_the_left in ((SHEET, False), (ARABIC, True)):
        page = pypdfium2.PdfDocument(attendance_pdf(sheet, LABELS))[0]
        index, _count = page.get_textpage().search("Signature").get_next()
        assert (page.get_textpage().get_charbox(index)[0] < 400) is signs_on_the_left


def test_title_and_language_are_set_and_the_file_is_sound() -> None:
    with pikepdf.open(BytesIO(attendance_pdf(ARABIC, LABELS))) as pdf:
        assert str(pdf.docinfo["/Title"]) == "قائمة الحضور · الجلسة العامة 1"
        assert str(pdf.Root.Lang) == "ar"
        assert [float(v) * 25.4 / 72 for v in pdf.pages[0].MediaBox][2:] == pytest.approx([297, 210], abs=0.1)
        assert not pdf.check_pdf_syntax()


def test_hostile_texts_stay_inside_the_margins() -> None:
    person = Attendee("ا" * 200, "Z" * 200, "y" * 400, "\u202e" + "W" * 99, "q" * 99, "V" * 99, CAME, CAME)
    sheet = replace(SHEET, rows=(person,) * 3, session={"fr": "S" * 300}, place={"fr": "p" * 300})
    picture = pypdfium2.PdfDocument(attendance_pdf(sheet, LABELS))[0].render(scale=2).to_pil().convert("L")
    ink = picture.point(lambda v: 255 if v < 200 else 0).getbbox()
    margin = 11.5 / 25.4 * 72 * 2
    assert ink[0] >= margin
    assert ink[2] <= picture.width - margin


def test_a_list_without_people_is_one_page() -> None:
    assert len(texts(attendance_pdf(replace(SHEET, rows=()), LABELS))) == 1


def test_an_event_of_one_script_has_no_facing_column() -> None:
    page = texts(attendance_pdf(replace(SHEET, languages=("fr",)), LABELS))[0]
    assert page.count("Mot function") == 1
    assert page.count("Liste de présence") == 1


def test_the_same_list_gives_the_same_bytes() -> None:
    assert attendance_pdf(SHEET, LABELS) == attendance_pdf(SHEET, LABELS)
    assert attendance_xlsx(SHEET, LABELS) == attendance_xlsx(SHEET, LABELS)


def test_the_spreadsheet_keeps_each_fact_in_its_column() -> None:
    person = replace(PERSON, function="=1+1")
    sheet = openpyxl.load_workbook(
        BytesIO(attendance_xlsx(replace(ARABIC, rows=(person,)), LABELS))
    ).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert sheet.sheet_view.rightToLeft
    assert [rows[i][0] for i in range(2)] == ["الاجتماع السنوي", "الجلسة العامة 1"]
    assert rows[-1] == [
        1,
        "محمد ولد أحمد",
        "Mohamed Ould Ahmed",
        "=1+1",
        "Nouakchott",
        "Mauritanie",
        "Élu",
        CAME.replace(tzinfo=None),
        None,
    ]
    assert rows[-2][0] == "كلمة number"


def test_a_french_spreadsheet_runs_from_left_to_right() -> None:
    sheet = openpyxl.load_workbook(BytesIO(attendance_xlsx(SHEET, LABELS))).worksheets[0]
    assert not sheet.sheet_view.rightToLeft

"""The printed programme: nothing split, nothing outside its column, pages that read on when folded."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.agenda.exports.programme import (
    PAPERS,
    Column,
    PrintedDay,
    PrintedSession,
    Programme,
    folding_order,
    programme_pdf,
)
from app.agenda.exports.programme.rows import A4_LIST, A5_PAGE, columns_of, session_row
from app.kernel.pdf import MM

LONG = "Plénière : partenariat public-privé, attractivité des territoires et développement local, titre long"
ARABIC = "الجلسة العامة: الشراكة بين القطاعين العام والخاص وجاذبية الأقاليم والتنمية المحلية، بعنوان طويل جدا"


def column(language: str, sessions: int = 12, days: int = 2) -> Column:
    arabic = language == "ar"
    title = ARABIC if arabic else LONG
    session = PrintedSession(
        starts="09:30",
        ends="10:30",
        kind="",
        title=title,
        subtitle=title,
        beneath=("Salle A", title),
        notice="",
    )
    many = tuple(replace(session, title=f"{title} ({number})") for number in range(sessions))
    return Column(
        language=language, programme="البرنامج" if arabic else "Programme",
        title="الاجتماع السنوي" if arabic else "Réunion annuelle", theme=title, dates="28–29", place="نواكشوط",
        organisers=("مدينة نواكشوط",), statement="بتمويل مشترك" if arabic else "Cofinancé par l’Union européenne",
        zone_note="", newest="هنا" if arabic else "Ici", page="{page}/{pages}",
        days=tuple(PrintedDay(f"{'اليوم' if arabic else 'Jour'} {day}", many) for day in range(1, days + 1)),
    )  # fmt: skip


def programme(*languages: str, sessions: int = 12) -> Programme:
    columns = tuple(column(language, sessions) for language in languages)
    return Programme(columns=columns, accent="#0b6b58", emblem="eu", url="https://example.org/meeting/agenda")


@given(st.integers(1, 40), st.sampled_from(["ltr", "rtl"]))
def test_folded_sheets_read_on(sheets: int, direction: str) -> None:
    """Stacked, folded in the middle and opened, each pair of facing pages is one after the other."""
    pages = 4 * sheets
    sides = list(folding_order(pages, direction))  # type: ignore[arg-type]
    assert sorted(number for side in sides for number in side) == list(range(1, pages + 1))
    for front, back in zip(sides[::2], sides[1::2], strict=True):
        # Turned over the long way, what is left on the front lies behind what is right on the back.
        assert {abs(front[0] - back[1]), abs(front[1] - back[0])} == {1}
        if direction == "ltr":
            assert front[1] < front[0]
            assert back[0] < back[1]
        else:
            assert front[0] < front[1]
            assert back[1] < back[0]
    inner = sides[-1]
    assert abs(inner[0] - inner[1]) == 1


def test_an_odd_number_of_pages_is_refused() -> None:
    with pytest.raises(ValueError, match="four pages"):
        list(folding_order(6, "ltr"))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("languages", [("fr",), ("ar",), ("ar", "fr"), ("ar", "en")])
def test_every_session_is_there_whole_and_on_one_page(paper: str, languages: tuple[str, ...]) -> None:
    content = programme_pdf(programme(*languages), paper)
    document = pypdfium2.PdfDocument(content)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    if "ar" in languages and len(languages) == 1:
        assert sum(text.count("09:30") for text in texts) == 24
        return
    for number in range(12):
        assert sum(text.count(f"({number})") for text in texts) >= 2
    assert sum(text.count("09:30") for text in texts) == 24  # the hours once, between two languages


def test_the_pages_number_is_said_in_each_language() -> None:
    document = pypdfium2.PdfDocument(programme_pdf(programme("fr", "en"), "a4"))
    text = document[0].get_textpage().get_text_range()
    assert text.count(f"1/{len(document)}") == 2
    document.close()


@pytest.mark.parametrize("paper", PAPERS)
def test_pages_have_the_size_that_is_printed(paper: str) -> None:
    with pikepdf.open(BytesIO(programme_pdf(programme("fr"), paper))) as document:
        wide, high = (210, 297) if paper == "a4" else (297, 210)
        for page in document.pages:
            box = [float(side) for side in page.mediabox]
            assert box[2:] == pytest.approx([wide * MM, high * MM], abs=0.1)
        assert paper == "a4" or len(document.pages) % 2 == 0


def test_the_same_programme_gives_the_same_bytes() -> None:
    assert programme_pdf(programme("ar", "fr"), "booklet") == programme_pdf(programme("ar", "fr"), "booklet")


@pytest.mark.parametrize("measure", [A4_LIST, A5_PAGE])
def test_no_line_leaves_its_column(measure: object) -> None:
    columns = programme("ar", "fr").columns
    places = columns_of(measure, columns)  # type: ignore[arg-type]
    part = session_row(measure, columns, 0, 3, 10_000)  # type: ignore[arg-type]
    for one in part.placed:
        start = {"left": one.x, "right": one.x - one.block.width, "centre": one.x - one.block.width / 2}[
            one.anchor
        ]
        if one.anchor != "centre":
            left, width, _anchor = next(place for place in places if place[2] == one.anchor)
            assert start >= left - 0.01
            assert start + one.block.width <= left + width + 0.01


def test_a_row_that_no_page_could_hold_is_set_smaller() -> None:
    endless = replace(column("fr", 1).days[0].sessions[0], subtitle=LONG * 30)
    columns = (replace(column("fr", 1), days=(PrintedDay("Jour", (endless,)),)),)
    assert session_row(A5_PAGE, columns, 0, 0, A5_PAGE.height).height <= A5_PAGE.height


def test_two_languages_stand_side_by_side_arabic_on_the_right() -> None:
    for order in (("ar", "fr"), ("fr", "ar")):
        columns = programme(*order).columns
        places = dict(zip(order, columns_of(A4_LIST, columns), strict=True))
        assert places["ar"][0] > places["fr"][0]


def test_an_empty_programme_is_still_a_page() -> None:
    empty = Programme(
        columns=(replace(column("fr"), days=()),), accent="#0b6b58", emblem=None, url="https://example.org"
    )
    for paper in PAPERS:
        document = pypdfium2.PdfDocument(programme_pdf(empty, paper))
        assert len(document) >= 1
        document.close()

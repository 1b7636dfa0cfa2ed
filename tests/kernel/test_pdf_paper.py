"""Finished files, opened by pikepdf (qpdf) and pdfium."""

from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from PIL.Image import Image

from app.kernel.pdf import A4, MM, Paper, Style, shape
from app.kernel.pdf.funding import Funding, draw_funding


def sample() -> bytes:
    paper = Paper("اختبار", "ar", A4, "rtl")
    with paper.stamp("head") as fresh:
        assert fresh
        paper.text(shape("Réunion", Style(12, "bold", "#0b6b58")), 100, 700)
    for y in (600, 500):
        paper.press("head")
        paper.text(shape("الجلسة العامة 1: مُحَمَّد Ɓaa", Style(18)), 500, y, "right")
    paper.next_page()
    paper.press("head")
    return paper.bytes()


def test_title_language_and_reading_direction_are_set() -> None:
    with pikepdf.open(BytesIO(sample())) as pdf:
        assert str(pdf.docinfo["/Title"]) == "اختبار"
        assert str(pdf.Root.Lang) == "ar"
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"
        assert pdf.Root.ViewerPreferences.PrintScaling == "/None"
        assert len(pdf.pages) == 2
        assert not pdf.check_pdf_syntax()


def test_every_font_is_embedded_as_a_subset_with_its_text() -> None:
    with pikepdf.open(BytesIO(sample())) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert fonts
        for font in fonts:
            name = str(font.BaseFont)
            assert name[7] == "+", f"{name} is a subset"
            assert "/ToUnicode" in font
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert 500 < len(descriptor.FontFile2.read_bytes()) < 30_000
        assert len({str(font.BaseFont) for font in fonts}) == 3


def test_text_can_be_found_in_the_file() -> None:
    page = pypdfium2.PdfDocument(sample())[0].get_textpage()
    text = page.get_text_bounded()
    assert "Réunion" in text
    assert "الجلسة" in text
    assert "Ɓaa" in text


def test_the_same_calls_give_the_same_bytes() -> None:
    assert sample() == sample()


def test_what_the_first_reader_sees_is_ink_where_text_was_drawn() -> None:
    picture = pypdfium2.PdfDocument(sample())[0].render(scale=1).to_pil().convert("L")
    height = picture.height
    band = picture.crop((200, height - 622, 501, height - 590))
    left, top, right, bottom = band.point(lambda v: 255 if v < 128 else 0).getbbox()
    assert right >= 295, "it is anchored on the right"
    assert left > 20
    assert bottom - top < 32


@pytest.mark.parametrize("direction", ["rtl", "ltr"])
def test_the_emblem_has_twelve_stars_and_its_statement_beside_it(direction: str) -> None:
    paper = Paper("x", "en", (120 * MM, 20 * MM))
    side = "rtl" if direction == "rtl" else "ltr"
    x = 110 * MM if side == "rtl" else 10 * MM
    funding = Funding(("بتمويل مشترك من الاتحاد الأوروبي", "Co-funded by the European Union"), "eu")
    used = draw_funding(paper, funding, (x, 5 * MM), 100 * MM, 10 * MM, side)
    assert 30 * MM < used <= 100 * MM
    picture = pypdfium2.PdfDocument(paper.bytes())[0].render(scale=6).to_pil().convert("RGB")
    left = (95 if side == "rtl" else 10) * MM * 6
    emblem = picture.crop((int(left) + 1, int(5 * MM * 6) + 1, int(left + 15 * MM * 6), int(15 * MM * 6)))
    assert emblem.getpixel((3, 3)) == (0, 51, 153)
    assert islands(emblem.getchannel("R")) == 12


def test_no_statement_draws_nothing_and_never_an_emblem_alone() -> None:
    paper = Paper("x", "en", (60 * MM, 20 * MM))
    assert draw_funding(paper, Funding((), "eu"), (0, 0), 100, 20, "ltr") == 0


def islands(picture: Image) -> int:
    """Count the separate light areas of a grey picture."""
    width, height = picture.size
    todo = {(x, y) for x in range(width) for y in range(height) if picture.getpixel((x, y)) > 128}
    count = 0
    while todo:
        count += 1
        edge = [todo.pop()]
        while edge:
            x, y = edge.pop()
            near = {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)} & todo
            todo -= near
            edge.extend(near)
    return count

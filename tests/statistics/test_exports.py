"""Pictures of figures: one geometry, mirrored in Arabic, told apart without colour, safe in a page."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pypdfium2
import pytest

from app.kernel.pdf import Direction
from app.statistics.exports import Bar, Day, Figure, Line, Report, Share, report_pdf, svg
from app.statistics.exports.drawings import Drawing, bars, curves, shares

LONG = "Municipalité de Nouadhibou, Dakhlet Nouadhibou, République islamique de Mauritanie"
ARABIC = "بلدية نواذيبو وضواحيها في الجمهورية الإسلامية الموريتانية"
BARS = (Bar(LONG, 30, 41, "30 / 41", 25), Bar(ARABIC, None, 9, "hidden / 9"), Bar("Atar", 0, 0, "0 / 0"))
SHARES = (
    Share(
        ARABIC,
        41,
        "41",
        (("Women", 12, "12"), ("Men", 20, "20"), ("Other", None, "hidden"), ("Unsaid", 9, "9")),
    ),
)
DAYS = (Day("Thursday", "110", ((480, 3), (495, 20), (510, 70), (540, 110))), Day("Friday", "1", ((725, 1),)))


def drawings(direction: Direction, width: float = 320) -> list[Drawing]:
    return [
        bars(BARS, width, direction, "says"), shares(SHARES, width, direction, "says"),
        curves(DAYS, width, direction, "says"),
    ]  # fmt: skip


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_picture_keeps_within_its_frame_and_says_what_it_is(direction: Direction) -> None:
    for number, drawing in enumerate(drawings(direction)):
        text = svg(drawing, f"figure-{number}")
        root = ElementTree.fromstring(text)
        assert root.find("{*}title").text == "says"  # type: ignore[union-attr]
        for box in root.findall("{*}rect"):
            left, wide = float(box.get("x", "0")), float(box.get("width", "0"))
            assert -2 <= left <= left + wide <= drawing.width + 3
            assert float(box.get("y", "0")) + float(box.get("height", "0")) <= drawing.height + 4
        assert "style" not in text


def test_arabic_is_the_mirror_of_french() -> None:
    for left, right in zip(drawings("ltr"), drawings("rtl"), strict=True):
        found = r'<rect class="\w+" x="([\d.-]+)"[^>]* width="([\d.]+)"'
        boxes = [re.findall(found, svg(one, "k")) for one in (left, right)]
        mirrored = [(round(left.width - float(x) - float(w), 1), w) for x, w in boxes[0]]
        assert [(round(float(x), 1), w) for x, w in boxes[1]] == mirrored


def test_fills_are_told_apart_without_colour() -> None:
    text = svg(shares(SHARES, 320, "ltr", "says"), "genders")
    assert {"full", "hatch", "dots", "open"} <= set(re.findall(r'<rect class="(\w+)"', text))
    assert "url(#genders-hatch)" in text


def test_what_people_wrote_is_escaped() -> None:
    text = svg(bars([Bar("<script>&\"'", 1, 2, "<b>")], 320, "ltr", "<i>"), "k")
    ElementTree.fromstring(text)
    assert "<script" not in text
    assert "<b>" not in text


def test_a_report_numbers_its_pages_and_is_the_same_each_time() -> None:
    lines = tuple(Line(f"City {number}", ("1 250", "hidden"), (1250, None)) for number in range(90))
    figure = Figure(
        "cities", "By city", ("One sentence.",), "City", ("Approved", "Arrived"), lines, lines[0],
        tuple(Bar(line.name, 5, 9, "5 / 9") for line in lines), "says",
    )  # fmt: skip
    report = Report(
        "fr", "ltr", "Meeting", "Statistics", "28 January", "now", [figure], [("Plenary", ["Quorum reached."])],
        "Quorums", "hidden", "Page {page} of {pages}", ("Co-funded",),
    )  # fmt: skip
    content = report_pdf(report)
    assert content == report_pdf(report)
    paper = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_range() for page in paper]
        assert len(pages) > 2
        for number, text in enumerate(pages, start=1):
            assert f"Page {number} of {len(pages)}" in text
            assert "Approved" in text or "Quorum reached." in text
        assert sum(text.count("City ") for text in pages) >= 91
    finally:
        paper.close()


def test_a_long_name_in_a_table_stands_on_two_lines_rather_than_too_small_to_read() -> None:
    lines = (Line(LONG, ("1", "2", "3", "4"), (1, 2, 3, 4)), Line("Atar", ("1", "2", "3", "4"), (1, 2, 3, 4)))
    heads = ("Approved", "Arrived", "Day 1, afternoon", "Day 2, afternoon")
    figure = Figure("cities", "By city", (), "City", heads, lines, None, (), "says")
    report = Report(
        "fr", "ltr", "Meeting", "Statistics", "28 January", "now", [figure], [], "Quorums", "hidden",
        "Page {page} of {pages}", (),
    )  # fmt: skip
    text = pypdfium2.PdfDocument(report_pdf(report))[0].get_textpage().get_text_range()
    assert LONG not in text
    assert LONG in " ".join(text.split())
    assert "Day 1, afternoon" in text

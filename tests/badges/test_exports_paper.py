"""Formats, paper, backs and corrections: the measures that a printer and a scanner depend on."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from io import BytesIO
from itertools import groupby
from math import nan
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from app.badges.exports import (
    STOCK_NAMES,
    STOCKS,
    AgendaDay,
    Format,
    Printing,
    badge_sheets,
    sized,
)
from app.badges.exports.marks import draw_mark
from app.badges.exports.stationery import Sign, door_signs
from app.badges.rules import PARTS, SMALLEST_EMBLEM, SMALLEST_MODULE, Correction, Design, Impossible
from app.kernel import qr
from app.kernel.pdf import Paper
from app.kernel.pdf.flags import draw_flag, known_flags
from tests.badges.test_exports import EVENT, FRENCH, LONG, MAYOR, coded, pages, read

FORMATS: dict[str, Format] = {
    **{name: stock.format for name, stock in STOCKS.items()},
    "smallest": sized(80, 50),
    "a5": sized(148, 210),
    "wide": sized(120, 80),
}
DAYS = (AgendaDay({"ar": "الخميس", "fr": "Jeudi"}, (("09:30", {"ar": "الافتتاح", "fr": "Ouverture"}),)),)


def photo() -> bytes:
    target = BytesIO()
    Image.effect_noise((480, 600), 40).convert("RGB").save(target, "JPEG", quality=80)
    return target.getvalue()


@pytest.mark.parametrize("name", FORMATS)
def test_modules_quiet_zone_and_emblem_have_their_least_size(name: str) -> None:
    plan = FORMATS[name]
    assert plan.module >= SMALLEST_MODULE
    assert qr.QUIET == 4
    assert plan.foot >= SMALLEST_EMBLEM
    assert plan.carries_emblem
    assert plan.foot_line > plan.foot


def test_every_paper_has_a_name() -> None:
    assert STOCK_NAMES.keys() == STOCKS.keys()


@pytest.mark.parametrize("name", ["a4x8", "a4x10", "a4x4"])
def test_places_lie_apart_and_on_the_page(name: str) -> None:
    grid = STOCKS[name].grid
    spots = grid.spots()
    assert len(spots) == grid.places == len(set(spots))
    for spot in spots:
        assert -0.05 <= spot.x <= grid.page_width - grid.width + 0.05
        assert -0.05 <= spot.y <= grid.page_height - grid.height + 0.05
    for one in spots:
        for other in spots:
            apart = abs(one.x - other.x) >= grid.width - 0.05 or abs(one.y - other.y) >= grid.height - 0.05
            assert one == other or apart


def test_perforated_card_sheets_are_met_within_a_third_of_a_millimetre() -> None:
    # Two columns of five, 85 x 54 mm, 15 mm from the left and 13.5 mm from the top, 95 mm from card to card.
    for number, spot in enumerate(STOCKS["a4x10"].grid.spots()):
        row, column = divmod(number, 2)
        middle = (15 + column * 95 + 42.5, 297 - 13.5 - row * 54 - 27)
        assert (spot.x + 85.6 / 2, spot.y + 27) == pytest.approx(middle, abs=0.31)


@pytest.mark.parametrize("edge", ["long", "short"])
@pytest.mark.parametrize("name", ["a4x8", "a4x10", "a4x4", "a6", "id1"])
def test_backs_lie_behind_their_fronts(name: str, edge: Any) -> None:
    grid = STOCKS[name].grid
    for front, back in zip(grid.spots(), grid.backs(edge), strict=True):
        # Where a hole through the middle of the front comes out, by how the sheet is turned.
        sideways = (edge == "long") == (grid.page_height >= grid.page_width)
        x, y = front.x + grid.width / 2, front.y + grid.height / 2
        through = (grid.page_width - x, y) if sideways else (x, grid.page_height - y)
        assert (back.x + grid.width / 2, back.y + grid.height / 2) == pytest.approx(through)
        assert back.turned is not sideways


@pytest.mark.parametrize("edge", ["long", "short"])
def test_the_same_front_on_the_back_reads_through_the_paper(edge: Any) -> None:
    both = Design(back="same")
    faces = [replace(face, design=both) for face in coded((MAYOR, FRENCH, LONG))]
    front, back = pages(badge_sheets(EVENT, faces, STOCKS["a4x8"], Printing(duplex=edge)))
    places: list[dict[str, tuple[float, float]]] = []
    for sheet in (front, back):
        corners = {code.text: code.position.top_left for code in zxingcpp.read_barcodes(sheet)}
        width, height = sheet.size
        across, down = (width, 0) if edge == "long" else (0, height)
        mirrored = sheet is back
        places.append(
            {
                text: (abs(across - at.x) if mirrored else at.x, abs(down - at.y) if mirrored else at.y)
                for text, at in corners.items()
            }
        )
    assert places[0].keys() == places[1].keys() == {face.payload for face in faces}
    for text, (x, y) in places[0].items():
        other = places[1][text]
        # The code stands in the same badge's area on both sides: within one badge of 90 x 55 mm at 150 dpi.
        assert abs(x - other[0]) < 90 / 25.4 * 150
        assert abs(y - other[1]) < 55 / 25.4 * 150


def test_each_category_has_its_own_note_on_the_back_of_one_sheet() -> None:
    (face,) = coded((FRENCH,))
    notes = [Design(back="note", note={"fr": f"Salle {number}"}) for number in (1, 2)]
    faces = [replace(face, design=design) for design in notes]
    sheets = badge_sheets(EVENT, faces, STOCKS["a4x8"], Printing(duplex="long"))
    back = pypdfium2.PdfDocument(sheets)[1].get_textpage().get_text_range()
    assert (back.count("Salle 1"), back.count("Salle 2")) == (1, 1)


def test_a_back_holds_the_programme_or_the_note_and_none_is_no_page() -> None:
    event = replace(EVENT, days=DAYS)
    agenda = replace(coded((FRENCH,))[0], design=Design(back="agenda"))
    note = replace(agenda, design=Design(back="note", note={"fr": "Wi-Fi : Multaqa", "ar": "واي فاي"}))
    plain = replace(agenda, design=Design())
    texts = []
    for face in (agenda, note, plain):
        document = pypdfium2.PdfDocument(badge_sheets(event, [face], STOCKS["a6"], Printing(duplex="long")))
        texts.append(document[1].get_textpage().get_text_range() if len(document) > 1 else None)
    assert texts[0] is not None
    assert "09:30" in texts[0]
    assert "Ouverture" in texts[0]
    assert texts[1] is not None
    assert "Wi-Fi" in texts[1]
    assert texts[2] is None


def test_a_printer_is_put_right() -> None:
    correction = Correction.measured(left=22, bottom=19, line=147)
    assert correction.scale == pytest.approx(150 / 147)
    # What it drew at 22 mm it will draw, scaled and shifted, where the cross belongs.
    assert 22 * correction.scale + correction.right == pytest.approx(20)
    assert 19 * correction.scale + correction.up == pytest.approx(20)
    faces = coded((MAYOR,))
    plain = pages(badge_sheets(EVENT, faces, STOCKS["a4x8"]))[0]
    moved = pages(badge_sheets(EVENT, faces, STOCKS["a4x8"], Printing(correction=Correction(2, 3, 1))))[0]
    (before,), (after,) = zxingcpp.read_barcodes(plain), zxingcpp.read_barcodes(moved)
    dot = 150 / 25.4
    assert after.position.top_left.x - before.position.top_left.x == pytest.approx(2 * dot, abs=2)
    assert before.position.top_left.y - after.position.top_left.y == pytest.approx(3 * dot, abs=2)


@pytest.mark.parametrize("measures", [(40, 20, 150), (20, 2, 150), (20, 20, 100), (20, 20, nan)])
def test_a_measure_that_no_printer_gets_so_wrong_is_refused(measures: tuple[float, float, float]) -> None:
    with pytest.raises(Impossible):
        Correction.measured(*measures)


@pytest.mark.parametrize("width,height", [(79, 55), (90, 49), (211, 100), (100, 298)])
def test_sizes_at_which_nothing_would_fit_are_refused(width: float, height: float) -> None:
    with pytest.raises(Impossible):
        sized(width, height)


def test_sheets_that_do_not_fit_their_paper_are_refused_by_the_measure_to_change() -> None:
    grid = STOCKS["a4x8"].grid
    for change, field_ in (({"columns": 3}, "columns"), ({"rows": 5}, "rows"), ({"left": -1}, "left")):
        with pytest.raises(Impossible) as refused:
            replace(grid, **change)
        assert refused.value.field == field_


def test_a_print_dialogue_opens_where_it_is_wanted() -> None:
    for wanted in (True, False):
        data = badge_sheets(EVENT, coded((MAYOR,)), STOCKS["id1"], Printing(at_once=wanted))
        with pikepdf.open(BytesIO(data)) as pdf:
            assert ("/OpenAction" in pdf.Root) is wanted


def test_photos_and_logos_are_in_the_file_once() -> None:
    face = replace(coded((MAYOR,))[0], photo=photo(), design=Design(parts=frozenset(PARTS)))
    logo = BytesIO()
    Image.new("RGBA", (200, 80), (11, 107, 88, 128)).save(logo, "PNG")
    event = replace(EVENT, logos=(logo.getvalue(),))
    data = badge_sheets(event, [face] * 8, STOCKS["a6"])
    assert len(data) < len(face.photo or b"") + 60_000
    picture = pypdfium2.PdfDocument(data)[0].render(scale=2).to_pil().convert("L")
    assert read(picture) == [face.payload]


def test_a_blank_badge_has_its_code_and_room_to_write() -> None:
    blank = replace(
        coded((FRENCH,))[0], name_arabic="", name_latin="", honorific="", function="", city="", country=""
    )
    assert blank.is_blank
    data = badge_sheets(EVENT, [blank], STOCKS["id1"])
    text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert "Maire" in text
    assert "Tunis" not in text
    assert read(pages(data)[0]) == [blank.payload]


def test_each_category_has_a_shape_of_its_own() -> None:
    shapes = set()
    for number in range(10):
        paper = Paper("x", "en", (40, 40))
        paper.draw("0 g")
        draw_mark(paper, number, 20, 20, 15)
        shapes.add(pypdfium2.PdfDocument(paper.bytes())[0].render(scale=1).to_pil().convert("1").tobytes())
    assert len(shapes) == 10


def test_flags_are_drawn_and_unknown_ones_are_not() -> None:
    drawn = set()
    for country in sorted(known_flags()):
        paper = Paper("x", "en", (60, 40))
        assert draw_flag(paper, country, 0, 0, 40)
        drawn.add(pypdfium2.PdfDocument(paper.bytes())[0].render(scale=1).to_pil().convert("RGB").tobytes())
    assert len(drawn) == len(known_flags()) >= 5
    assert {"DZ", "LY", "MA", "MR", "TN"} <= known_flags()
    assert not draw_flag(Paper("x", "en", (60, 40)), "ZZ", 0, 0, 40)


@pytest.mark.parametrize("count", [2, 5, 9])
def test_titles_on_a_door_sign_never_run_into_the_next(count: int) -> None:
    long = {
        "ar": "الجلسة العامة: الشراكة بين القطاعين العام والخاص وجاذبية الأقاليم والتنمية المحلية",
        "fr": "Plénière : partenariat public-privé, attractivité des territoires et développement local",
    }
    room = {"ar": "قاعة الجلسات العامة", "fr": "Salle plénière", "en": "Plenary hall"}
    sign = Sign(room, tuple((f"28/01 · {hour:02}:30", long) for hour in range(count)))
    with closing(pypdfium2.PdfDocument(door_signs(EVENT, [sign]))) as document:
        picture = document[0].render(scale=4).to_pil().convert("L")
    foot = int(picture.height * (1 - 24 / 210))
    right = picture.crop((int(picture.width * 0.6), 0, int(picture.width * 0.94), foot))
    ink = right.point(lambda value: 255 if value < 128 else 0).getprojection()[1]
    bands = [len(list(group)) for dark, group in groupby(ink) if dark][
        5:
    ]  # after the band above and the names
    assert len(bands) in (count, 2 * count)
    assert max(bands) < 1.5 * min(bands)  # lines that touch are one band as high as two

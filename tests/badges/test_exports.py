"""Badge sheets, looked at as a printer and a scanner see them: rasterised, then read."""

import random
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL.Image import Image

from app.badges.exports import STOCKS, BadgeEvent, BadgeFace, badge_sheets
from app.badges.rules import code_from_bits

DPI = 150
SQUARES = tuple(
    getattr(zxingcpp.BarcodeFormat, name) for name in ("QRCode", "DataMatrix", "Aztec", "MicroQRCode")
)
EVENT = BadgeEvent(
    title={
        "ar": "الاجتماع السنوي لشبكة المدن المغاربية",
        "fr": "Réunion annuelle du Réseau des villes maghrébines",
    },
    dates={"ar": "28–29 يناير 2027", "fr": "28–29 janvier 2027"},
    languages=("ar", "fr"),
    organisers=({"ar": "مدينة نواكشوط", "fr": "Ville de Nouakchott"},),
    funding={"ar": "بتمويل مشترك من الاتحاد الأوروبي", "fr": "Cofinancé par l’Union européenne"},
    emblem="eu",
)
MAYOR = BadgeFace(
    language="ar",
    first="arabic",
    name_arabic="محمد ولد أحمد سالم",
    name_latin="Mohamed Ould Ahmed Salem",
    honorific="معالي السيد",
    function="عمدة بلدية تفرغ زينة",
    city="نواكشوط",
    country="موريتانيا",
    category={"ar": "عمدة", "fr": "Maire"},
    colour="#0b6b58",
    payload="",
    typed="",
)
LONG = replace(
    MAYOR,
    name_arabic="عبد الرحمن بن محمد المختار ولد الشيخ سيدي المصطفى الكنتي الشنقيطي",
    name_latin="Abderrahmane Ben Mohamed El Moctar Ould Cheikh Sidi El Moustapha El Kounti",
    honorific="صاحب السعادة الأستاذ الدكتور",
    function="رئيس اللجنة الوطنية المكلفة بمتابعة تنفيذ خارطة طريق التنمية المحلية والشراكة بين القطاعين العام والخاص",
    city="الدار البيضاء",
    country="المملكة المغربية",
)
FRENCH = replace(
    MAYOR, language="fr", first="latin", honorific="M.", function="Maire", city="Tunis", country="Tunisie"
)
HOSTILE = replace(
    FRENCH,
    name_arabic="محمدولد" * 17,
    name_latin="Z" * 120,
    honorific="<b>" + "M" * 60,
    function="\u202egpj.exe \x00\x07 😀 " + "y" * 200,
    city="e" + "\u0301" * 40,
    country="W" * 60,
    category={"fr": "V" * 40},
    colour="#ffff00",
)
FACES = (
    MAYOR,
    FRENCH,
    LONG,
    replace(MAYOR, name_latin="", honorific="", function=""),
    replace(FRENCH, name_arabic="", name_latin="Jean-Baptiste de La Rochefoucauld-Montmorency"),
    replace(MAYOR, first="arabic", language="fr", name_arabic="مُحَمَّدُ الْأَمِينُ", colour="#e0b84c"),
    HOSTILE,
    replace(HOSTILE, first="arabic", language="ar", category={"ar": "ش" * 40}),
)


def coded(faces: tuple[BadgeFace, ...], seed: int = 1) -> list[BadgeFace]:
    source = random.Random(seed)
    codes = [code_from_bits(source.randbytes(16)) for _face in faces]
    return [replace(f, payload=c.payload, typed=c.typed.value) for f, c in zip(faces, codes, strict=True)]


def pages(data: bytes, dpi: int = DPI) -> list[Image]:
    return [page.render(scale=dpi / 72).to_pil().convert("L") for page in pypdfium2.PdfDocument(data)]


def read(picture: Image) -> list[str]:
    # Sixty times the same letter may look like a barcode of lines; doors read squares.
    return [found.text for found in zxingcpp.read_barcodes(picture) if found.format in SQUARES]


@pytest.mark.parametrize("name", STOCKS)
def test_every_code_reads_back_from_the_printed_badge_and_nothing_else_does(name: str) -> None:
    faces = coded(FACES * 2)
    found = [sorted(read(page)) for page in pages(badge_sheets(EVENT, faces, STOCKS[name]))]
    per_page = STOCKS[name].grid.places
    assert found == [
        sorted(face.payload for face in faces[i : i + per_page]) for i in range(0, len(faces), per_page)
    ]


@pytest.mark.parametrize("name", ["a6", "id1", "label"])
@pytest.mark.parametrize(
    "face", FACES, ids=lambda face: f"{face.first}-{face.name_latin[:6]}-{len(face.function)}"
)
def test_nothing_enters_the_quiet_zone_or_leaves_the_badge(name: str, face: BadgeFace) -> None:
    plan = STOCKS[name].format
    picture = pages(badge_sheets(EVENT, coded((face,)), STOCKS[name]), 200)[0]
    dot = 200 / 25.4
    corners = zxingcpp.read_barcodes(picture)[0].position
    xs = [p.x for p in (corners.top_left, corners.top_right, corners.bottom_left, corners.bottom_right)]
    ys = [p.y for p in (corners.top_left, corners.top_right, corners.bottom_left, corners.bottom_right)]
    side = 25 * plan.module * dot
    assert max(xs) - min(xs) == pytest.approx(side, abs=3), "modules have their true size"
    quiet = 4 * plan.module * dot - 2
    around = (min(xs) - quiet, min(ys) - quiet, max(xs) + quiet, max(ys) + quiet)
    assert min(around[:2]) >= 0
    ink = picture.point(lambda v: 255 if v < 200 else 0)
    code = (min(xs) - 3, min(ys) - 3, max(xs) + 3, max(ys) + 3)
    ink.paste(0, tuple(round(v) for v in code))
    assert ink.crop(tuple(round(v) for v in around)).getbbox() is None, "the quiet zone is white"
    edge = round(1.2 * dot)
    band = round(plan.band * dot)
    inner = (
        (edge, 0, ink.width - band, ink.height)
        if face.first == "arabic"
        else (band, 0, ink.width - edge, ink.height)
    )
    ink.paste(0, (inner[0], edge, inner[2], ink.height - edge))
    rest = ink.crop(
        (0, 0, inner[2], ink.height) if face.first == "arabic" else (band, 0, ink.width, ink.height)
    )
    assert rest.getbbox() is None, "text keeps off the edges"


def test_the_band_and_its_word_are_on_the_reading_edge() -> None:
    arabic, french = (
        pages(badge_sheets(EVENT, coded((face,)), STOCKS["id1"]))[0] for face in (MAYOR, FRENCH)
    )
    middle = arabic.height // 2
    assert arabic.getpixel((arabic.width - 10, middle)) < 128 < arabic.getpixel((10, arabic.height - 10))
    assert french.getpixel((10, middle)) < 128 < french.getpixel((french.width - 10, french.height - 10))
    text = (
        pypdfium2.PdfDocument(badge_sheets(EVENT, coded((FRENCH,)), STOCKS["id1"]))[0]
        .get_textpage()
        .get_text_range()
    )
    assert "Maire" in text


def test_a_badge_says_all_that_it_should() -> None:
    face = coded((FRENCH,))[0]
    text = pypdfium2.PdfDocument(badge_sheets(EVENT, [face], STOCKS["a6"]))[0].get_textpage().get_text_range()
    flat = " ".join(text.split())
    for expected in (
        "Mohamed Ould Ahmed Salem",
        "Tunis · Tunisie",
        "28–29 janvier 2027",
        "Nouakchott",
    ):
        assert expected in flat
    assert "Cofinancé par l’Union européenne" in flat
    assert f"{face.typed[:4]}\u00a0{face.typed[4:]}" in text or f"{face.typed[:4]} {face.typed[4:]}" in flat


def test_eight_badges_lie_on_a_sheet_with_cut_marks() -> None:
    data = badge_sheets(EVENT, coded(FACES + FACES[:1]), STOCKS["a4x8"])
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.pages) == 2
        box = [float(v) for v in pdf.pages[0].MediaBox]
        assert box[2:] == pytest.approx([595.28, 841.89], abs=0.1)
        assert not pdf.check_pdf_syntax()
    sheet = pages(data)[0]
    dot = DPI / 25.4
    row = round((297 - (297 + 250) / 2) * dot)  # the first badges' upper edge
    for column in (10 - 4.2, 100 + 4.2):
        area = sheet.crop((round((column - 1) * dot), row - 3, round((column + 1) * dot), row + 4))
        assert min(area.tobytes()) < 200, "a mark shows where to cut"


def test_a_card_has_its_own_page_size() -> None:
    with pikepdf.open(BytesIO(badge_sheets(EVENT, coded(FACES[:2]), STOCKS["id1"]))) as pdf:
        assert [float(v) * 25.4 / 72 for v in pdf.pages[1].MediaBox][2:] == pytest.approx(
            [85.6, 54], abs=0.05
        )


def test_a_label_is_black_and_white() -> None:
    picture = (
        pypdfium2.PdfDocument(badge_sheets(EVENT, coded((MAYOR,)), STOCKS["label"]))[0]
        .render(scale=2)
        .to_pil()
    )
    red, green, blue = picture.convert("RGB").split()
    assert max(abs(a - b) for a, b in zip(red.tobytes(), green.tobytes(), strict=True)) < 40
    assert max(abs(a - b) for a, b in zip(red.tobytes(), blue.tobytes(), strict=True)) < 40


def test_a_meeting_without_funder_shows_no_emblem() -> None:
    plain = replace(EVENT, funding=None, emblem=None)
    for event, blue in ((EVENT, True), (plain, False)):
        picture = (
            pypdfium2.PdfDocument(badge_sheets(event, coded((MAYOR,)), STOCKS["a6"]))[0]
            .render(scale=1)
            .to_pil()
        )
        colours = {colour for _count, colour in picture.convert("RGB").getcolors(1 << 20)}
        assert ((0, 51, 153) in colours) is blue


def test_an_event_of_one_language_says_everything_once() -> None:
    event = BadgeEvent(title={"fr": "Réunion"}, dates={"fr": "28 janvier"}, languages=("fr",))
    face = replace(coded((FRENCH,))[0], category={"fr": "Maire"})
    text = pypdfium2.PdfDocument(badge_sheets(event, [face], STOCKS["a6"]))[0].get_textpage().get_text_range()
    assert text.count("Réunion") == 1


def test_the_same_badges_give_the_same_bytes() -> None:
    faces = coded(FACES)
    assert badge_sheets(EVENT, faces, STOCKS["a4x8"]) == badge_sheets(EVENT, faces, STOCKS["a4x8"])


def test_a_badge_costs_less_than_two_kilobytes() -> None:
    people = tuple(replace(FACES[i % 3], function=f"Maire {i}") for i in range(200))
    assert len(badge_sheets(EVENT, coded(people), STOCKS["a4x8"])) / 200 < 2000

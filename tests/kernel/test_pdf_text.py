"""Lines of mixed text: order, faces, forms, and what may not be drawn."""

import unicodedata

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.pdf.bidi import LRI, PDI
from app.kernel.pdf.fonts import faces
from app.kernel.pdf.text import Line, Style, base_direction, clean, paragraph, shape

STYLE = Style(10)
STRINGS = """
محمد ولد أحمد سالم
عبد الرحمن بن محمد المختار
فاطمة الزهراء بنت الشيخ
محمد الأمين ولد الشيخ سيدي
الجزائر، ليبيا، المغرب، موريتانيا، تونس
Mohamed Ould Ahmed Salem
Fatima-Zahra Benyoussef, Vice-présidente
Ɓaleejo Ŋundu ḥamā Ñaamo
نواكشوط (2027)
الاجتماع (AIMF) في نواكشوط
الشراكة [2024-2025] والتنمية
الاتحاد المغاربي (UMA) [تونس] 50%
Nouakchott (نواكشوط) 2027
قال «مرحبا» ثم ذهب
Plénière 1 : partenariat « public-privé »
الجلسة العامة 1: الشراكة بين القطاعين
09:00 – 10:30 الجلسة الافتتاحية
الجلسة الافتتاحية 09:00–10:30
الخميس 28 يناير 2027، 14:00–16:00
التاريخ 28/01/2027 والوقت 14:00
الهاتف +222 45 25 00 00 هنا
السنة 1 250 شخص
السعر 12.50 أورو أو 3,5%
المرجع: NKC-2027/plenary-1
secretariat@example.org للتواصل
البريد secretariat@example.org، الموقع www.example.org/ar
تنفيذ التزامات تونس (2017) ونواكشوط (2018)
٢٠٢٧ و ١٢٣ و ۱۲۳
الدار البيضاء · المملكة المغربية
Tunis · تونس
تونس · Tunis · 12
A (ب) C [د] {ه} f
(أ) البند الأول (ب) البند الثاني
1. البند الأول
-5 درجات و +3
كـــلمة مـمدودة
""".strip().splitlines()


def letters(line: Line) -> str:
    """Give what a line shows from left to right, ligatures taken apart."""
    return "".join(g.text[:: -1 if run.rtl else 1] for run in line.runs for g in run.glyphs)


def bare(text: str) -> str:
    """Drop what the engines place in their own ways: marks and isolates."""
    return "".join(char for char in text if not unicodedata.combining(char) and char not in (LRI, PDI))


@pytest.mark.parametrize("text", STRINGS)
def test_glyphs_stand_in_the_order_of_an_independent_engine(text: str) -> None:
    isolated = paragraph(text).text
    base = "R" if base_direction(text) == "rtl" else "L"
    shown = get_display(isolated, base_dir=base)
    assert isinstance(shown, str)
    assert bare(letters(shape(text, STYLE))) == bare(shown)


def test_names_join_their_letters_and_keep_them_apart_from_ligatures() -> None:
    line = shape("محمد", STYLE)
    assert len(line.runs[0].glyphs) == 4, "four letters, four glyphs: no ligature of the whole name"
    alone = [shape(char, STYLE).runs[0].glyphs[0].number for char in "محمد"]
    joined = [glyph.number for glyph in line.runs[0].glyphs[::-1]]
    assert all(one != other for one, other in zip(joined, alone, strict=True)), (
        "each letter takes a joined form"
    )


def test_marks_stand_on_their_letters() -> None:
    glyphs = shape("مُحَمَّد", STYLE).runs[0].glyphs
    marks = [glyph for glyph in glyphs if glyph.advance == 0 and not glyph.text]
    assert len(marks) == 4 - 1, "fatha and shadda over one letter are one glyph, or two stacked ones"
    assert all(mark.dx or mark.dy for mark in marks)
    assert shape("مُحَمَّد", STYLE).width == pytest.approx(shape("محمد", STYLE).width)


def test_letters_that_the_first_face_lacks_come_whole_words_from_the_second() -> None:
    first, second = faces("regular")
    assert [run.face for run in shape("Sy Ɓuubakar Ly", STYLE).runs] == [first, second, first]
    assert [run.face for run in shape("محمد", STYLE).runs] == [first]


def test_a_letter_that_no_face_has_is_drawn_as_a_box_not_dropped() -> None:
    assert shape("漢", STYLE).width > 0


def test_digits_take_the_script_in_which_they_stand() -> None:
    in_arabic = {
        glyph.number for run in shape("سنة 2027", STYLE).runs for glyph in run.glyphs if glyph.text.isdigit()
    }
    in_latin = {
        glyph.number for run in shape("An 2027", STYLE).runs for glyph in run.glyphs if glyph.text.isdigit()
    }
    assert len(in_arabic) == len(in_latin) == 3
    assert not in_arabic & in_latin


@pytest.mark.parametrize(
    "text,number",
    [
        ("الهاتف +222 45 25 00 00 هنا", "+222 45 25 00 00"),
        ("السنة 1 250 شخص", "1 250"),
        ("الجلسة 09:00 – 10:30", "10:30 – 09:00"),  # drawn from the left: read from the right, as on a page
        ("التوجهات 2024-2025", "2024-2025"),
        ("جوًّا L6 101", "L6 101"),  # a flight, not six thousand
        ("جوًّا L6-101", "L6-101"),
        ("يوم 2027-01-28", "2027-01-28"),
        ("المرجع nouakchott/plenary-1/20270128-0930", "nouakchott/plenary-1/20270128-0930"),
    ],
)
def test_numbers_keep_their_order_in_arabic(text: str, number: str) -> None:
    assert number in letters(shape(text, STYLE))


@pytest.mark.parametrize(
    "text", ["a\u202eevil\u202c", "\u2066a\u2069evil", "aevil\x00\x07", "a\u200fevil\ufeff", "a\u00adevil"]
)
def test_controls_never_reach_the_paper(text: str) -> None:
    assert clean(text) == "aevil"


@given(st.text(max_size=60))
def test_any_text_is_cleaned_once_and_set(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert shape(text, STYLE).width >= 0


def test_a_tower_of_accents_is_cut_down() -> None:
    assert clean("m" + "\u0301" * 30).count("\u0301") <= 3
    assert clean("شَّد") == unicodedata.normalize("NFC", "شَّد")


def test_a_line_scales_without_being_shaped_again() -> None:
    line = shape("نواكشوط", STYLE)
    assert line.at(20).runs is line.runs
    assert line.at(20).width == pytest.approx(2 * line.width)
    assert line.at(20).top > 0 > line.at(20).bottom

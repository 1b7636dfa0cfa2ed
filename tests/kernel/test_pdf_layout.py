"""Fitting: nothing clipped, nothing over anything else, no letter lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.pdf import EMPTY, Block, Style, clean, fit, wrap
from app.kernel.pdf.layout import stack
from app.kernel.pdf.text import shape

NAME = "عبد الرحمن بن محمد المختار ولد الشيخ سيدي المصطفى الكنتي"
TEXTS = st.text("abWمحيّلا é2-/() ", min_size=1, max_size=120)


def letters(block: Block) -> list[str]:
    return sorted(
        "".join(g.text for line in block.lines for run in line.runs for g in run.glyphs).replace(" ", "")
    )


def assert_inside(block: Block, width: float, height: float) -> None:
    assert block.width <= width + 0.01
    assert block.height <= height + 0.01
    tops = [down - line.top for line, down in zip(block.lines, block.baselines, strict=True)]
    bottoms = [down - line.bottom for line, down in zip(block.lines, block.baselines, strict=True)]
    assert min(tops) >= -0.01
    assert max(bottoms) <= block.height + 0.01
    assert all(above <= below + 0.01 for above, below in zip(bottoms, tops[1:], strict=False))


@settings(max_examples=80, deadline=None)
@given(TEXTS, st.floats(20, 300), st.floats(8, 100))
def test_any_text_lies_inside_its_box_with_all_its_letters(text: str, width: float, height: float) -> None:
    block = fit(text, width, height, Style(18), 9)
    if not clean(text):
        assert block is EMPTY
        return
    assert_inside(block, width, height)
    whole = stack([shape(text, Style(18))])
    if len(block.lines) == 1 or not any(char in text for char in "محيلا"):
        assert letters(block) == letters(whole)
    else:  # a break may part a lam from its alif
        assert len("".join(letters(block))) == len("".join(letters(whole)))


def test_a_short_text_keeps_its_size() -> None:
    block = fit("محمد", 100, 40, Style(18), 9)
    assert (block.size, len(block.lines)) == (18, 1)


def test_a_longer_text_shrinks_on_one_line_before_it_wraps() -> None:
    whole = shape(NAME, Style(18)).width
    assert len(fit(NAME, whole * 0.6, 60, Style(18), 9).lines) == 1
    wrapped = fit(NAME, whole * 0.4, 60, Style(18), 9)
    assert len(wrapped.lines) > 1
    assert wrapped.size > 9


def test_lines_are_wrapped_before_they_are_ordered() -> None:
    block = fit(NAME, 120, 60, Style(18), 12)
    shown = ["".join(g.text for run in reversed(line.runs) for g in run.glyphs[::-1]) for line in block.lines]
    assert len(shown) > 1
    assert " ".join(shown) == NAME


def test_lines_are_balanced() -> None:
    block = fit("Vice-présidente chargée de l’attractivité du territoire", 160, 40, Style(9), 8)
    widths = [line.width for line in block.lines]
    assert len(widths) == 2
    assert min(widths) > 0.6 * max(widths)


def test_a_number_is_never_cut_in_two() -> None:
    block = fit("الهاتف +222 45 25 00 00 للاتصال", 60, 60, Style(12), 8)
    lines = ["".join(g.text for run in line.runs for g in run.glyphs) for line in block.lines]
    assert any("+222 45 25 00 00" in line for line in lines)


def test_a_word_longer_than_its_line_is_broken_rather_than_made_unreadable() -> None:
    block = fit("W" * 60, 100, 60, Style(12), 8)
    assert len(block.lines) > 1
    assert_inside(block, 100, 60)


def test_ten_thousand_letters_fit_somehow() -> None:
    block = fit("Z" * 10_000, 200, 30, Style(12), 8)
    assert_inside(block, 200, 30)
    assert len(letters(block)) == 10_000


@pytest.mark.parametrize("text", ["", "   ", "\u202e\u200f", "\x00"])
def test_nothing_visible_is_an_empty_block(text: str) -> None:
    assert fit(text, 100, 10, Style(12), 8) is EMPTY


@pytest.mark.parametrize("width", range(100, 260, 23))
@pytest.mark.parametrize("text", ["Partenariat public-privé des territoires (3)", NAME + " (3)"])
def test_wrapped_text_keeps_its_size_and_its_width(text: str, width: int) -> None:
    block = wrap(text, width, Style(10.5, "bold"))
    assert block.size == 10.5
    assert block.width <= width + 0.01


def words(block: Block) -> list[str]:
    return ["".join(g.text for run in line.runs for g in run.glyphs) for line in block.lines]


def test_a_name_goes_below_its_least_size_rather_than_break_a_word_that_fits_its_line() -> None:
    name = "El Moctar Ould Abdel Wedoud Mohamed Mahmoud Ould Abdel Wedoud"
    block = fit(name, 166, 28, Style(20, "bold"), 14)
    assert " ".join(words(block)) == name
    assert block.size < 14 * 0.7


def test_only_the_word_that_is_too_long_is_broken() -> None:
    for block in (
        fit("Ville de " + "W" * 60, 100, 60, Style(12), 8),
        wrap("Ville de " + "W" * 60, 100, Style(8)),
    ):
        assert words(block)[0].startswith("Ville de")
        assert len(block.lines) > 2


@pytest.mark.parametrize("text", ["Casablanca · Royaume du Maroc", "الدار البيضاء · المملكة المغربية"])
def test_a_dot_between_two_things_vanishes_where_the_line_ends(text: str) -> None:
    one, two = text.split(" · ")
    longest = max(shape(one, Style(12)).width, shape(two, Style(12)).width)
    for block in (fit(text, longest, 40, Style(12), 11), wrap(text, longest + 0.1, Style(12))):
        assert letters(block) == letters(stack([shape(one, Style(12)), shape(two, Style(12))]))
        assert len(block.lines) == 2
    assert "·" in words(wrap(text, 500, Style(12)))[0]


@pytest.mark.parametrize(
    "text,lines",
    [
        ("fatimetou.mint.mohamed@commune.example", ["fatimetou.mint.mohamed@", "commune.example"]),
        ("59K2NM-7 · 59K2NM-8", ["59K2NM-7", "59K2NM-8"]),
    ],
)
def test_an_address_breaks_after_its_at_sign_and_a_reference_nowhere(text: str, lines: list[str]) -> None:
    room = max(shape(one, Style(9)).width for one in lines) + 0.1
    assert words(wrap(text, room, Style(9))) == lines

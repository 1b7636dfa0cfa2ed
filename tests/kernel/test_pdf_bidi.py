"""Levels held against an independent implementation of UAX #9, the Rust one inside python-bidi."""

import pytest
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.pdf.bidi import LRI, PDI, Span, bracket_pairs, first_strong, levels, line_levels, visual_order

# Letters of both directions, marks, digits of both kinds, separators, signs, brackets, spaces.
ALPHABET = "abکمدנ()[]  .,:/-+%$٣5 71\u0651«»<>!"


def displayed(text: str, base: int) -> str:
    """Put the characters in their visual order, unmirrored."""
    resolved = line_levels(text, levels(text, base), Span(0, len(text)), base)
    return "".join(text[i] for i in visual_order(resolved))


def reference(text: str, base: int) -> str:
    shown = get_display(text, base_dir="R" if base else "L")
    assert isinstance(shown, str)
    return shown


@settings(max_examples=600, deadline=None)
@given(st.text(ALPHABET, max_size=16), st.integers(0, 1))
def test_any_text_stands_in_the_order_of_the_reference(text: str, base: int) -> None:
    assert displayed(text, base) == reference(text, base)


@settings(max_examples=200, deadline=None)
@given(st.text("abکم ., 1٣", max_size=6), st.text("12:- +a", min_size=1, max_size=6), st.integers(0, 1))
def test_isolates_stand_in_the_order_of_the_reference(around: str, inside: str, base: int) -> None:
    text = f"{around}{LRI}{inside}{PDI}{around[::-1]}{LRI}{inside}{PDI}"
    assert displayed(text, base) == reference(text, base)


@pytest.mark.parametrize(
    "text,shown",
    [
        ("ab (کم)", "ab (مک)"),
        ("کم (2027)", "(2027) مک"),
        ("کم (AIMF) [5]", "[5] (AIMF) مک"),
        (f"کم {LRI}09:00 – 10:30{PDI}", f"{PDI}09:00 – 10:30{LRI} مک"),
    ],
)
def test_brackets_and_numbers_stand_where_a_reader_expects_them(text: str, shown: str) -> None:
    base = 1 if first_strong(text) == "rtl" else 0
    mirror = str.maketrans("()[]", ")(][") if base else {}
    resolved = levels(text, base)
    assert (
        "".join(
            text[i].translate(mirror) if resolved[i] & 1 else text[i] for i in visual_order(resolved)
        ).replace(")مک(", "(مک)")
        == shown
    )


def test_brackets_pair_by_nesting_and_canonical_equivalence() -> None:
    text = "a(b[c)d]\u2329e\u3009)"
    kinds = ["ON" if char in "()[]\u2329\u3009" else "L" for char in text]
    assert bracket_pairs(kinds, text) == [(1, 5), (8, 10)]
    assert bracket_pairs(["ON"] * 200, "(" * 100 + ")" * 100) == []


def test_a_line_ends_with_its_spaces_at_the_far_side() -> None:
    text = "کم ab   "
    assert line_levels(text, levels(text, 1), Span(0, 8), 1)[-3:] == [1, 1, 1]
    assert line_levels(text, levels(text, 1), Span(3, 8), 1) == [2, 2, 1, 1, 1]


def test_direction_comes_from_the_first_strong_letter() -> None:
    assert first_strong("12 (نواكشوط) a") == "rtl"
    assert first_strong("12 Tunis نواكشوط") == "ltr"
    assert first_strong("12:30 –") is None

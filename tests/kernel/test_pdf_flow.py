"""Running text: no line wider than its column, no letter lost, no line alone, spaces stretched and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.pdf import Style, clean
from app.kernel.pdf.flow import Set, pages, set_paragraph
from app.kernel.pdf.text import Direction, Line

ARABIC = (
    "يشرفنا أن ندعوكم إلى اجتماع المدن (Palais des congrès) يومي 28–29 يناير 2027 في قصر المؤتمرات بنواكشوط. "
    * 4
)
FRENCH = (
    "Nous avons l’honneur de vous inviter à la réunion annuelle des villes, à Nouakchott, les 28 et 29 janvier. "
    * 4
)
TEXTS = st.text("abWمحيّلا é2-/() ", max_size=120)


def letters(lines: tuple[Line, ...]) -> list[str]:
    """Every letter that is drawn."""
    return seen("".join(g.text for line in lines for run in line.runs for g in run.glyphs))


def seen(text: str) -> list[str]:
    """What leaves ink: neither spaces nor the marks that set a number apart, which depend on where a part ends."""
    return sorted(letter for letter in text if letter not in " \u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(("text", "side"), [(ARABIC, "rtl"), (FRENCH, "ltr")])
def test_justified_lines_fill_their_column_and_keep_every_letter(text: str, side: Direction) -> None:
    ragged = set_paragraph([(text, "regular")], 300, Style(11), side)
    lines = set_paragraph([(text, "regular")], 300, Style(11), side, justify=True)
    assert len(lines) == len(ragged) > 3
    assert all(abs(line.width - 300) < 0.01 for line in lines[:-1])
    assert lines[-1].width < 300
    assert letters(lines) == letters(ragged) == seen(clean(text))


@given(st.lists(st.tuples(TEXTS, st.sampled_from(["regular", "bold"])), max_size=4), st.floats(20, 200))
@settings(max_examples=60)
def test_whatever_is_set_stays_in_its_column_and_whole(parts: list[tuple[str, str]], width: float) -> None:
    lines = set_paragraph(parts, width, Style(10), "rtl")  # type: ignore[arg-type]
    assert all(line.width <= width + 0.01 or len(letters((line,))) == 1 for line in lines)
    whole = clean("".join(text for text, _weight in parts))
    assert letters(lines) == seen(whole)


def test_a_word_that_is_longer_than_its_line_is_broken() -> None:
    lines = set_paragraph([("https://" + "x" * 200, "regular")], 100, Style(10), "ltr")
    assert len(lines) > 5
    assert max(line.width for line in lines) <= 100


def paragraph(lines: int, keep: bool = False) -> Set:
    """A paragraph of so many lines."""
    line = set_paragraph([("x", "regular")], 100, Style(10), "ltr")[0]
    return Set((line,) * lines, 10, 5, keep=keep)


@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=1, max_size=12), st.integers(30, 100))
def test_pages_lose_no_line_and_overflow_nowhere(paragraphs: list[tuple[int, bool]], height: int) -> None:
    sets = [paragraph(lines, keep) for lines, keep in paragraphs]
    made = pages(sets, height, height)
    assert sum(map(len, made)) == sum(lines for lines, _keep in paragraphs)
    assert all(page for page in made)
    assert all(line.down <= height for page in made for line in page)


def test_no_line_is_left_alone_and_a_title_goes_with_its_text() -> None:
    first, second = pages([paragraph(7), paragraph(4)], 90, 100)
    assert (len(first), len(second)) == (7, 4)  # one line more would have fitted, and been alone
    first, second = pages([paragraph(7), paragraph(1, keep=True), paragraph(5)], 90, 100)
    assert len(first) == 7

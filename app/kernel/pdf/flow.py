"""Running text: paragraphs in two weights broken into lines of one size, ragged or justified, and lines into pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.kernel.pdf.bidi import LRI, PDI, Span
from app.kernel.pdf.fonts import Weight
from app.kernel.pdf.layout import breaks, everywhere
from app.kernel.pdf.shaping import Run
from app.kernel.pdf.text import Direction, Line, Paragraph, Style, cut, paragraph, tidy

_STRETCH = 0.6  # ems, the most that justifying adds to a space; a line that needs more stays ragged

Part = tuple[str, Weight]
"""Some text of a paragraph and its weight."""


@dataclass(frozen=True, eq=False)
class Set:
    """A paragraph that is set: its lines, the leading between their baselines and the white over the first, in points.

    `inset` is how far it stands in from the edge where lines begin; `mark` is drawn there, before the first line.
    """

    lines: tuple[Line, ...]
    leading: float
    above: float = 0.0
    inset: float = 0.0
    mark: Line | None = None
    keep: bool = False  # never parted from what follows


def set_paragraph(
    parts: Sequence[Part], width: float, style: Style, direction: Direction, *, justify: bool = False
) -> tuple[Line, ...]:
    """Break a paragraph into lines no wider than `width` points; a word that is longer is broken, never clipped."""
    par, weights = _joined(parts, direction)
    if not par.text:
        return ()
    spans = list(_lines(par, weights, width / style.size, style))
    lines = [cut(par, span, style, weights) for span in spans]
    if justify:
        lines[:-1] = [_justified(line, width) for line in lines[:-1]]
    return tuple(lines)


def _joined(parts: Sequence[Part], direction: Direction) -> tuple[Paragraph, tuple[Weight, ...]]:
    """One paragraph out of its parts, with a weight for each character, isolating controls included."""
    text, weights = "", list[Weight]()
    for said, weight in parts:
        piece = tidy(said)
        if not text or text.endswith(" "):
            piece = piece.lstrip(" ")
        text += piece
        weights += [weight] * len(piece)
    text = text.rstrip(" ")
    par = paragraph(text, direction)
    given = iter(weights)
    last: Weight = weights[0] if weights else "regular"
    spread: list[Weight] = []
    for char in par.text:
        last = last if char in (LRI, PDI) else next(given)
        spread.append(last)
    return par, tuple(spread)


def _lines(par: Paragraph, weights: Sequence[Weight], ems: float, style: Style) -> Iterator[Span]:
    """Greedy lines; a piece that is wider than a line is broken between its letters."""
    em = style.at(1.0)

    def wide(span: Span) -> float:
        return cut(par, span, em, weights).width

    start, end = 0, 0
    for after in _pieces(par, wide, ems):
        whole = _trimmed(par, Span(start, after))
        if end > start and wide(whole) > ems:
            yield _trimmed(par, Span(start, end))
            start = end
        end = after
    yield _trimmed(par, Span(start, end))


def _pieces(par: Paragraph, wide: Callable[[Span], float], ems: float) -> Iterator[int]:
    """Positions where a line may end: between words, and within one that is too long."""
    start = 0
    for end in breaks(par.text):
        if wide(_trimmed(par, Span(start, end))) > ems:
            yield from (start + at for at in everywhere(par.text[start:end])[:-1])
        yield end
        start = end


def _trimmed(par: Paragraph, span: Span) -> Span:
    start, end = span
    while end > start + 1 and par.text[end - 1] == " ":
        end -= 1
    while start < end - 1 and par.text[start] == " ":
        start += 1
    return Span(start, end)


def _justified(line: Line, width: float) -> Line:
    """The line with its spaces widened until it fills the width; as it was where that would tear holes."""
    spaces = sum(_is_space(glyph.text) for run in line.runs for glyph in run.glyphs)
    room = (width - line.width) / line.style.size
    if not spaces or room <= 0 or room / spaces > _STRETCH:
        return line
    return Line(tuple(_stretched(run, room / spaces) for run in line.runs), line.style)


def _stretched(run: Run, more: float) -> Run:
    glyphs = tuple(
        glyph._replace(advance=glyph.advance + more) if _is_space(glyph.text) else glyph
        for glyph in run.glyphs
    )
    return replace(run, glyphs=glyphs, width=sum(glyph.advance for glyph in glyphs))


def _is_space(text: str) -> bool:
    return text in (" ", "\u00a0")


@dataclass(frozen=True, eq=False)
class Placed:
    """A line on a page: its baseline counted down from the top of the column, and the paragraph that it is of."""

    line: Line
    down: float
    of: Set
    first: bool


def pages(paragraphs: Sequence[Set], first: float, others: float) -> list[list[Placed]]:
    """Lines into columns of `first` and then `others` points height; no line alone at a head or foot, none lost.

    A paragraph that is kept goes over together with the first lines of the one after it.
    """
    made: list[list[Placed]] = [[]]
    at, height = 0.0, first
    for number, one in enumerate(paragraphs):
        white = one.above if made[-1] else 0.0
        if made[-1] and at + white + _least(paragraphs, number) > height:
            made.append([])
            at, height, white = 0.0, others, 0.0
        at += white
        for index, line in enumerate(one.lines):
            left = len(one.lines) - index
            over = at + one.leading > height or (
                left == 2 and len(one.lines) > 2 and at + 2 * one.leading > height
            )
            if over and made[-1]:
                made.append([])
                at, height = 0.0, others
            at += one.leading
            made[-1].append(Placed(line, at - one.leading * 0.28, one, index == 0))
    return made


def _least(paragraphs: Sequence[Set], number: int) -> float:
    """Height of what must not be parted: two lines, all of a short paragraph, and what a kept one is kept with."""
    one = paragraphs[number]
    lines = len(one.lines) if len(one.lines) <= 3 or one.keep else 2
    needed = lines * one.leading
    if one.keep and number + 1 < len(paragraphs):
        needed += paragraphs[number + 1].above + _least(paragraphs, number + 1)
    return needed

"""What is known of one person, on A4: chapters of named answers, in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.kernel.colour import readable_accent
from app.kernel.pdf import A4, MM, Anchor, Direction, Paper, Style, base_direction, fit, shape

_WIDTH, _HEIGHT = A4
_MARGIN, _BOTTOM = 18 * MM, 20 * MM
_INNER = _WIDTH - 2 * _MARGIN
_LABEL = 46 * MM
_GAP = 3 * MM
_MUTED, _LINE = "#5d6863", "#c9c9be"


@dataclass(frozen=True)
class Chapter:
    """A heading and its lines, (name, value) each; a name that is "" begins a new entry of a list."""

    title: str
    lines: Sequence[tuple[str, str]]


@dataclass
class _Pen:
    paper: Paper
    direction: Direction
    top: float = _HEIGHT - _MARGIN
    page: int = 1

    @property
    def start(self) -> Anchor:
        return "right" if self.direction == "rtl" else "left"

    def x(self, inset: float) -> float:
        """So far into the text, from the edge where lines begin."""
        return _WIDTH - _MARGIN - inset if self.direction == "rtl" else _MARGIN + inset

    def room(self, height: float) -> None:
        """Go on to the next page where so much does not fit."""
        if self.top - height < _BOTTOM:
            self.number()
            self.paper.next_page()
            self.top, self.page = _HEIGHT - _MARGIN, self.page + 1

    def number(self) -> None:
        """Put the page's number at its foot."""
        line = shape(str(self.page), Style(8.5, "regular", _MUTED), self.direction)
        self.paper.text(line, _WIDTH / 2, _BOTTOM / 2, "centre")


def chapters_pdf(
    title: str, under: str, chapters: Sequence[Chapter], language: str, accent: str = "#0b6b58"
) -> bytes:
    """Draw title, a line under it and the chapters; the same input gives the same bytes."""
    direction = base_direction(title)
    pen = _Pen(Paper(title, language, A4, direction), direction)
    colour = readable_accent(accent, "#ffffff")
    for text, style in ((title, Style(17, "bold", colour)), (under, Style(10, "regular", _MUTED))):
        block = fit(text, _INNER, 20 * MM, style, 9, direction)
        pen.paper.block(block, pen.x(0), pen.top, pen.start)
        pen.top -= block.height + 1.5 * MM
    for chapter in chapters:
        _chapter(pen, chapter, colour)
    pen.number()
    return pen.paper.bytes()


def _chapter(pen: _Pen, chapter: Chapter, colour: str) -> None:
    pen.room(22 * MM)
    pen.top -= 6 * MM
    block = fit(chapter.title, _INNER, 8 * MM, Style(12, "bold"), 9, pen.direction)
    pen.paper.block(block, pen.x(0), pen.top, pen.start)
    pen.top -= block.height + 1 * MM
    pen.paper.rule((_MARGIN, pen.top), (_WIDTH - _MARGIN, pen.top), colour, 0.8)
    pen.top -= 2 * MM
    for name, value in chapter.lines:
        _line(pen, name, value)


def _line(pen: _Pen, name: str, value: str) -> None:
    if not name:
        pen.room(8 * MM)
        pen.paper.rule((_MARGIN, pen.top - MM), (_WIDTH - _MARGIN, pen.top - MM), _LINE, 0.4)
        pen.top -= 2.5 * MM
        return
    label = fit(name, _LABEL, 30 * MM, Style(9, "regular", _MUTED), 8, pen.direction)
    said = fit(value, _INNER - _LABEL - _GAP, 120 * MM, Style(10), 9)
    height = max(label.height, said.height)
    pen.room(height)
    pen.paper.block(label, pen.x(0), pen.top, pen.start)
    pen.paper.block(said, pen.x(_LABEL + _GAP), pen.top, pen.start)
    pen.top -= height + 1.2 * MM

"""The figures on paper: A4, each with its definition, its picture, and its table beneath."""

from __future__ import annotations

from collections.abc import Sequence

from app.kernel.colour import readable_accent
from app.kernel.pdf import A4, INK, MM, Anchor, Paper, Style, fit, shape, wrap
from app.kernel.pdf.funding import Funding, draw_funding
from app.statistics.exports.data import Figure, Line, Report
from app.statistics.exports.drawings import draw

_MUTED, _LINE, _GOLD = "#5d6863", "#c9c9be", "#b98a2f"
_WIDTH, _HEIGHT = A4
_MARGIN = 18 * MM
_INNER = _WIDTH - 2 * _MARGIN
_TOP = _HEIGHT - 30 * MM
_FOOT = 20 * MM
_EMBLEM = 10 * MM
_ROW = 5.6 * MM
_TWO_LINES = 1.5  # height of a row that holds two lines, in rows
_PAD = 1.6 * MM
_LEAST = 0.88  # of its size, before a text in a table goes to two lines
_GAP = 9 * MM
_SCALE = 0.72  # of the units of a picture: its names are as large as those of the table
_ROOM = _TOP - _FOOT - 3 * MM


def report_pdf(report: Report) -> bytes:
    """Draw all figures, one after the other, none parted from its title; the same report gives the same bytes."""
    counted = _drawn(report, 0)
    return _drawn(report, counted.pages).paper.bytes()


def _drawn(report: Report, pages: int) -> _Pen:
    """Draw once to know how many pages there are, and once more to say so on each."""
    pen = _Pen(report, pages)
    for figure in report.figures:
        if not figure.is_empty:
            _figure(pen, figure)
    if report.facts:
        _facts(pen, report)
    return pen


class _Pen:
    """Where on which page the next thing is drawn."""

    def __init__(self, report: Report, of: int) -> None:
        """Open the first page."""
        self.report, self.of = report, of
        self.turned = report.direction == "rtl"
        self.accent = readable_accent(report.accent, "#ffffff")
        self.paper = Paper(f"{report.title} · {report.event}", report.language, A4, report.direction)
        self.pages = 1
        self.y = _TOP
        _frame(self)

    @property
    def start(self) -> float:
        """The edge where reading begins."""
        return _WIDTH - _MARGIN if self.turned else _MARGIN

    @property
    def side(self) -> Anchor:
        """The anchor at that edge."""
        return "right" if self.turned else "left"

    def room(self, height: float) -> None:
        """Go over to a new page where so much does not fit any more."""
        if self.y - height < _FOOT + 3 * MM and self.y < _TOP:
            self.paper.next_page()
            self.pages += 1
            self.y = _TOP
            _frame(self)

    def say(self, text: str, style: Style, after: float) -> None:
        """A paragraph at the reading edge."""
        block = wrap(text, _INNER, style, self.report.direction)
        self.room(block.height)
        self.paper.block(block, self.start, self.y, self.side)
        self.y -= block.height + after


def _frame(pen: _Pen) -> None:
    """Head and foot of a page."""
    report, paper = pen.report, pen.paper
    half = _INNER * 0.62
    paper.block(
        fit(report.event, half, 6 * MM, Style(9, "bold", pen.accent), 6.5),
        pen.start,
        _HEIGHT - 11 * MM,
        pen.side,
    )
    paper.block(
        fit(report.title, half, 8 * MM, Style(14, "bold"), 10), pen.start, _HEIGHT - 16 * MM, pen.side
    )
    far: Anchor = "left" if pen.turned else "right"
    edge = _MARGIN if pen.turned else _WIDTH - _MARGIN
    room = _INNER - half - 4 * MM
    paper.block(
        fit(report.subtitle, room, 5 * MM, Style(8.5, "regular", _MUTED), 6), edge, _HEIGHT - 11 * MM, far
    )
    paper.block(
        fit(report.as_of, room, 5 * MM, Style(8.5, "regular", _MUTED), 6), edge, _HEIGHT - 17 * MM, far
    )
    paper.rule((_MARGIN, _TOP + 4 * MM), (_WIDTH - _MARGIN, _TOP + 4 * MM), pen.accent, 1.0)
    paper.rule((_MARGIN, _FOOT), (_WIDTH - _MARGIN, _FOOT), _GOLD, 0.6)
    funding = Funding(report.statements, "eu" if report.has_emblem else None)
    draw_funding(paper, funding, (pen.start, (_FOOT - _EMBLEM) / 2), _INNER * 0.7, _EMBLEM, report.direction)
    number = report.page.format(page=pen.pages, pages=pen.of or pen.pages)
    paper.text(shape(number, Style(9), report.direction), edge, _FOOT / 2 - 1 * MM, far)


def _figure(pen: _Pen, figure: Figure) -> None:
    drawing = figure.drawn(_INNER / _SCALE, pen.report.direction)
    tall = drawing.height * _SCALE
    words = [
        wrap(one, _INNER, Style(9, "regular", _MUTED), pen.report.direction) for one in figure.definition
    ]
    head = 9 * MM + sum(one.height + 1 * MM for one in words) + 4 * MM
    rows = len(figure.lines) + bool(figure.total)
    fits = tall <= _ROOM - head
    # The whole where it goes on one page, else the title with its picture, and the table where it comes to stand.
    whole = head + tall + (rows + 2) * _ROW
    pen.room(whole if whole <= _ROOM else head + min(tall, _ROOM - head))
    pen.say(figure.title, Style(13, "bold"), 2 * MM)
    for one in figure.definition:
        pen.say(one, Style(9, "regular", _MUTED), 1 * MM)
    pen.y -= 3 * MM
    if figure.chart and fits:  # a list of more cities than a page holds is read in its table
        draw(pen.paper, drawing, (_MARGIN, pen.y), pen.accent, _SCALE)
        pen.y -= tall + 4 * MM
    _table(pen, figure)
    pen.y -= _GAP


def _table(pen: _Pen, figure: Figure) -> None:
    pen.room(3 * _ROW)
    _head(pen, figure)
    for line in figure.lines:
        if pen.y - _ROW < _FOOT + 3 * MM:
            pen.room(_ROW)
            _head(pen, figure)
        _row(pen, line, Style(9))
        pen.paper.rule((_MARGIN, pen.y), (_WIDTH - _MARGIN, pen.y), _LINE, 0.4)
    if figure.total:
        pen.room(_ROW)
        _row(pen, figure.total, Style(9, "bold"))


def _head(pen: _Pen, figure: Figure) -> None:
    _row(pen, Line(figure.first, figure.heads, ()), Style(8, "bold", _MUTED), tall=_TWO_LINES)
    pen.paper.rule((_MARGIN, pen.y), (_WIDTH - _MARGIN, pen.y), INK, 0.6)


def _row(pen: _Pen, line: Line, style: Style, tall: float = 1.0) -> None:
    """A name at the reading edge, on two lines where one is too small to read; numbers in columns of one width up to
    the other."""
    each = min(24 * MM, _INNER * 0.68 / max(1, len(line.said)))
    room = _INNER - each * len(line.said) - 2 * MM
    if shape(line.name, style).width * _LEAST > room - _PAD:
        tall = max(tall, _TWO_LINES)
    height = _ROW * tall
    _put(pen, line.name, 0, room, height, style, far=False)
    for at, said in enumerate(line.said):
        _put(pen, said, _INNER - each * (len(line.said) - at), each, height, style, far=True)
    pen.y -= height


def _put(pen: _Pen, text: str, x: float, width: float, height: float, style: Style, *, far: bool) -> None:
    """Text in a cell that begins so far in from the reading edge."""
    block = fit(text, width - _PAD, height - 1 * MM, style, style.size * _LEAST)
    along = x + width if far else x
    edge = _WIDTH - _MARGIN - along if pen.turned else _MARGIN + along
    sides: Sequence[Anchor] = ("left", "right") if pen.turned else ("right", "left")
    pen.paper.block(block, edge, pen.y - (height - block.height) / 2, sides[0] if far else sides[1])


def _facts(pen: _Pen, report: Report) -> None:
    pen.room(30 * MM)
    pen.say(report.facts_title, Style(13, "bold"), 3 * MM)
    for heading, sentences in report.facts:
        pen.say(heading, Style(10, "bold"), 1 * MM)
        for sentence in sentences:
            pen.say(sentence, Style(9), 1 * MM)
        pen.y -= 3 * MM

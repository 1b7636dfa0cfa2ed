"""The parts that a page is filled with: titles of days and rows of sessions, which are never split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.agenda.exports.programme.data import Column, PrintedSession
from app.kernel.pdf import INK, MM, Anchor, Block, Paper, Style, fit, wrap

MUTED, LINE, GOLD, STOP = "#5d6863", "#c9c9be", "#b98a2f", "#b3261e"
_SMALLEST = 0.4  # of the usual size: nobody writes a session that is longer than a page even so


@dataclass(frozen=True)
class Measure:
    """The measures of one paper, in points: its page, its edges, its type."""

    width: float
    height: float
    edge: float
    text: float
    title: float
    hours: float  # width of the column of hours
    gap: float

    @property
    def inner(self) -> float:
        """Width between the edges."""
        return self.width - 2 * self.edge


@dataclass(frozen=True)
class Placed:
    """A block where it goes, its anchor at x, downwards from the top of its part."""

    block: Block
    x: float
    top: float
    anchor: Anchor


@dataclass(frozen=True)
class Part:
    """What stays together on a page; `heads` is true for a title that wants a row beneath it on the same page."""

    height: float
    placed: tuple[Placed, ...]
    heads: bool = False
    rule: str = ""

    def draw(self, paper: Paper, measure: Measure, top: float) -> None:
        """Draw it downwards from `top`."""
        for one in self.placed:
            paper.block(one.block, one.x, top - one.top, one.anchor)
        if self.rule:
            y = top - self.height
            pen = 0.9 if self.heads else 0.4
            paper.rule((measure.edge, y), (measure.width - measure.edge, y), self.rule, pen)


def columns_of(measure: Measure, columns: Sequence[Column]) -> list[tuple[float, float, Anchor]]:
    """Where the words of each language go: left edge, width, and the side on which they begin.

    One language has the hours on its reading edge; of two, the one that runs from the right stands on the right
    and the hours between them.
    """
    if len(columns) == 1:
        width = measure.inner - measure.hours
        if columns[0].direction == "rtl":
            return [(measure.edge, width, "right")]
        return [(measure.edge + measure.hours, width, "left")]
    width = (measure.inner - measure.hours) / 2
    left, right = measure.edge, measure.edge + width + measure.hours
    on_right = [column.direction == "rtl" for column in columns]
    if on_right[0] == on_right[1]:
        on_right = [False, True]
    return [
        (right if there else left, width, "right" if column.direction == "rtl" else "left")
        for there, column in zip(on_right, columns, strict=True)
    ]


def day_title(measure: Measure, columns: Sequence[Column], day: int, accent: str) -> Part:
    """The day in each language, each on its own side, over a rule."""
    placed = []
    style = Style(measure.title, "bold", accent)
    share = measure.inner / len(columns) - measure.gap
    for column in columns:
        rtl = column.direction == "rtl"
        block = fit(
            column.days[day].title, share, measure.title * 2, style, style.size * 0.6, column.direction
        )
        x = measure.width - measure.edge if rtl else measure.edge
        placed.append(Placed(block, x, measure.gap * 2, "right" if rtl else "left"))
    height = max(one.block.height for one in placed) + measure.gap * 3
    return Part(height, tuple(placed), heads=True, rule=accent)


def session_row(measure: Measure, columns: Sequence[Column], day: int, row: int, most: float) -> Part:
    """A session with its hours; in smaller type where it would be higher than `most`, which is a page."""
    scale = 1.0
    while True:
        made = _row(measure, columns, day, row, scale)
        if made.height <= most or scale <= _SMALLEST:
            return made
        scale *= 0.85


def _row(measure: Measure, columns: Sequence[Column], day: int, row: int, scale: float) -> Part:
    placed: list[Placed] = []
    lowest = 0.0
    for column, (left, width, anchor) in zip(columns, columns_of(measure, columns), strict=True):
        session = column.days[day].sessions[row]
        x = left + width - measure.gap if anchor == "right" else left + measure.gap
        if len(columns) == 1:
            x = left + width if anchor == "right" else left
        top = measure.gap
        inset = measure.gap if len(columns) == 1 else 2 * measure.gap
        for block in _words(session, column, width - inset, measure.text * scale):
            placed.append(Placed(block, x, top, anchor))
            top += block.height + 1.0
        lowest = max(lowest, top)
    first = columns[0].days[day].sessions[row]
    placed += _hours(measure, columns, first)
    return Part(max(lowest, measure.text * 3) + measure.gap, tuple(placed), rule=LINE)


def _words(session: PrintedSession, column: Column, width: float, size: float) -> list[Block]:
    way = column.direction
    lines = [
        (session.notice, Style(size * 0.9, "bold", STOP)),
        (session.title, Style(size, "bold", MUTED if session.notice else INK)),
        (session.subtitle, Style(size * 0.95, "regular", INK)),
        *((words, Style(size * 0.86, "regular", MUTED)) for words in session.beneath),
    ]
    return [wrap(words, width, style, way) for words, style in lines if words]


def _hours(measure: Measure, columns: Sequence[Column], session: PrintedSession) -> list[Placed]:
    """On the reading edge, or between two languages."""
    starts = fit(session.starts, measure.hours, 99, Style(measure.text * 1.1, "bold"), 5, "ltr")
    ends = fit(session.ends, measure.hours, 99, Style(measure.text * 0.9, "regular", MUTED), 5, "ltr")
    if len(columns) == 2:
        x, anchor = measure.width / 2, "centre"
    elif columns[0].direction == "rtl":
        x, anchor = measure.width - measure.edge, "right"
    else:
        x, anchor = measure.edge, "left"
    side: Anchor = anchor  # type: ignore[assignment]
    return [Placed(starts, x, measure.gap, side), Placed(ends, x, measure.gap + starts.height, side)]


A4_LIST = Measure(
    width=210 * MM, height=297 * MM, edge=16 * MM, text=10.5, title=14, hours=22 * MM, gap=1.6 * MM
)
A5_PAGE = Measure(
    width=148.5 * MM, height=210 * MM, edge=11 * MM, text=8.8, title=11.5, hours=15 * MM, gap=1.2 * MM
)

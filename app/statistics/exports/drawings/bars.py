"""Bars: one a line of a figure, its name and number over it; shares of a whole, each named beneath."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.kernel.pdf import Direction
from app.statistics.exports.drawings.geometry import Box, Drawing, Fill, Mark, Words, lines, wide

_NAME, _SMALL = 12.0, 11.0
_BAR, _GAP, _LEADING = 10.0, 13.0, 15.0
_KEY = 8.0  # side of the little box before a word
FILLS: tuple[Fill, ...] = ("full", "hatch", "dots", "open")


@dataclass(frozen=True)
class Bar:
    """One bar: `value` within `of` (None: hidden), as `said`; `needed` is where a mark stands on it."""

    name: str
    value: int | None
    of: int | None
    said: str
    needed: int | None = None


@dataclass(frozen=True)
class Share:
    """A whole in its parts, in the order of the fills: a word and a number each (None: hidden), as `said`."""

    name: str
    whole: int | None
    said: str
    parts: tuple[tuple[str, int | None, str], ...]


def bars(rows: Sequence[Bar], width: float, direction: Direction, says: str) -> Drawing:
    """A bar for each row, all on one scale."""
    most = max((max(row.value or 0, row.of or 0) for row in rows), default=0) or 1
    marks: list[Mark] = []
    y = 0.0
    for row in rows:
        y = _head(marks, row.name, row.said, width, y)
        if row.of is not None:
            marks.append(Box(0, y, width * row.of / most, _BAR, "track"))
        if row.value:
            marks.append(Box(0, y, width * row.value / most, _BAR, "full"))
        if row.value is None:
            marks.append(Box(0, y, width * 0.04, _BAR, "open"))
        if row.needed is not None:
            x = width * row.needed / most
            marks.append(Box(x - 1.5, y - 4, 3, _BAR + 8, "open"))  # seen on the bar and beside it
        y += _BAR + _GAP
    return Drawing(width, max(y - _GAP + 6, 1), direction, tuple(marks), says)


def shares(rows: Sequence[Share], width: float, direction: Direction, says: str) -> Drawing:
    """A bar of the whole width for each row, cut into its parts; what a part means stands beneath it."""
    marks: list[Mark] = []
    y = 0.0
    for row in rows:
        y = _head(marks, row.name, row.said, width, y)
        known = max(row.whole or 0, sum(number or 0 for _, number, _ in row.parts))
        x = 0.0
        marks.append(Box(0, y, width, _BAR, "track"))
        for fill, (_, number, _) in zip(FILLS, row.parts, strict=False):
            if number:
                marks.append(Box(x, y, width * number / known, _BAR, fill))
                x += width * number / known
        y = _keys(marks, row, width, y + _BAR + 5) + _GAP
    return Drawing(width, max(y - _GAP + 6, 1), direction, tuple(marks), says)


def _head(marks: list[Mark], name: str, said: str, width: float, y: float) -> float:
    """The name at the reading edge and the number at the other; the height at which the bar begins."""
    room = width - wide(said, _NAME, bold=True) - 12
    for number, line in enumerate(lines(name, room, _NAME)):
        y += _LEADING if number else _LEADING - 2
        marks.append(Words(line, 0, y, size=_NAME))
    marks.append(Words(said, width, y, "end", _NAME, bold=True))
    return y + 5


def _keys(marks: list[Mark], row: Share, width: float, y: float) -> float:
    """What each part is, beside a box of its fill, on as many lines as they need."""
    x = 0.0
    for fill, (word, _, said) in zip(FILLS, row.parts, strict=False):
        room = _KEY + 4 + wide(f"{word} ", _SMALL) + 4 + wide(said, _SMALL, bold=True)
        if x and x + room > width:
            x, y = 0.0, y + _LEADING
        marks.append(Box(x, y + 2, _KEY, _KEY, fill))
        marks.append(Words(word, x + _KEY + 4, y + 10, size=_SMALL, tone="muted"))
        marks.append(Words(said, x + room, y + 10, "end", _SMALL, bold=True))
        x += room + 14
    return y + _LEADING - 2

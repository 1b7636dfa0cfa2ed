"""Figures in words: what pages, paper and spreadsheets are made from, in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.kernel.pdf import Direction
from app.statistics.exports.drawings import Bar, Day, Drawing, Share, bars, curves, shares

Chart = tuple[Bar, ...] | tuple[Share, ...] | tuple[Day, ...]


@dataclass(frozen=True)
class Line:
    """A row of a figure's table: its name, and its numbers as they are said and as they are (None: none, or hidden)."""

    name: str
    said: tuple[str, ...]
    numbers: tuple[int | None, ...]


@dataclass(frozen=True)
class Figure:
    """One figure: what it is, how it is defined, its table and its picture; `chart` is empty where nothing is there."""

    key: str
    title: str
    definition: tuple[str, ...]
    first: str  # head of the column of names
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    total: Line | None
    chart: Chart
    says: str  # the picture in a sentence

    @property
    def is_empty(self) -> bool:
        """True where there is nothing to count yet."""
        return not self.lines

    def drawn(self, width: float, direction: Direction) -> Drawing:
        """The picture in so many units of width."""
        match self.chart:
            case (Share(), *_):
                return shares(self.chart, width, direction, self.says)  # type: ignore[arg-type]
            case (Day(), *_):
                return curves(self.chart, width, direction, self.says)  # type: ignore[arg-type]
        return bars(self.chart, width, direction, self.says)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Report:
    """All figures of an event with what stands around them on paper."""

    language: str
    direction: Direction
    event: str
    title: str
    subtitle: str  # day, place
    as_of: str
    figures: Sequence[Figure]
    facts: Sequence[tuple[str, Sequence[str]]]  # quorums that were recorded: a heading and sentences
    facts_title: str
    hidden: str  # what stands where a count is hidden, or "" where none is
    page: str  # holds {page} and {pages}
    statements: tuple[str, ...] = ()
    has_emblem: bool = False
    accent: str = "#0b6b58"

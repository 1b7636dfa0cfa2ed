"""What a picture is made of: boxes, lines and words in logical places, from the edge where reading begins.

One geometry, two renderers: `svg` for pages, `paper` for print. Each mirrors it where Arabic leads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.kernel.pdf import Direction, Style, shape

Fill = Literal["full", "hatch", "dots", "open", "track"]
"""Told apart without colour: solid, slanted lines, dots, outline only; `track` is the ground of a bar."""

At = Literal["start", "end", "middle"]
Tone = Literal["ink", "muted"]


@dataclass(frozen=True)
class Box:
    """A filled rectangle; `x` and `y` are its corner at the reading edge and the top."""

    x: float
    y: float
    width: float
    height: float
    fill: Fill


@dataclass(frozen=True)
class Stroke:
    """A line through points; `strong` in the accent, else a hairline."""

    points: tuple[tuple[float, float], ...]
    strong: bool = False


@dataclass(frozen=True)
class Words:
    """One line of text with its baseline at y."""

    text: str
    x: float
    y: float
    at: At = "start"
    size: float = 12
    bold: bool = False
    tone: Tone = "ink"


Mark = Box | Stroke | Words


@dataclass(frozen=True)
class Drawing:
    """A picture: its size, what is on it, and one sentence that says what it shows, for who does not see it."""

    width: float
    height: float
    direction: Direction
    marks: tuple[Mark, ...]
    says: str

    def physical(self, x: float, width: float = 0.0) -> float:
        """The left edge of what begins at x and is so wide."""
        return self.width - x - width if self.direction == "rtl" else x


def wide(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text in one line."""
    return shape(text, Style(size, "bold" if bold else "regular")).width


def lines(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """A text on as many lines as its words need; a word that is longer than the room stands alone."""
    found: list[str] = []
    for word in text.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and wide(longer, size, bold=bold) <= room:
            found[-1] = longer
        else:
            found.append(word)
    return found

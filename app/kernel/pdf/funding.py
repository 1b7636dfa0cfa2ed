"""The funding block of printed things: the funder's emblem and statement, together or not at all."""

from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, sin
from typing import Literal

from app.kernel.pdf.layout import fit, stack
from app.kernel.pdf.paper import Paper, rgb
from app.kernel.pdf.text import Direction, Style

Emblem = Literal["eu"]

_EU_BLUE, _EU_GOLD = (
    "#003399",
    "#ffcc00",
)  # Pantone Reflex Blue and Yellow as the emblem's graphics guide gives them
_BLACK, _WHITE = "#000000", "#ffffff"
_RATIO = 1.5  # width to height
_CIRCLE, _STAR = 1 / 3, 1 / 18  # radii in heights: twelve stars on a circle, one point up each
_INNER = (3 - 5**0.5) / 2  # a pentagram's inner radius to its outer one


@dataclass(frozen=True)
class Funding:
    """Statements in the order to show them, the emblem beside them; `mono` is for black and white print."""

    statements: tuple[str, ...]
    emblem: Emblem | None = None
    mono: bool = False

    def __bool__(self) -> bool:
        """Tell whether there is anything to draw."""
        return bool(self.statements)


def draw_funding(
    paper: Paper,
    funding: Funding,
    start: tuple[float, float],
    width: float,
    height: float,
    direction: Direction,
) -> float:
    """Draw the block inwards from its lower corner on the reading edge; gives the width used, in points."""
    if not funding:
        return 0.0
    inward = -1 if direction == "rtl" else 1
    x, y = start
    used = 0.0
    if funding.emblem == "eu":
        used = height * _RATIO
        _draw_eu(paper, x if inward > 0 else x - used, y, height, funding.mono)
        used += height * 0.24
    style = Style(height * 0.44, "bold")
    room = height / len(funding.statements)
    # Rather on two lines than in a size that nobody reads beside the emblem.
    fitted = [fit(text, width - used, room, style, height * 0.26) for text in funding.statements]
    size = min(block.size for block in fitted)
    lines = stack([line.at(size) for block in fitted for line in block.lines])
    top = y + (height + lines.height) / 2
    paper.block(lines, x + inward * used, top, "left" if inward > 0 else "right")
    return used + lines.width


def _draw_eu(paper: Paper, x: float, y: float, height: float, mono: bool) -> None:
    field, stars = (_WHITE, _BLACK) if mono else (_EU_BLUE, _EU_GOLD)
    paper.fill(x, y, height * _RATIO, height, field)
    if mono:
        paper.frame(x, y, height * _RATIO, height, _BLACK, 0.5)
    paper.draw(f"q {height:.3f} 0 0 {height:.3f} {x:.2f} {y:.2f} cm {rgb(stars)} rg {_twelve_stars()} f Q")


@lru_cache(maxsize=1)
def _twelve_stars() -> str:
    """Write the stars as a path in a field one unit high."""
    parts: list[str] = []
    for hour in range(12):
        centre_x = _RATIO / 2 + _CIRCLE * sin(hour * pi / 6)
        centre_y = 0.5 + _CIRCLE * cos(hour * pi / 6)
        for point in range(10):
            radius = _STAR if point % 2 == 0 else _STAR * _INNER
            x = centre_x + radius * sin(point * pi / 5)
            y = centre_y + radius * cos(point * pi / 5)
            parts.append(f"{x:.4f} {y:.4f} {'l' if point else 'm'}")
        parts.append("h")
    return " ".join(parts)

"""The edge of a certificate: a band of eight-fold stars between two hairlines, drawn from geometry."""

from __future__ import annotations

from math import cos, pi, sin

from app.kernel.colour import mixed
from app.kernel.pdf import MM, Paper
from app.kernel.pdf.paper import rgb

_GOLD = "#b98a2f"
_INSET = 5 * MM  # white around the band: printers cannot reach the paper's edge
_STAR = 6.2 * MM  # a star with the white beside it


def draw_edge(paper: Paper, size: tuple[float, float], band: float, accent: str) -> None:
    """Draw it inside of a page; `band` is how far in from the paper's edge it ends."""
    width, height = size
    outer, inner = _INSET, band
    for inset, pen in ((outer, 0.9), (inner, 0.4)):
        paper.frame(inset, inset, width - 2 * inset, height - 2 * inset, _GOLD, pen)
    radius, middle = (inner - outer) / 2 * 0.8, (inner + outer) / 2
    stars = [
        *((x, y) for x in _steps(middle, width - middle) for y in (middle, height - middle)),
        *((x, y) for y in _steps(middle, height - middle)[1:-1] for x in (middle, width - middle)),
    ]
    colour = rgb(mixed(accent, "#ffffff", 0.62))
    path = " ".join(_star(x, y, radius) for x, y in stars)
    paper.draw(f"q {colour} RG 0.5 w 1 j {path} S Q")


def _steps(start: float, end: float) -> list[float]:
    """Places from one corner to the next, evenly and both included."""
    count = round((end - start) / _STAR)
    return [start + (end - start) * step / count for step in range(count + 1)]


def _star(x: float, y: float, radius: float) -> str:
    """Two squares, one turned by half a right angle."""
    parts = []
    for turn in (0.0, pi / 4):
        corners = [
            (x + radius * cos(turn + pi / 4 + pi / 2 * side), y + radius * sin(turn + pi / 4 + pi / 2 * side))
            for side in range(4)
        ]
        (first_x, first_y), *others = corners
        lines = " ".join(f"{a:.2f} {b:.2f} l" for a, b in others)
        parts.append(f"{first_x:.2f} {first_y:.2f} m {lines} h")
    return " ".join(parts)

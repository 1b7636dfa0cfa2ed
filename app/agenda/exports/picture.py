"""The picture that goes with a link to the event: title, dates and place over a band of stars."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from app.kernel.colour import readable_accent
from app.kernel.i18n import direction
from app.kernel.pdf import Anchor, Direction, Style, fit
from app.kernel.picture import Picture as Drawing

WIDTH, HEIGHT = 1200, 630  # what the programs that show such pictures ask for
_EDGE = 84
_BAND = 132
_PAPER, _INK, _MUTED, _GOLD = "#fbfaf7", "#1d2522", "#5d6863", "#b98a2f"


@dataclass(frozen=True)
class Picture:
    """What the picture says, in one language."""

    title: str
    dates: str
    place: str
    accent: str
    language: str


def event_picture(facts: Picture) -> bytes:
    """The picture as PNG, 1200 by 630."""
    accent = readable_accent(facts.accent, _PAPER)
    drawing = Drawing(WIDTH, HEIGHT, _PAPER)
    drawing.fill(0, 0, WIDTH, _BAND, accent)
    for star in range(WIDTH // _BAND + 1):
        _star(drawing, (star + 0.5) * _BAND, _BAND / 2, _BAND / 2, _mixed(accent))
    drawing.fill(0, _BAND, WIDTH, 4, _GOLD)
    way: Direction = "rtl" if direction(facts.language) == "rtl" else "ltr"
    x, anchor = _start(way)
    room = WIDTH - 2 * _EDGE
    title = fit(facts.title, room, 270, Style(78, "bold", _INK), 74, way)
    drawing.block(title, x, _BAND + 46, anchor)
    dates = fit(facts.dates, room, 56, Style(38, "bold", accent), 24, way)
    place = fit(facts.place, room, 50, Style(32, "regular", _MUTED), 22, way)
    drawing.block(dates, x, HEIGHT - 150, anchor)
    drawing.block(place, x, HEIGHT - 92, anchor)
    return drawing.png()


def _start(way: Direction) -> tuple[float, Anchor]:
    return (WIDTH - _EDGE, "right") if way == "rtl" else (_EDGE, "left")


def _star(drawing: Drawing, x: float, y: float, radius: float, colour: str) -> None:
    """An eight-fold star {8/2}: two squares, one turned by 45 degrees."""
    inner = radius * cos(pi / 4) / cos(pi / 8)
    points = [
        (x + r * sin(step * pi / 8), y - r * cos(step * pi / 8))
        for step in range(16)
        for r in (radius if step % 2 == 0 else inner,)
    ]
    drawing.polygon(points, colour)


def _mixed(accent: str) -> str:
    """The accent with a tenth of paper in it: stars that are felt rather than seen."""
    parts = (int(accent[at : at + 2], 16) for at in (1, 3, 5))
    light = (int(_PAPER[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(
        f"{round(one * 0.88 + other * 0.12):02x}" for one, other in zip(parts, light, strict=True)
    )

"""A shape for each category, so that it is known without its colour: by the colour-blind, and in black and white."""

from __future__ import annotations

from math import cos, pi, sin

from app.kernel.pdf import Paper

Points = list[tuple[float, float]]


def _polygon(corners: int, turn: float = 0.0) -> Points:
    return [(sin(turn + i * 2 * pi / corners), cos(turn + i * 2 * pi / corners)) for i in range(corners)]


def _star(points: int, inner: float) -> Points:
    return [
        (
            (1 if i % 2 == 0 else inner) * sin(i * pi / points),
            (1 if i % 2 == 0 else inner) * cos(i * pi / points),
        )
        for i in range(2 * points)
    ]


_CROSS: Points = [
    (x, y)
    for x, y in (
        (-0.35, 1), (0.35, 1), (0.35, 0.35), (1, 0.35), (1, -0.35), (0.35, -0.35),
        (0.35, -1), (-0.35, -1), (-0.35, -0.35), (-1, -0.35), (-1, 0.35), (-0.35, 0.35),
    )
]  # fmt: skip
_BARS: tuple[Points, ...] = tuple(
    [(-1, y), (1, y), (1, y + 0.45), (-1, y + 0.45)] for y in (-0.95, -0.2, 0.55)
)

_SHAPES: tuple[tuple[Points, ...], ...] = (
    (_star(8, 0.765),),  # the eight-fold star
    (_polygon(40),),  # a disc
    (_polygon(4, pi / 4),),  # a square
    (_polygon(3),),  # a triangle
    (_polygon(4),),  # a lozenge
    (_CROSS,),
    _BARS,
    (_star(5, 0.382),),
    (_polygon(6),),
    (_polygon(3, pi),),
)


def draw_mark(paper: Paper, number: int, x: float, y: float, radius: float) -> None:
    """Fill the shape of the category of this number (from 0) round a centre, in the colour that is set."""
    parts: list[str] = []
    for shape in _SHAPES[number % len(_SHAPES)]:
        for i, (dx, dy) in enumerate(shape):
            parts.append(f"{x + radius * dx:.2f} {y + radius * dy:.2f} {'l' if i else 'm'}")
        parts.append("h")
    paper.draw(" ".join([*parts, "f"]))


def draw_no_picture(paper: Paper, x: float, y: float, radius: float) -> None:
    """A camera, struck through, round a centre, in the colour of strokes that is set."""
    r, pen = radius, radius * 0.22
    circle = " ".join(
        f"{x + r * dx:.2f} {y + r * dy:.2f} {'l' if i else 'm'}" for i, (dx, dy) in enumerate(_polygon(40))
    )
    slant = r * cos(pi / 4)
    strike = f"{x - slant:.2f} {y - slant:.2f} m {x + slant:.2f} {y + slant:.2f} l"
    body = f"{x - 0.5 * r:.2f} {y - 0.35 * r:.2f} {r:.2f} {0.7 * r:.2f} re"
    lens = " ".join(
        f"{x + 0.2 * r * dx:.2f} {y + 0.2 * r * dy:.2f} {'l' if i else 'm'}"
        for i, (dx, dy) in enumerate(_polygon(20))
    )
    paper.draw(f"{pen:.2f} w {circle} s {pen * 0.7:.2f} w {body} S {lens} s {pen:.2f} w {strike} S")

"""A picture on paper: the same geometry drawn into a PDF."""

from __future__ import annotations

from app.kernel.pdf import INK, Anchor, Paper, Style, shape
from app.kernel.pdf.paper import rgb
from app.statistics.exports.drawings.geometry import Box, Drawing, Stroke, Words

_MUTED, _LINE, _EDGE, _TRACK = "#5d6863", "#c9c9be", "#7d8680", "#f3f2ec"


def draw(
    paper: Paper, drawing: Drawing, corner: tuple[float, float], accent: str, scale: float = 1.0
) -> None:
    """Draw a picture downwards from its upper left corner, smaller or larger than its units."""
    left, top = corner
    paper.draw(f"q {scale:.4f} 0 0 {scale:.4f} {left:.2f} {top:.2f} cm")
    for mark in drawing.marks:
        if isinstance(mark, Box):
            _box(paper, mark, drawing, accent)
        elif isinstance(mark, Stroke):
            _stroke(paper, mark, drawing, accent)
        else:
            _words(paper, mark, drawing)
    paper.draw("Q")


def _box(paper: Paper, box: Box, drawing: Drawing, accent: str) -> None:
    x, y = drawing.physical(box.x, box.width), -box.y - box.height
    if box.fill in ("full", "track"):
        paper.fill(x, y, box.width, box.height, accent if box.fill == "full" else _TRACK)
    elif box.fill == "open":
        paper.fill(x, y, box.width, box.height, "#ffffff")
    else:
        paper.fill(x, y, box.width, box.height, "#ffffff")
        with paper.clipped(x, y, box.width, box.height):
            paper.draw(_slanted(x, y, box, accent) if box.fill == "hatch" else _dotted(x, y, box, accent))
    paper.frame(x, y, box.width, box.height, _EDGE if box.fill == "track" else accent, 0.5)


def _slanted(x: float, y: float, box: Box, accent: str) -> str:
    count = int((box.width + box.height) / 4) + 1
    paths = (
        f"{x + i * 4 - box.height:.2f} {y:.2f} m {x + i * 4:.2f} {y + box.height:.2f} l" for i in range(count)
    )
    return f"{rgb(accent)} RG 1.3 w {' '.join(paths)} S"


def _dotted(x: float, y: float, box: Box, accent: str) -> str:
    across, down = int(box.width / 3.5) + 1, int(box.height / 3.5) + 1
    dots = (
        f"{x + 1 + i * 3.5:.2f} {y + 1 + j * 3.5:.2f} 1.5 1.5 re" for i in range(across) for j in range(down)
    )
    return f"{rgb(accent)} rg {' '.join(dots)} f"


def _stroke(paper: Paper, stroke: Stroke, drawing: Drawing, accent: str) -> None:
    steps = [f"{drawing.physical(x):.2f} {-y:.2f}" for x, y in stroke.points]
    colour, pen = (accent, 1.6) if stroke.strong else (_LINE, 0.4)
    paper.draw(f"{rgb(colour)} RG {pen} w {steps[0]} m {' '.join(f'{one} l' for one in steps[1:])} S")


def _words(paper: Paper, words: Words, drawing: Drawing) -> None:
    turned = drawing.direction == "rtl"
    sides: dict[str, Anchor] = {
        "start": "right" if turned else "left", "end": "left" if turned else "right", "middle": "centre",
    }  # fmt: skip
    style = Style(words.size, "bold" if words.bold else "regular", INK if words.tone == "ink" else _MUTED)
    paper.text(shape(words.text, style), drawing.physical(words.x), -words.y, sides[words.at])

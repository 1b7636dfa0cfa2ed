"""Paper that remembers where things came to stand, so that a test can say that none lies over another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from app.kernel.pdf import Line, Paper
from app.kernel.pdf.paper import Anchor

Box = tuple[float, float, float, float]


@dataclass
class Drawn:
    """What was drawn upright on a page: ink of text with its words, and the code with its quiet zone."""

    texts: list[tuple[str, Box]] = field(default_factory=list)
    others: list[tuple[str, Box]] = field(default_factory=list)


class Watched(Paper):
    """Paper that remembers where things came to stand."""

    drawn: Drawn
    _shift = (0.0, 0.0)
    _turned = False

    def text(self, line: Line, x: float, y: float, anchor: Anchor = "left") -> None:
        super().text(line, x, y, anchor)
        if line.runs and not self._turned:
            left = x + self._shift[0] - {"left": 0.0, "right": 1.0, "centre": 0.5}[anchor] * line.width
            base = y + self._shift[1]
            words = "".join(glyph.text for run in line.runs for glyph in run.glyphs)
            self.drawn.texts.append((words, (left, base + line.bottom, left + line.width, base + line.top)))

    def modules(self, matrix: Any, x: float, y: float, module: float) -> None:
        super().modules(matrix, x, y, module)
        quiet, side = 4 * module, len(matrix) * module
        self._other("code", x - quiet, y - quiet, side + 2 * quiet, side + 2 * quiet)

    def picture(self, content: bytes, x: float, y: float, width: float, height: float) -> None:
        super().picture(content, x, y, width, height)
        self._other("photo", x, y, width, height)

    def _other(self, what: str, x: float, y: float, width: float, height: float) -> None:
        x, y = x + self._shift[0], y + self._shift[1]
        self.drawn.others.append((what, (x, y, x + width, y + height)))

    @contextmanager
    def placed(self, x: float, y: float, turned: int = 0) -> Iterator[None]:
        before = self._shift, self._turned
        self._shift, self._turned = (self._shift[0] + x, self._shift[1] + y), self._turned or bool(turned)
        with super().placed(x, y, turned):
            yield
        self._shift, self._turned = before


def clashes(found: Drawn, width: float, height: float) -> list[str]:
    """What leaves a page of so many points, and what lies over something else by more than a hair."""
    everything = [*found.texts, *found.others]
    faults = [
        f"{what!r} leaves the page"
        for what, box in everything
        if min(box[0], box[1]) < -0.1 or box[2] > width + 0.1 or box[3] > height + 0.1
    ]
    for number, (what, box) in enumerate(everything):
        for other, beside in everything[number + 1 :]:
            if _overlap(box, beside):
                faults.append(f"{what!r} lies over {other!r}")
    return faults


def _overlap(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 0.1 and down > 0.1

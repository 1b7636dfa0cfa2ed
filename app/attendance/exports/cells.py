"""The columns of lists and sheets on paper."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.pdf import MM, Anchor

_PAD = 1.4 * MM


@dataclass(frozen=True)
class Cell:
    """A column's place on the page, from its left edge, and the side on which its text begins."""

    key: str
    left: float
    width: float
    anchor: Anchor

    @property
    def x(self) -> float:
        """Where its text is anchored."""
        inset = {"left": _PAD, "right": self.width - _PAD, "centre": self.width / 2}
        return self.left + inset[self.anchor]

    @property
    def room(self) -> float:
        """Width that its text may take."""
        return self.width - 2 * _PAD

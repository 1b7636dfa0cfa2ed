"""The columns of lists and sheets on paper: where their texts stand, and two scripts under one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.kernel.pdf import MM, Anchor, Block, Paper, Style, fit

MUTED = "#5d6863"
BETWEEN = 0.4 * MM
"""White between the two scripts of one cell."""
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

    def stack(self, paper: Paper, blocks: Sequence[Block], top: float, height: float) -> None:
        """Put blocks under one another in the middle of a row that begins at `top`."""
        at = top - (height - sum(block.height for block in blocks) - BETWEEN * (len(blocks) - 1)) / 2
        for block in blocks:
            paper.block(block, self.x, at, self.anchor)
            at -= block.height + BETWEEN

    def head(self, paper: Paper, lead: str, facing: str, top: float, height: float) -> None:
        """What the column is called, in one language or two."""
        first = fit(lead, self.room, 4 * MM, Style(8.5, "bold"), 5)
        under = fit(facing, self.room, 3.6 * MM, Style(7.5, "regular", MUTED), 4.5)
        self.stack(paper, (first, under), top, height)

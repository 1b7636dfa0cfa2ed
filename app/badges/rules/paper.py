"""How badges lie on paper, in millimetres: a grid of equal places, its back, and what a printer gets wrong."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal, NamedTuple

from app.kernel.errors import Refusal
from app.kernel.i18n import N_

Duplex = Literal["long", "short"]
"""The edge over which a printer turns the sheet for its second side."""

SMALLEST_MODULE = 0.75
"""Side of a QR module, from which phones still read a badge that hangs a metre away."""

SMALLEST_EMBLEM = 10.0
"""Height of the Flag of Europe in print (communication rules of the EU's external actions, 2022)."""

LONGEST_SIDE = 500.0  # of any paper
TOLERANCE = 0.05  # of a sum of measures that were typed by hand


class Impossible(Refusal):
    """The measures do not fit together; `field` names the one to change."""

    code = "impossible-paper"
    message = N_("These measures do not fit on the paper.")

    def __init__(self, field: str, message: str = message) -> None:
        """Say which measure, and why."""
        super().__init__()
        self.field, self.message = field, message


class Spot(NamedTuple):
    """Lower left corner of one place on the page, from the page's own; `turned` when it stands on its head."""

    x: float
    y: float
    turned: bool = False


@dataclass(frozen=True)
class Grid:
    """Equal places in columns and rows on a page; `left` and `top` to the first one, gaps between them.

    Raises Impossible where they do not fit. `cut` says that people cut them apart, with marks to cut by.
    """

    page_width: float
    page_height: float
    width: float
    height: float
    columns: int = 1
    rows: int = 1
    left: float = 0.0
    top: float = 0.0
    gap_x: float = 0.0
    gap_y: float = 0.0
    cut: bool = False

    def __post_init__(self) -> None:
        """Refuse what does not fit."""
        for name in ("page_width", "page_height", "width", "height"):
            if not 0 < getattr(self, name) <= LONGEST_SIDE:
                raise Impossible(name, N_("A length between 1 and 500 millimetres is needed."))
        for name in ("columns", "rows"):
            if not 1 <= getattr(self, name) <= 20:
                raise Impossible(name, N_("There can be 1 to 20 of them."))
        for name in ("left", "top", "gap_x", "gap_y"):
            if not 0 <= getattr(self, name) <= LONGEST_SIDE:
                raise Impossible(name, N_("A length from 0 to 500 millimetres is needed."))
        across = self.left + self.columns * self.width + (self.columns - 1) * self.gap_x
        if across > self.page_width + TOLERANCE:
            raise Impossible("columns", N_("So many do not fit side by side on the paper."))
        down = self.top + self.rows * self.height + (self.rows - 1) * self.gap_y
        if down > self.page_height + TOLERANCE:
            raise Impossible("rows", N_("So many do not fit below one another on the paper."))

    @property
    def places(self) -> int:
        """How many lie on one page."""
        return self.columns * self.rows

    def spots(self) -> tuple[Spot, ...]:
        """The places of a front, row by row from the top left."""
        return tuple(
            Spot(
                self.left + column * (self.width + self.gap_x),
                self.page_height - self.top - self.height - row * (self.height + self.gap_y),
            )
            for row in range(self.rows)
            for column in range(self.columns)
        )

    def backs(self, edge: Duplex) -> tuple[Spot, ...]:
        """Where the back of each place lies on the sheet's second side.

        Turned over its long edge a portrait sheet is mirrored left to right; over its short edge top to bottom, and
        everything on it stands on its head. Of a landscape sheet it is the other way round.
        """
        sideways = (edge == "long") == (self.page_height >= self.page_width)
        if sideways:
            return tuple(Spot(self.page_width - spot.x - self.width, spot.y) for spot in self.spots())
        return tuple(Spot(spot.x, self.page_height - spot.y - self.height, True) for spot in self.spots())


MEASURES = tuple(one.name for one in fields(Grid) if one.name != "cut")
"""What a paper of one's own is measured by, in millimetres; columns and rows are counted."""


@dataclass(frozen=True)
class Correction:
    """What a printer is told beforehand so that its paper comes out right: a shift in millimetres, right and up,
    and a scale, 1.0 for none."""

    right: float = 0.0
    up: float = 0.0
    scale: float = 1.0

    @classmethod
    def measured(cls, left: float, bottom: float, line: float) -> Correction:
        """From the test page as it came out, whose cross stands 20 mm from the left and lower edge and whose line
        is 150 mm long; raises Impossible for measures that no printer gets so wrong."""
        for name, value, right in (("left", left, 20.0), ("bottom", bottom, 20.0), ("line", line, 150.0)):
            if not abs(value - right) <= right / 4:  # nor what is no number
                raise Impossible(name, N_("That is too far off: was the page printed at full size?"))
        scale = 150.0 / line
        return cls(20.0 - left * scale, 20.0 - bottom * scale, scale)

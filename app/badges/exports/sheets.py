"""Badges as PDF: laid on the paper of their format, with backs, cut marks, and a printer's faults put right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.badges.exports.back import draw_back
from app.badges.exports.data import BadgeEvent, BadgeFace
from app.badges.exports.face import draw_front
from app.badges.exports.formats import Format, Stock
from app.badges.exports.frame import BLEED, Frame
from app.badges.rules import Correction, Duplex, Spot
from app.kernel.pdf import MM, Direction, Paper

_MARK_OFF, _MARK_LONG = 2.6, 2.2  # millimetres from the cut, and long


@dataclass(frozen=True)
class Printing:
    """How a printer is served: the edge that it turns sheets over, what it gets wrong, and whether it starts at once.

    Without an edge the backs are left out.
    """

    duplex: Duplex | None = None
    correction: Correction = field(default_factory=Correction)
    at_once: bool = False


PLAIN = Printing()


def badge_sheets(
    event: BadgeEvent, badges: Sequence[BadgeFace], stock: Stock, printing: Printing = PLAIN
) -> bytes:
    """Draw badges in the order given; the same input gives the same bytes. No badge gives one empty page."""
    language = event.languages[0]
    title = event.title.get(language) or next(iter(event.title.values()), "")
    grid = stock.grid
    paper = Paper(title, language, (grid.page_width * MM, grid.page_height * MM))
    if printing.at_once:
        paper.print_when_opened()
    fronts, backs = grid.spots(), grid.backs(printing.duplex) if printing.duplex else ()
    for first in range(0, len(badges), grid.places):
        here = badges[first : first + grid.places]
        if first:
            paper.next_page()
        _side(paper, event, here, (stock, printing), fronts)
        if backs and any(face.design.back != "none" for face in here):
            paper.next_page()
            _side(paper, event, here, (stock, printing), backs, back=True)
    return paper.bytes()


def _side(
    paper: Paper,
    event: BadgeEvent,
    badges: Sequence[BadgeFace],
    how: tuple[Stock, Printing],
    spots: Sequence[Spot],
    *,
    back: bool = False,
) -> None:
    stock, printing = how
    with _corrected(paper, printing.correction):
        for face, spot in zip(badges, spots, strict=False):
            with _placed(paper, spot, stock.format):
                _one(paper, stock, event, face, back)
                if stock.grid.cut and not back:
                    _cut_marks(paper, stock.format)


def _one(paper: Paper, stock: Stock, event: BadgeEvent, face: BadgeFace, back: bool) -> None:
    direction: Direction = "rtl" if face.first == "arabic" else "ltr"
    grid = stock.grid
    # No colour may run into the neighbour's badge; alone on its page there is none.
    bleed = tuple(
        min(BLEED, gap / 2) if many > 1 else BLEED
        for gap, many in ((grid.gap_x, grid.columns), (grid.gap_y, grid.rows))
    )
    frame = Frame(
        stock.format, direction, face.design.shows("photo") and face.photo is not None, (bleed[0], bleed[1])
    )
    if not back or face.design.back == "same":
        draw_front(paper, frame, event, face)
    elif face.design.back != "none":
        draw_back(paper, frame, event, face)


@contextmanager
def _placed(paper: Paper, spot: Spot, plan: Format) -> Iterator[None]:
    """Draw from the lower left corner of a place, on its head where the place is."""
    if not spot.turned:
        with paper.placed(spot.x * MM, spot.y * MM):
            yield
        return
    paper.draw(f"q -1 0 0 -1 {(spot.x + plan.width) * MM:.2f} {(spot.y + plan.height) * MM:.2f} cm")
    yield
    paper.draw("Q")


@contextmanager
def _corrected(paper: Paper, correction: Correction) -> Iterator[None]:
    if correction == Correction():
        yield
        return
    scale = f"{correction.scale:.5f}"
    paper.draw(f"q {scale} 0 0 {scale} {correction.right * MM:.3f} {correction.up * MM:.3f} cm")
    yield
    paper.draw("Q")


def _cut_marks(paper: Paper, plan: Format) -> None:
    width, height = plan.width * MM, plan.height * MM
    off, end = _MARK_OFF * MM, (_MARK_OFF + _MARK_LONG) * MM
    parts = ["0.45 G 0.25 w"]
    for y in (0.0, height):
        parts += [
            f"{-off:.2f} {y:.2f} m {-end:.2f} {y:.2f} l",
            f"{width + off:.2f} {y:.2f} m {width + end:.2f} {y:.2f} l",
        ]
    for x in (0.0, width):
        parts += [
            f"{x:.2f} {-off:.2f} m {x:.2f} {-end:.2f} l",
            f"{x:.2f} {height + off:.2f} m {x:.2f} {height + end:.2f} l",
        ]
    paper.draw(" ".join([*parts, "S"]))

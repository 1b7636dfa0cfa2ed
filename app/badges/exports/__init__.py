"""Badges as PDF: sheets of eight with cut marks, or one badge a page for cards, A6 and labels."""

from collections.abc import Sequence

from app.badges.exports.data import BadgeEvent, BadgeFace, Script
from app.badges.exports.face import Frame, draw_badge
from app.badges.exports.formats import FORMATS, Format, FormatName
from app.kernel.pdf import A4, MM, Direction, Paper
from app.kernel.pdf.funding import Emblem

__all__ = ["FORMATS", "BadgeEvent", "BadgeFace", "Emblem", "FormatName", "Script", "badge_sheets"]

_COLUMNS, _ROWS, _GAP = (
    2,
    4,
    10.0,
)  # of an A4 sheet; the gap in millimetres leaves room for bleed and cut marks
_MARK_OFF, _MARK_LONG = 2.6, 2.2  # millimetres from the cut, and long


def badge_sheets(event: BadgeEvent, badges: Sequence[BadgeFace], format: FormatName) -> bytes:  # noqa: A002
    """Draw badges in the order given; the same input gives the same bytes. No badge gives one empty page."""
    plan = FORMATS[format]
    sheet = format == "a4x8"
    size = A4 if sheet else (plan.width * MM, plan.height * MM)
    language = event.languages[0]
    title = event.title.get(language) or next(iter(event.title.values()), "")
    paper = Paper(title, language, size)
    places = _places(plan) if sheet else [(0.0, 0.0)]
    for number, face in enumerate(badges):
        place = number % len(places)
        if number and place == 0:
            paper.next_page()
        direction: Direction = "rtl" if face.first == "arabic" else "ltr"
        with paper.placed(*places[place]):
            draw_badge(paper, Frame(plan, direction), event, face)
            if sheet:
                _cut_marks(paper, plan)
    return paper.bytes()


def _places(plan: Format) -> list[tuple[float, float]]:
    """Give the lower left corners on A4, row by row from the top."""
    left = (210 - _COLUMNS * plan.width - (_COLUMNS - 1) * _GAP) / 2
    top = (297 + _ROWS * plan.height + (_ROWS - 1) * _GAP) / 2
    return [
        ((left + column * (plan.width + _GAP)) * MM, (top - plan.height - row * (plan.height + _GAP)) * MM)
        for row in range(_ROWS)
        for column in range(_COLUMNS)
    ]


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

"""Where things stand on one badge, and how the texts of an event are chosen for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.badges.exports.data import BadgeEvent
from app.badges.exports.formats import Format
from app.kernel import qr
from app.kernel.pdf import INK, MM, Anchor, Direction, base_direction

BLEED = 2.0  # millimetres over the cut, where there is room
MUTED, GOLD, WHITE, BLACK = "#5d6863", "#b98a2f", "#ffffff", "#000000"


@dataclass(frozen=True)
class Frame:
    """Where things stand on one badge, in points; x runs inwards from the reading edge."""

    plan: Format
    direction: Direction
    has_photo: bool = False
    bleed: tuple[float, float] = (BLEED, BLEED)  # millimetres over the cut, sideways and up and down

    @property
    def width(self) -> float:
        """Whole width."""
        return self.plan.width * MM

    @property
    def height(self) -> float:
        """Whole height."""
        return self.plan.height * MM

    @property
    def anchor(self) -> Anchor:
        """The side on which lines begin."""
        return "right" if self.direction == "rtl" else "left"

    @property
    def far(self) -> Anchor:
        """The side on which lines end."""
        return "left" if self.direction == "rtl" else "right"

    def x(self, inward: float) -> float:
        """Turn a distance from the reading edge into an x."""
        return self.width - inward if self.direction == "rtl" else inward

    @property
    def quiet_colour(self) -> str:
        """For what is said by the way; a label printer knows no grey."""
        return INK if self.plan.mono else MUTED

    @property
    def start(self) -> float:
        """Where text begins, counted from the reading edge."""
        return (self.plan.band + self.plan.pad) * MM

    @property
    def wide(self) -> float:
        """Width of text over the code."""
        return self.width - self.start - self.plan.pad * MM

    @property
    def narrow(self) -> float:
        """Width of text beside the code."""
        return self.width - self.start - self.code_side

    @property
    def code_side(self) -> float:
        """The code with its quiet zone."""
        return (25 + 2 * qr.QUIET) * self.plan.module * MM

    @property
    def code_bottom(self) -> float:
        """Lower edge of the code's quiet zone: over its typed form, which stands at the foot or over it."""
        line = (self.plan.foot_line + 1.2) * MM if self.plan.wide_foot else 1.9 * MM
        return line + self.plan.typed * 0.78 + 0.5 * MM

    @property
    def code_top(self) -> float:
        """Upper edge of the code's quiet zone."""
        return self.code_bottom + self.code_side

    @property
    def photo_width(self) -> float:
        """Of the photo in the far upper corner; on a card as large as the code leaves room for."""
        if not self.has_photo:
            return 0.0
        room = self.height - self.code_top - (self.plan.pad * 0.6 + 0.4) * MM
        return min(self.plan.photo * MM, room * 0.8)

    @property
    def photo_bottom(self) -> float:
        """Lower edge of the photo; the badge's upper edge where there is none."""
        return self.height - (self.plan.pad * 0.6 * MM + self.photo_width * 1.25 if self.has_photo else 0.0)

    @property
    def beside_photo(self) -> float:
        """Width of text that stands beside the photo."""
        return self.wide - (self.photo_width + 2 * MM if self.has_photo else 0.0)


def picked(texts: Mapping[str, str], event: BadgeEvent, language: str) -> str:
    """The text in a language, else in the event's first that has one."""
    return next((texts[k] for k in (language, *event.languages, *texts) if texts.get(k)), "")


def other_language(event: BadgeEvent, texts: Mapping[str, str], language: str) -> str:
    """Give the event's first language whose text is in the other script, or '' where one text is enough."""
    own = base_direction(picked(texts, event, language))
    return next((k for k in event.languages if texts.get(k) and base_direction(texts[k]) != own), "")

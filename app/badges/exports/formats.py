"""Measures of each badge format, in millimetres and points of type, and the paper that it comes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.badges.rules import SMALLEST_EMBLEM, SMALLEST_MODULE, Grid, Impossible
from app.kernel.i18n import N_


@dataclass(frozen=True)
class Type:
    """Sizes in points: the most, and the least before a text goes to several lines."""

    most: float
    least: float

    def times(self, factor: float) -> Type:
        """Both sizes, larger or smaller."""
        return Type(self.most * factor, self.least * factor)


@dataclass(frozen=True)
class Format:
    """One badge format; lengths in millimetres from the badge's edges."""

    width: float
    height: float
    module: float  # of the QR symbol; 25 modules a side, and a quiet zone of 4 that nothing enters
    foot: float  # height of the funding emblem
    foot_line: float  # of the gold hairline above the lower edge
    wide_foot: bool  # the foot runs under the code instead of beside it
    title: Type
    subtitle: Type
    honorific: Type
    name: Type
    function: Type
    place: Type
    typed: float
    category: Type
    head: float  # title and dates, from the upper edge
    name_height: float  # most that one name may take
    photo: float  # width of the photo, which is 5 high for 4 wide
    mono: bool = False
    pad: float = 3.2
    band: float = 8.0

    @property
    def carries_emblem(self) -> bool:
        """True when the Flag of Europe is as high as its rules ask."""
        return self.foot >= SMALLEST_EMBLEM


@dataclass(frozen=True)
class Stock:
    """A format with the paper it comes on."""

    format: Format
    grid: Grid


CARD = Format(
    width=90,
    height=55,
    module=0.8,
    foot=SMALLEST_EMBLEM,
    foot_line=12.6,
    wide_foot=False,
    title=Type(7.5, 5.5),
    subtitle=Type(6, 4.5),
    honorific=Type(8, 6),
    name=Type(20, 14),
    function=Type(8.5, 7.5),
    place=Type(9, 7.5),
    typed=8,
    category=Type(12, 7),
    head=10.2,
    name_height=9.6,
    photo=15,
)
TALL = Format(
    width=105,
    height=148,
    module=1.0,
    foot=12.0,
    foot_line=17.5,
    wide_foot=True,
    title=Type(13, 10),
    subtitle=Type(10, 8),
    honorific=Type(14, 9),
    name=Type(34, 24),
    function=Type(14, 11),
    place=Type(15, 11),
    typed=11,
    category=Type(18, 9),
    head=36,
    name_height=36,
    photo=30,
    pad=6,
)
ID1 = replace(CARD, width=85.6, height=54, name_height=9.0)

SMALLEST, LARGEST = (80.0, 50.0), (210.0, 297.0)
"""Below the one neither code nor emblem have their size; above the other it is no badge."""


def sized(width: float, height: float, *, mono: bool = False) -> Format:
    """A format of one's own measures, lying or standing as they are; raises Impossible where nothing would fit."""
    for name, value, least, most in zip(("width", "height"), (width, height), SMALLEST, LARGEST, strict=True):
        if not least <= value <= most:
            raise Impossible(name, N_("A badge is 80 to 210 mm wide and 50 to 297 mm high."))
    like = TALL if height >= 120 and height > width else CARD
    factor = min(width / like.width, height / like.height)
    types = ("title", "subtitle", "honorific", "name", "function", "place", "category")
    lengths = ("head", "name_height", "photo", "pad")
    return replace(
        like,
        width=width,
        height=height,
        mono=mono,
        module=max(SMALLEST_MODULE, min(like.module * factor, 1.4)),
        typed=max(7.0, like.typed * factor),
        **{name: getattr(like, name).times(factor) for name in types},
        **{name: getattr(like, name) * factor for name in lengths},
    )


def alone(plan: Format) -> Stock:
    """A format on paper of its own size: cards, A6, labels from a roll."""
    return Stock(plan, Grid(plan.width, plan.height, plan.width, plan.height))


def _on_a4(plan: Format, columns: int, rows: int, gap: tuple[float, float], *, cut: bool) -> Stock:
    """In the middle of A4."""
    across, down = (n * side + (n - 1) * g for n, side, g in (
        (columns, plan.width, gap[0]), (rows, plan.height, gap[1])))  # fmt: skip
    grid = Grid(
        210, 297, plan.width, plan.height, columns, rows, (210 - across) / 2, (297 - down) / 2, *gap, cut=cut
    )
    return Stock(plan, grid)


STOCKS: Mapping[str, Stock] = {
    "a4x8": _on_a4(CARD, 2, 4, (10, 10), cut=True),
    # The usual perforated card sheets: 85 x 54 mm in two columns of five, 10 mm apart, 13.5 mm from the top.
    "a4x10": _on_a4(ID1, 2, 5, (9.4, 0), cut=False),
    "a4x4": _on_a4(replace(TALL, height=148.5), 2, 2, (0, 0), cut=False),
    "a6": alone(TALL),
    "id1": alone(ID1),
    "label": alone(sized(100, 62, mono=True)),
    "label102": alone(sized(102, 152, mono=True)),
}
"""By the names that commands and forms use; `label` comes from a roll 62 mm wide, `label102` from one of 102 mm."""

ROLLS = frozenset({"label", "label102"})
"""Those that have one side, whatever the event's printer does with its sheets."""

STOCK_NAMES: Mapping[str, str] = {
    "a4x8": N_("A4, eight badges of 90 × 55 mm to cut"),
    "a4x10": N_("A4, ten cards of 85.6 × 54 mm (perforated card sheets)"),
    "a4x4": N_("A4, four badges of A6"),
    "a6": N_("A6, one badge a page"),
    "id1": N_("Cards of 85.6 × 54 mm, one a page"),
    "label": N_("Labels from a roll of 62 mm"),
    "label102": N_("Labels from a roll of 102 mm"),
}

"""Measures of each badge format, in millimetres and points of type."""

from dataclasses import dataclass
from typing import Literal

FormatName = Literal["a4x8", "a6", "id1", "label"]


@dataclass(frozen=True)
class Type:
    """Sizes in points: the most, and the least before a text goes to several lines."""

    most: float
    least: float


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
    mono: bool = False
    pad: float = 3.2
    band: float = 8.0


_CARD = Format(
    width=90,
    height=55,
    module=0.8,
    foot=5.0,
    foot_line=8.0,
    wide_foot=False,
    title=Type(7.5, 5.5),
    subtitle=Type(6, 4.5),
    honorific=Type(8, 6),
    name=Type(20, 14),
    function=Type(8.5, 7.5),
    place=Type(9, 7.5),
    typed=8,
    category=Type(12, 7),
    head=10,
    name_height=10.4,
)

FORMATS: dict[FormatName, Format] = {
    "a4x8": _CARD,
    "id1": Format(**{**vars(_CARD), "width": 85.6, "height": 54, "name_height": 9.6}),
    "label": Format(**{**vars(_CARD), "width": 100, "height": 62, "mono": True, "name_height": 13}),
    "a6": Format(
        width=105,
        height=148,
        module=1.0,
        foot=10.0,
        foot_line=16.5,
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
        pad=6,
    ),
}

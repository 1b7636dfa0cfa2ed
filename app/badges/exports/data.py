"""What a badge sheet is drawn from: plain values, each text already chosen or in all of its languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.kernel.pdf.funding import Emblem

Script = Literal["arabic", "latin"]


@dataclass(frozen=True)
class BadgeEvent:
    """What all badges of an event share; texts map language to text, `languages` is the event's own order."""

    title: Mapping[str, str]
    dates: Mapping[str, str]
    languages: tuple[str, ...]
    organisers: tuple[Mapping[str, str], ...] = ()
    funding: Mapping[str, str] | None = None
    emblem: Emblem | None = None
    accent: str = "#0b6b58"


@dataclass(frozen=True)
class BadgeFace:
    """What one badge shows: `first` is the script that reads first, `language` the delegate's own."""

    language: str
    first: Script
    name_arabic: str
    name_latin: str
    honorific: str
    function: str
    city: str
    country: str
    category: Mapping[str, str]
    colour: str
    payload: str
    typed: str

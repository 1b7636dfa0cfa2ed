"""What badges are drawn from: plain values, each text already chosen or in all of its languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.badges.rules import Design
from app.kernel.pdf.funding import Emblem

Script = Literal["arabic", "latin"]


@dataclass(frozen=True)
class AgendaDay:
    """A day for the back: its date, and each session's hour and title; texts map language to text."""

    date: Mapping[str, str]
    sessions: tuple[tuple[str, Mapping[str, str]], ...]


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
    logos: tuple[bytes, ...] = ()  # PNG
    days: tuple[AgendaDay, ...] = ()


@dataclass(frozen=True)
class BadgeFace:
    """What one badge shows: `first` is the script that reads first, `language` the delegate's own.

    A blank badge has neither name nor place; `mark` is the category's number, which gives it its shape.
    """

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
    flag: str = ""  # ISO 3166
    photo: bytes | None = None  # JPEG, 5 high for 4 wide
    mark: int = 0
    withheld: bool = False  # a consent that badges mark was not given: no picture of this person
    design: Design = field(default_factory=Design)

    @property
    def is_blank(self) -> bool:
        """True for a badge that is given to somebody at the door."""
        return not (self.name_arabic or self.name_latin)

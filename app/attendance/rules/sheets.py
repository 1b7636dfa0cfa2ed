"""Sign-in sheets: what the desk may choose, who stands in which part, which line lies on which page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any
from uuid import UUID

ROWS_A_PAGE = 12
"""Rows of 11 mm between head and foot of A4 across; `exports.sign_sheet` is drawn for as many."""
MOST_BLANK = 8

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Of references: no letter that is read as a digit, or the other way."""
LONG_REFERENCE = 6
_CODE = re.compile(rf"MQS:([{ALPHABET}]{{{LONG_REFERENCE}}}):([1-9][0-9]{{0,3}})")


class Part(StrEnum):
    """The parts of a sheet, in their order."""

    DELEGATES = "delegates"
    SPEAKERS = "speakers"
    STAFF = "staff"


ORDERS = ("precedence", "ar", "latin", "delegation", "country")
CONTACTS = ("", "phone", "email", "both")


@dataclass(frozen=True)
class SheetChoices:
    """How an event's sheets are made: `languages` is one, or two that face each other; `apart` are categories that
    sign in the part of the staff."""

    order: str = "precedence"
    contact: str = "phone"
    languages: tuple[str, ...] = ("ar", "fr")
    blank: int = 3
    apart: tuple[str, ...] = ("staff",)

    @property
    def named(self) -> int:
        """Lines with a name on one page."""
        return ROWS_A_PAGE - self.blank

    def as_json(self) -> dict[str, Any]:
        """The form that is stored."""
        return asdict(self)


def choices_from(stored: Mapping[str, Any], languages: Sequence[str]) -> SheetChoices:
    """The event's choices; what was not chosen is as usual: Arabic beside the event's first other language."""
    usual = tuple(dict.fromkeys([one for one in languages if one == "ar"] + list(languages)))[:2]
    known = {field.name for field in fields(SheetChoices)}
    said = {key: tuple(value) if isinstance(value, list) else value for key, value in stored.items()}
    return SheetChoices(**({"languages": usual} | {key: said[key] for key in known & said.keys()}))


@dataclass(frozen=True)
class Signer:
    """Whoever has a line: a registration, or a speaker who has none."""

    registration: UUID | None = None
    speaker: UUID | None = None


@dataclass(frozen=True)
class Line:
    """A line of a sheet; numbers go through all parts, and each part begins on a page of its own."""

    number: int
    page: int
    part: Part
    signer: Signer


def numbered(parts: Mapping[Part, Sequence[Signer]], named: int) -> list[Line]:
    """Give every signer a number and a page."""
    lines: list[Line] = []
    page = 1
    for part in Part:
        signers = parts.get(part, ())
        for at, signer in enumerate(signers):
            lines.append(Line(len(lines) + 1, page + at // named, part, signer))
        page += -(-len(signers) // named)
    return lines


def code_of(reference: str, page: int) -> str:
    """What the QR symbol of one page says."""
    return f"MQS:{reference}:{page}"


def read_code(text: str) -> tuple[str, int] | None:
    """Reference and page of a symbol, or None for any other code."""
    found = _CODE.fullmatch(text.strip())
    return (found[1], int(found[2])) if found else None


_TOKEN = re.compile(r"([0-9]{1,5})(?:\s*[-–—]\s*([0-9]{1,5}))?")
_ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹،؛", "01234567890123456789,,")


@dataclass(frozen=True)
class Typed:
    """Numbers that somebody typed, in their order and once each, and the pieces that are none."""

    numbers: tuple[int, ...]
    wrong: tuple[str, ...]


def typed_numbers(text: str, highest: int) -> Typed:
    """Read "3, 5-9 12": numbers and ranges parted by spaces, commas or lines, within 1 and the highest."""
    plain = re.sub(r"\s*[-–—]\s*", "-", text.translate(_ARABIC_DIGITS))
    found: dict[int, None] = {}
    wrong: list[str] = []
    for piece in re.split(r"[\s,;.]+", plain.strip()):
        match = _TOKEN.fullmatch(piece)
        first = int(match[1]) if match else 0
        last = int(match[2]) if match and match[2] else first
        if not 1 <= first <= last <= highest:
            if piece:
                wrong.append(piece)
            continue
        found |= dict.fromkeys(range(first, last + 1))
    return Typed(tuple(found), tuple(wrong))


def missing_pages(pages: int, handed_in: Iterable[int]) -> tuple[int, ...]:
    """The pages of a sheet that nobody handed in yet."""
    return tuple(sorted(set(range(1, pages + 1)) - set(handed_in)))

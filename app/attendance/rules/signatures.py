"""Signatures: lines that are only ever added, and which of them stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from app.attendance.rules.presence import Signed
from app.kernel.clock import Instant, instant, stamp


class How(StrEnum):
    """How a signature came into the program: by its number on a paper sheet, on a photographed one, on a tablet."""

    PAPER = "paper"
    PHOTO = "photo"
    TABLET = "tablet"


CHAINED = (
    "event_id", "number", "registration_id", "speaker_id", "place", "how", "signed_at", "recorded_at", "user_id",
    "sheet", "corrects",
)  # fmt: skip


@dataclass(frozen=True)
class SignatureLine:
    """A line of the log of signatures; `who` is a registration or a speaker, `corrects` the number it takes back."""

    number: int
    who: UUID
    place: str
    how: str
    at: Instant
    corrects: int | None = None


def standing(lines: Iterable[SignatureLine]) -> dict[str, dict[UUID, Signed]]:
    """The signatures that stand, by place and person; of several the first. A correction cannot itself be undone."""
    kept = sorted(lines, key=lambda line: line.number)
    undone = {line.corrects for line in kept if line.corrects is not None}
    found: dict[str, dict[UUID, Signed]] = {}
    for line in kept:
        if line.corrects is None and line.number not in undone:
            found.setdefault(line.place, {}).setdefault(line.who, Signed(line.number, line.how, line.at))
    return found


def chained(row: Mapping[str, Any]) -> dict[str, object]:
    """The impersonal facts of a row that its link in the chain covers, as JSON can say them."""
    return {name: _plain(row[name]) for name in CHAINED}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return stamp(instant(value))
    return str(value) if isinstance(value, UUID | StrEnum) else value

"""A part of the programme as a form remembers what it showed: the lines of an event file, and back."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from app.agenda.rules.programme import DayPart, DocumentPart, RoomPart, SessionPart, SpeakerPart
from app.agenda.rules.programme_reader import (
    read_day,
    read_document,
    read_room,
    read_session,
    read_speaker,
)
from app.events.rules import Fault, Table, write_fields

P = TypeVar("P", DayPart, DocumentPart, RoomPart, SessionPart, SpeakerPart)

READERS: Mapping[type[Any], Callable[[Table], Any]] = {
    DayPart: read_day,
    DocumentPart: read_document,
    RoomPart: read_room,
    SessionPart: read_session,
    SpeakerPart: read_speaker,
}


def remember(part: Any) -> str:
    """The part as text, for a hidden field."""
    return "\n".join(write_fields(part))


def remembered(kind: type[P], text: str) -> P | None:
    """The part that `remember` made text of; None where the text is not whole."""
    faults: list[Fault] = []
    try:
        part: P = READERS[kind](Table(tomllib.loads(text), "", faults))
    except (ValueError, RecursionError):
        return None
    return None if faults else part

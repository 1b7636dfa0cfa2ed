"""Rooms and sessions, and the whole event file that holds them together with the event."""

from app.agenda.rules.event_file import (
    EventDocument,
    check,
    dump,
    missing_texts,
    move,
    next_occurrence,
    parse,
)
from app.agenda.rules.programme import RoomPart, SessionPart, SessionState

__all__ = [
    "EventDocument",
    "RoomPart",
    "SessionPart",
    "SessionState",
    "check",
    "dump",
    "missing_texts",
    "move",
    "next_occurrence",
    "parse",
]

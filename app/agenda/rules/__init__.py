"""Rooms and sessions, and the whole event file that holds them together with the event."""

from app.agenda.rules.event_file import (
    EventDocument,
    check,
    dump,
    missing_texts,
    move,
    next_occurrence,
    parse,
    recall,
)
from app.agenda.rules.merge import MergeResult, merge
from app.agenda.rules.programme import RoomPart, SessionPart, SessionState

__all__ = [
    "EventDocument",
    "MergeResult",
    "RoomPart",
    "SessionPart",
    "SessionState",
    "check",
    "dump",
    "merge",
    "missing_texts",
    "move",
    "next_occurrence",
    "parse",
    "recall",
]

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
from app.agenda.rules.hours import clock_times, moments
from app.agenda.rules.kinds import kind_word
from app.agenda.rules.merge import MergeResult, merge
from app.agenda.rules.programme import RoomPart, SessionPart, SessionState
from app.agenda.rules.publication import (
    Day,
    Differences,
    PublishedSession,
    Version,
    days,
    differences,
    freeze,
    next_version,
    thaw,
)

__all__ = [
    "Day",
    "Differences",
    "EventDocument",
    "MergeResult",
    "PublishedSession",
    "RoomPart",
    "SessionPart",
    "SessionState",
    "Version",
    "check",
    "clock_times",
    "days",
    "differences",
    "dump",
    "freeze",
    "kind_word",
    "merge",
    "missing_texts",
    "moments",
    "move",
    "next_occurrence",
    "next_version",
    "parse",
    "recall",
    "thaw",
]

"""Rooms and sessions, and the whole event file that holds them together with the event."""

from app.agenda.rules.calendar_reader import read_calendar
from app.agenda.rules.changes import Change, ChangeKind, Differences, changes, differences
from app.agenda.rules.clashes import Clash, ClashKind, Limits, Place, Slot, Window, clashes, of_session
from app.agenda.rules.editing import Overtaken, combined, edits, overtaken
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
from app.agenda.rules.filters import Filter, Standing, standings
from app.agenda.rules.freezing import freeze, thaw, thaw_room, thaw_speaker
from app.agenda.rules.hours import clock_times, moments
from app.agenda.rules.kinds import kind_word
from app.agenda.rules.merge import MergeResult, merge
from app.agenda.rules.planned import Names, Planned, Reading, names, same_session
from app.agenda.rules.programme import (
    Audience,
    DayPart,
    DocumentPart,
    Role,
    RoomPart,
    SessionPart,
    SessionState,
    SpeakerPart,
)
from app.agenda.rules.programme_checks import Known, check_session
from app.agenda.rules.publication import (
    Day,
    PublishedRole,
    PublishedRoom,
    PublishedSession,
    PublishedSpeaker,
    Tell,
    Version,
    days,
    next_version,
)
from app.agenda.rules.seen import remember, remembered
from app.agenda.rules.sheet_reader import read_sheet
from app.agenda.rules.subscribing import Subscription, subscription

__all__ = [
    "Audience",
    "Change",
    "ChangeKind",
    "Clash",
    "ClashKind",
    "Day",
    "DayPart",
    "Differences",
    "DocumentPart",
    "EventDocument",
    "Filter",
    "Known",
    "Limits",
    "MergeResult",
    "Names",
    "Overtaken",
    "Place",
    "Planned",
    "PublishedRole",
    "PublishedRoom",
    "PublishedSession",
    "PublishedSpeaker",
    "Reading",
    "Role",
    "RoomPart",
    "SessionPart",
    "SessionState",
    "Slot",
    "SpeakerPart",
    "Standing",
    "Subscription",
    "Tell",
    "Version",
    "Window",
    "changes",
    "check",
    "check_session",
    "clashes",
    "clock_times",
    "combined",
    "days",
    "differences",
    "dump",
    "edits",
    "freeze",
    "kind_word",
    "merge",
    "missing_texts",
    "moments",
    "move",
    "names",
    "next_occurrence",
    "next_version",
    "of_session",
    "overtaken",
    "parse",
    "read_calendar",
    "read_sheet",
    "recall",
    "remember",
    "remembered",
    "same_session",
    "standings",
    "subscription",
    "thaw",
    "thaw_room",
    "thaw_speaker",
]

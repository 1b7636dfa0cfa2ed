"""The agenda's use cases: editing the draft, event files in and out, publishing, restoring, copying, moving."""

from __future__ import annotations

from uuid import UUID

from app.agenda import queries, rules
from app.agenda.service.copying import DraftClashes, NoSuchDay, copy_day, copy_event, move_meeting
from app.agenda.service.importing import Report, import_document, move_event
from app.agenda.service.papers import (
    file_of,
    find_document,
    put_file,
    remove_document,
    remove_file,
    save_document,
)
from app.agenda.service.parts import (
    RoomInUse,
    SpeakerInUse,
    of_key,
    order_speakers,
    remove_room,
    remove_speaker,
    save_days,
    save_room,
    save_speaker,
    set_photo,
)
from app.agenda.service.publishing import DraftChanged, Published, publish, publish_as_shown
from app.agenda.service.sessions import (
    TIMES,
    Clashing,
    Saved,
    Stale,
    StillPublished,
    cancel_session,
    find_row,
    move_session,
    remove_session,
    return_session,
    save_session,
)
from app.agenda.service.settings import save_settings
from app.agenda.service.sheets import Taken, import_sessions, read_sessions
from app.agenda.service.versions import restore

__all__ = [
    "TIMES",
    "Clashing",
    "DraftChanged",
    "DraftClashes",
    "NoSuchDay",
    "Published",
    "Report",
    "RoomInUse",
    "Saved",
    "SpeakerInUse",
    "Stale",
    "StillPublished",
    "Taken",
    "cancel_session",
    "copy_day",
    "copy_event",
    "export_document",
    "file_of",
    "find_document",
    "find_row",
    "import_document",
    "import_sessions",
    "move_event",
    "move_meeting",
    "move_session",
    "of_key",
    "order_speakers",
    "publish",
    "publish_as_shown",
    "put_file",
    "read_sessions",
    "remove_document",
    "remove_file",
    "remove_room",
    "remove_session",
    "remove_speaker",
    "restore",
    "return_session",
    "save_days",
    "save_document",
    "save_room",
    "save_session",
    "save_settings",
    "save_speaker",
    "set_photo",
]


def export_document(event_id: UUID) -> str:
    """The event file (TOML) that says this event, its draft included; importing it changes nothing."""
    return rules.dump(queries.document(event_id))

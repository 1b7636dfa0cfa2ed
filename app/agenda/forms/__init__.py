"""Forms of the agenda's desk."""

from app.agenda.forms.base import DeskForm, clean, form_in, spread
from app.agenda.forms.parts import (
    AUDIENCES,
    DayForm,
    DocumentForm,
    RoomForm,
    SpeakerForm,
    day_data,
    document_data,
    room_data,
    speaker_data,
)
from app.agenda.forms.session import ROLES, MoveForm, SessionForm, move_data, session_data

__all__ = [
    "AUDIENCES",
    "ROLES",
    "DayForm",
    "DeskForm",
    "DocumentForm",
    "MoveForm",
    "RoomForm",
    "SessionForm",
    "SpeakerForm",
    "clean",
    "day_data",
    "document_data",
    "form_in",
    "move_data",
    "room_data",
    "session_data",
    "speaker_data",
    "spread",
]

"""What is done about attendance: rules set, sheets made, signatures taken, lists handed out."""

from app.attendance.service.closed import closing_sheet
from app.attendance.service.closing import (
    Entered,
    NameNeeded,
    NotSigned,
    ReasonNeeded,
    close,
    enter,
    enter_people,
    gaps_of,
    hand_in,
    is_closed,
    take_back,
)
from app.attendance.service.event_file import copy_settings, settings_for_file, take_settings
from app.attendance.service.lists import KINDS, UnknownKind, export, labels
from app.attendance.service.pictures import Taken, take_pictures
from app.attendance.service.records import column_head, list_file, matrix_file, shows
from app.attendance.service.settings import set_rule
from app.attendance.service.sheets import choices_of, choose_sheets, drawn, make_sheets, noted
from app.attendance.service.signing import Given, sign, write
from app.attendance.service.tablet import NoInk, Pad, ink_picture, pad_at_door, sign_at_door, sign_on_tablet
from app.attendance.service.words import hours_said, labelled, place_title, sign_words, when

__all__ = [
    "KINDS",
    "Entered",
    "Given",
    "NameNeeded",
    "NoInk",
    "NotSigned",
    "Pad",
    "ReasonNeeded",
    "Taken",
    "UnknownKind",
    "choices_of",
    "choose_sheets",
    "close",
    "closing_sheet",
    "column_head",
    "copy_settings",
    "drawn",
    "enter",
    "enter_people",
    "export",
    "gaps_of",
    "hand_in",
    "hours_said",
    "ink_picture",
    "is_closed",
    "labelled",
    "labels",
    "list_file",
    "make_sheets",
    "matrix_file",
    "noted",
    "pad_at_door",
    "place_title",
    "set_rule",
    "settings_for_file",
    "shows",
    "sign",
    "sign_at_door",
    "sign_on_tablet",
    "sign_words",
    "take_back",
    "take_pictures",
    "take_settings",
    "when",
    "write",
]

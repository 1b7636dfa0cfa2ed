"""What is done about attendance: rules set, sheets made, signatures taken, lists handed out."""

from app.attendance.service.lists import KINDS, UnknownKind, export, labels
from app.attendance.service.settings import set_rule
from app.attendance.service.sheets import choices_of, choose_sheets, drawn, make_sheets, noted
from app.attendance.service.signing import Given, sign, write
from app.attendance.service.words import hours_said, labelled, place_title, sign_words, when

__all__ = [
    "KINDS",
    "Given",
    "UnknownKind",
    "choices_of",
    "choose_sheets",
    "drawn",
    "export",
    "hours_said",
    "labelled",
    "labels",
    "make_sheets",
    "noted",
    "place_title",
    "set_rule",
    "sign",
    "sign_words",
    "when",
    "write",
]

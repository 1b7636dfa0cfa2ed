"""What the desk does: acts on many, views that are saved, notes, imports and exports."""

from app.accreditation.service.acts import (
    Act,
    ActUnknown,
    Ask,
    Others,
    act_on_many,
    begin_act,
    find_act,
    may_do,
    offered,
    places_missing,
    preview_of,
)
from app.accreditation.service.exporting import export
from app.accreditation.service.notes import add_note, delete_note
from app.accreditation.service.views import delete_view, save_view

__all__ = [
    "Act",
    "ActUnknown",
    "Ask",
    "Others",
    "act_on_many",
    "add_note",
    "begin_act",
    "delete_note",
    "delete_view",
    "export",
    "find_act",
    "may_do",
    "offered",
    "places_missing",
    "preview_of",
    "save_view",
]

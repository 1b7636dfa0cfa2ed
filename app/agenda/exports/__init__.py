"""The published agenda in formats for other programs and for paper; bytes out of plain data."""

from app.agenda.exports.linked import LinkedEvent, Share, linked_event, linked_session
from app.agenda.exports.picture import Picture, event_picture
from app.agenda.exports.programme import PAPERS, Programme, programme_pdf
from app.agenda.exports.schedule import RoomFacts, Schedule, schedule_json, schedule_xml

__all__ = [
    "PAPERS",
    "LinkedEvent",
    "Picture",
    "Programme",
    "RoomFacts",
    "Schedule",
    "Share",
    "event_picture",
    "linked_event",
    "linked_session",
    "programme_pdf",
    "schedule_json",
    "schedule_xml",
]

"""The published agenda in formats that other programs read; bytes out of plain data."""

from app.agenda.exports.schedule import RoomFacts, Schedule, schedule_json, schedule_xml

__all__ = ["RoomFacts", "Schedule", "schedule_json", "schedule_xml"]

"""schedule.json and schedule.xml, the exchange formats of conference programmes (c3voc.de/wiki/schedule).

One language a file: the formats know a single title. Cancelled sessions are left out, as they know no state.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as ET

from app.agenda.rules import Day, PublishedSession, Version, days
from app.kernel import clock
from app.kernel.i18n import Text

SLOT = "00:05"
NO_ROOM = "-"


@dataclass(frozen=True)
class RoomFacts:
    """A room of the event; capacity in persons."""

    id: UUID
    key: str
    name: Text
    capacity: int | None


@dataclass(frozen=True)
class Schedule:
    """What both formats say of an event; `url` is its agenda's public address."""

    slug: str
    title: Text
    first: date
    last: date
    zone: str
    accent: str
    url: str
    rooms: tuple[RoomFacts, ...]
    sessions: Version
    language: str
    fallback: tuple[str, ...]
    version: int

    def said(self, text: Text) -> str:
        """A text in the file's language."""
        return text.pick(self.language, self.fallback)


def schedule_json(schedule: Schedule) -> bytes:
    """The agenda as schedule.json, in UTF-8."""
    conference = {
        "acronym": schedule.slug.replace("-", "_"),
        "title": schedule.said(schedule.title),
        "start": schedule.first.isoformat(),
        "end": schedule.last.isoformat(),
        "daysCount": (schedule.last - schedule.first).days + 1,
        "timeslot_duration": SLOT,
        "time_zone_name": schedule.zone,
        "colors": {"primary": schedule.accent},
        "url": schedule.url,
        "rooms": [_room(schedule, room) for room in schedule.rooms],
        "days": [_day(schedule, day) for day in _days(schedule)],
    }
    said = {
        "$schema": "https://c3voc.de/schedule/schema.json",
        "generator": {"name": "Multaqa"},
        "schedule": {"version": str(schedule.version), "base_url": schedule.url, "conference": conference},
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def schedule_xml(schedule: Schedule) -> bytes:
    """The agenda as schedule.xml, in UTF-8."""
    root = ET.Element("schedule")
    _add(root, "version", str(schedule.version))
    conference = ET.SubElement(root, "conference")
    _add(conference, "acronym", schedule.slug.replace("-", "_"))
    _add(conference, "title", schedule.said(schedule.title))
    _add(conference, "start", schedule.first.isoformat())
    _add(conference, "end", schedule.last.isoformat())
    _add(conference, "days", str((schedule.last - schedule.first).days + 1))
    _add(conference, "timeslot_duration", SLOT)
    for day in _days(schedule):
        starts, ends = _bounds(schedule, day)
        facts = {"index": str(day.number), "date": day.date.isoformat(), "start": starts, "end": ends}
        element = ET.SubElement(root, "day", facts)
        for room, sessions in _by_room(schedule, day):
            place = ET.SubElement(element, "room", {"name": room})
            for one in sessions:
                _add_event(place, schedule, one)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _add_event(place: ET.Element, schedule: Schedule, one: PublishedSession) -> None:
    said = _event(schedule, one)
    event = ET.SubElement(place, "event", {"guid": said["guid"], "id": str(said["id"])})
    for name in ("date", "start", "duration", "room", "slug", "url", "title", "subtitle", "track", "type"):
        _add(event, name, said[name] or "")
    for name in ("language", "abstract", "description"):
        _add(event, name, said[name] or "")
    ET.SubElement(event, "persons")
    ET.SubElement(event, "links")


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _days(schedule: Schedule) -> tuple[Day, ...]:
    return days((one for one in schedule.sessions if not one.cancelled), schedule.zone, schedule.first)


def _bounds(schedule: Schedule, day: Day) -> tuple[str, str]:
    ends = max(one.ends_at for one in day.sessions)
    first = clock.local(day.sessions[0].starts_at, schedule.zone)
    return first.isoformat(), clock.local(ends, schedule.zone).isoformat()


def _by_room(schedule: Schedule, day: Day) -> Iterator[tuple[str, list[PublishedSession]]]:
    by_room: dict[str, list[PublishedSession]] = {}
    for one in day.sessions:
        by_room.setdefault(schedule.said(one.room_name) or NO_ROOM, []).append(one)
    yield from by_room.items()


def _room(schedule: Schedule, room: RoomFacts) -> dict[str, Any]:
    return {"guid": str(room.id), "name": schedule.said(room.name), "capacity": room.capacity}


def _day(schedule: Schedule, day: Day) -> dict[str, Any]:
    starts, ends = _bounds(schedule, day)
    return {
        "index": day.number,
        "date": day.date.isoformat(),
        "day_start": starts,
        "day_end": ends,
        "rooms": {
            room: [_event(schedule, one) for one in sessions] for room, sessions in _by_room(schedule, day)
        },
    }


def _event(schedule: Schedule, one: PublishedSession) -> dict[str, Any]:
    starts = clock.local(one.starts_at, schedule.zone)
    minutes = int((one.ends_at - one.starts_at).total_seconds()) // 60
    topics = "\n".join(f"- {schedule.said(topic)}" for topic in one.topics)
    return {
        "guid": str(one.uid),
        "id": one.uid.int & 0x7FFFFFFF or 1,  # the formats want a whole number besides; 31 random bits
        "date": starts.isoformat(),
        "start": starts.strftime("%H:%M"),
        "duration": f"{minutes // 60:02}:{minutes % 60:02}",
        "room": schedule.said(one.room_name) or NO_ROOM,
        "slug": f"{schedule.slug}-{one.key}",
        "url": f"{schedule.url}#{one.key}",
        "title": schedule.said(one.title),
        "subtitle": schedule.said(one.subtitle),
        "track": one.kind,
        "type": one.kind or "other",
        "language": (*one.languages, schedule.language)[0],
        "abstract": topics,
        "description": schedule.said(one.description),
        "persons": [],
        "links": [],
    }

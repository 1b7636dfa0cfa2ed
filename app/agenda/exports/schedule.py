"""schedule.json and schedule.xml, the exchange formats of conference programmes (c3voc.de/wiki/schedule).

One language a file: the formats know a single title. Cancelled sessions are left out, as they know no state.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as ET

from app.agenda.rules import Day, PublishedRole, PublishedSession, Version, days
from app.kernel import clock
from app.kernel.i18n import Text

SLOT = "00:05"
NO_ROOM = "-"
ZONE = re.compile("[A-Z][a-z]+/[A-Z][a-z]+|UTC$")  # the only names that schedule.json takes


@dataclass(frozen=True)
class RoomFacts:
    """A room of the event; capacity in persons."""

    id: UUID
    key: str
    name: Text
    capacity: int | None


@dataclass(frozen=True)
class Schedule:
    """What both formats say of an event; `url` is its agenda's public address, `session_url` goes before a key."""

    slug: str
    title: Text
    first: date
    last: date
    zone: str
    accent: str
    url: str
    session_url: str
    rooms: tuple[RoomFacts, ...]
    sessions: Version
    language: str
    fallback: tuple[str, ...]
    version: int

    def said(self, text: Text) -> str:
        """A text in the file's language."""
        return text.pick(self.language, self.fallback)

    @property
    def acronym(self) -> str:
        """The slug in the letters that both formats take: four at least, and no hyphens."""
        return self.slug.replace("-", "_").ljust(4, "_")

    def slug_of(self, key: str) -> str:
        """A session's slug: both of its parts have four letters at least."""
        return f"{self.acronym}-{key if len(key) >= 4 else f'session-{key}'}"


def schedule_json(schedule: Schedule) -> bytes:
    """The agenda as schedule.json, in UTF-8."""
    conference = {
        "acronym": schedule.acronym,
        "title": schedule.said(schedule.title),
        "start": schedule.first.isoformat(),
        "end": schedule.last.isoformat(),
        "daysCount": (schedule.last - schedule.first).days + 1,
        "timeslot_duration": SLOT,
        **({"time_zone_name": schedule.zone} if ZONE.match(schedule.zone) else {}),
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
    _add(conference, "acronym", schedule.acronym)
    _add(conference, "title", schedule.said(schedule.title))
    _add(conference, "start", schedule.first.isoformat())
    _add(conference, "end", schedule.last.isoformat())
    _add(conference, "days", str((schedule.last - schedule.first).days + 1))
    _add(conference, "timeslot_duration", SLOT)
    _add(conference, "base_url", schedule.url)
    _add(conference, "time_zone_name", schedule.zone)
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
    persons = ET.SubElement(event, "persons")
    for role in _speakers(one):
        ET.SubElement(persons, "person", {"guid": str(role.speaker)}).text = _name(schedule, role)
    ET.SubElement(event, "links")


def _speakers(one: PublishedSession) -> list[PublishedRole]:
    """Everybody of a session once, whatever they do there."""
    return list({role.speaker: role for role in one.roles}.values())


def _name(schedule: Schedule, role: PublishedRole) -> str:
    names = (role.name_ar, role.name_latin)
    return next(filter(None, names if schedule.language == "ar" else reversed(names)), "")


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _days(schedule: Schedule) -> tuple[Day, ...]:
    """The days of the event and those of its sessions; schedule.xml is not valid without any."""
    planned = days((one for one in schedule.sessions if not one.cancelled), schedule.zone, schedule.first)
    found = {day.number: day for day in planned}
    for number in range(1, (schedule.last - schedule.first).days + 2):
        found.setdefault(number, Day(number, schedule.first + timedelta(days=number - 1), ()))
    # Both formats count days from 1: what begins on the eve of the first one goes with it.
    early = tuple(one for number in sorted(found) if number < 1 for one in found[number].sessions)
    if early:
        found[1] = replace(found[1], sessions=early + found[1].sessions)
    return tuple(found[number] for number in sorted(found) if number >= 1)


def _bounds(schedule: Schedule, day: Day) -> tuple[str, str]:
    if not day.sessions:
        opens, closes = (clock.at(day.date, hour, schedule.zone) for hour in (time(9), time(18)))
    else:
        opens, closes = day.sessions[0].starts_at, max(one.ends_at for one in day.sessions)
    return clock.local(opens, schedule.zone).isoformat(), clock.local(closes, schedule.zone).isoformat()


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
        "slug": schedule.slug_of(one.key),
        "url": schedule.session_url + one.key,
        "title": schedule.said(one.title),
        "subtitle": schedule.said(one.subtitle),
        "track": one.kind,
        "type": one.kind or "other",
        "language": (*one.languages, schedule.language)[0],
        "abstract": topics,
        "description": schedule.said(one.description),
        "persons": [{"guid": str(role.speaker), "name": _name(schedule, role)} for role in _speakers(one)],
        "links": [],
    }

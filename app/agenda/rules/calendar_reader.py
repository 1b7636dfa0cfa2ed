"""A calendar file (RFC 5545) of sessions: a VEVENT each, known again by its UID."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from app.agenda.rules.planned import Names, Planned, Reading
from app.agenda.rules.programme import SessionState
from app.events.rules import is_language
from app.kernel.i18n import Text

BEGIN = re.compile(r"BEGIN:VEVENT\s*$", re.IGNORECASE)
LONGEST_TITLE, LONGEST_WORDS = 300, 20_000


def read_calendar(content: bytes, event_id: UUID, names: Names) -> Reading:
    """The sessions of a calendar file; every fault with the line at which its VEVENT begins."""
    reading = Reading()
    text = content.decode("utf-8-sig", "replace")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if BEGIN.match(line)]
    try:
        events = [part for part in Calendar.from_ical(text).walk("VEVENT") if isinstance(part, Event)]
    except (ValueError, IndexError, KeyError, TypeError) as error:
        reading.fault(1, "", "syntax", reason=str(error)[:200])
        return reading
    if not events:
        reading.fault(1, "", "no-events")
    seen: dict[UUID, int] = {}
    for line, one in zip([*lines, *[1] * len(events)], events, strict=False):
        before = len(reading.faults)
        planned = _planned(line, one, event_id, names, reading)
        if planned.uid and seen.setdefault(planned.uid, line) != line:
            reading.fault(line, "UID", "duplicate", value=str(one.get("UID", "")))
        if len(reading.faults) == before:
            reading.planned.append(planned)
    return reading


def _planned(line: int, one: Event, event_id: UUID, names: Names, reading: Reading) -> Planned:
    values: dict[str, Any] = {}
    for name, fault in one.errors:
        reading.fault(line, str(name or ""), "syntax", reason=str(fault)[:200])
    if "RRULE" in one or "RDATE" in one:
        reading.fault(line, "RRULE", "repeats")
    if str(one.get("STATUS", "")).upper() == "CANCELLED":
        values["state"] = SessionState.CANCELLED
    elif "STATUS" in one:
        values["state"] = SessionState.PLANNED
    _times(values, line, one, names, reading)
    _words(values, line, one, names, reading)
    return Planned(line, values, uid=_uid(one, event_id, line, reading))


def _uid(one: Event, event_id: UUID, line: int, reading: Reading) -> UUID | None:
    """A UID of our own feeds as it is; another's becomes one that is the same at each import."""
    said = str(one.get("UID", "")).strip()
    if not said:
        reading.fault(line, "UID", "required")
        return None
    try:
        return UUID(said)
    except ValueError:
        return uuid5(event_id, said)


def _times(values: dict[str, Any], line: int, one: Event, names: Names, reading: Reading) -> None:
    try:
        starts, ends = one.DTSTART, one.end
    except Exception as error:  # noqa: BLE001 - the library names no common kind for what is incomplete
        reading.fault(line, "DTSTART", "syntax", reason=str(error)[:200])
        return
    if starts is None or ends is None:
        reading.fault(line, "DTSTART", "required")
        return
    first, last = (_local(moment, names.event.timezone) for moment in (starts, ends))
    if last <= first:
        reading.fault(line, "DTEND", "backwards")
        return
    day = (first.date() - names.event.starts).days + 1
    cancelled = values.get("state") is SessionState.CANCELLED
    if not cancelled and not 1 <= day <= names.event.days:
        reading.fault(line, "DTSTART", "day-words", value=first.date().isoformat(), days=names.event.days)
        return
    if day < 1 or (last - first).total_seconds() > 24 * 3600:
        reading.fault(line, "DTEND", "too-long")
        return
    values |= {
        "day": day, "starts": first.time(), "ends": last.time(), "ends_next_day": last.date() > first.date(),
    }  # fmt: skip


def _local(moment: date | datetime, zone: str) -> datetime:
    """On the event's clocks, without their zone; a bare date is its midnight, an hour without zone is local."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(0))
    if moment.tzinfo is None:
        return moment
    return moment.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _words(values: dict[str, Any], line: int, one: Event, names: Names, reading: Reading) -> None:
    for name, field, most in (
        ("title", "SUMMARY", LONGEST_TITLE),
        ("description", "DESCRIPTION", LONGEST_WORDS),
    ):
        if (said := one.get(field)) is None:
            continue
        code = str(getattr(said, "params", {}).get("LANGUAGE", "")).lower()
        language = code if is_language(code) else names.event.languages[0]
        if len(str(said)) > most:
            reading.fault(line, field, "long", most=most)
        values[name] = Text({language: str(said)})
    if not values.get("title"):
        reading.fault(line, "SUMMARY", "required")
    if place := str(one.get("LOCATION", "")).strip():
        found = names.room(place)
        if found is None:
            reading.fault(line, "LOCATION", "no-room-called", value=place)
        values["room"] = found or ""

"""Calendar files by RFC 5545 and RFC 7986; bytes out of plain data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import (
    Calendar,
    Component,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vDuration,
    vUri,
)

from app.calendar.rules import Observance, is_utc, nearest_colour, observances
from app.kernel.clock import Instant

REFRESH = timedelta(minutes=15)
"""How often a subscriber is asked to look again; asking costs little, the unchanged being answered by 304."""


@dataclass(frozen=True)
class Head:
    """The calendar itself; `source` is a feed's address, empty where it is secret or there is none.

    `at` stands in for the hours of sessions where there are none. `image` is the address of a picture. A message
    (`method`) names its `organiser` and when it was written (`stamp`); REQUEST and CANCEL name the `attendee`.
    """

    name: str
    language: str
    zone: str
    accent: str
    at: Instant
    source: str = ""
    image: str = ""
    method: str = ""
    organiser: str = ""
    attendee: str = ""
    stamp: Instant | None = None


@dataclass(frozen=True)
class Entry:
    """One session; `status` is CONFIRMED, TENTATIVE or CANCELLED."""

    uid: UUID
    sequence: int
    modified: Instant
    status: str
    starts: Instant
    ends: Instant
    summary: str
    location: str
    description: str
    url: str
    categories: tuple[str, ...]


def renumbered(entry: Entry, sequence: int) -> Entry:
    """The same session under another SEQUENCE: a message counts its own."""
    return replace(entry, sequence=sequence)


def calendar(head: Head, entries: Sequence[Entry]) -> bytes:
    """The file, in UTF-8 with CRLF, lines folded between letters; the same bytes for the same facts."""
    first = min((one.starts for one in entries), default=head.at)
    last = max((one.ends for one in entries), default=head.at)
    zone = observances(head.zone, first, last)
    in_utc = is_utc(zone)
    made = _head(head)
    if not (in_utc and entries):
        # A calendar without any component is none by RFC 5545, 3.6: with no session the zone stands in.
        made.add_component(_zone(head.zone, zone))
    for one in entries:
        made.add_component(_event(head, one, in_utc))
    written: bytes = made.to_ical()
    return written


def _head(head: Head) -> Calendar:
    made = Calendar()
    made.add("prodid", "-//Multaqa//Multaqa//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    if head.method:
        made.add("method", head.method)
    _say(made, "name", head.name, head.language)
    made.add("x-wr-calname", head.name)
    made.add("x-wr-timezone", head.zone)
    made.add("color", nearest_colour(head.accent))
    made.add("x-apple-calendar-color", head.accent)
    if not head.method:
        made.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
        made.add("x-published-ttl", vDuration(REFRESH))
    if head.source:
        made.add("source", vUri(head.source), parameters={"VALUE": "URI"})
    if head.image:
        facts = {"VALUE": "URI", "DISPLAY": "BADGE", "FMTTYPE": "image/png"}
        made.add("image", vUri(head.image), parameters=facts)
    return made


def _event(head: Head, one: Entry, in_utc: bool) -> Event:
    made = Event()
    made.add("uid", str(one.uid))
    # Without METHOD this is when the facts were last revised, in a message when it was written (3.8.7.2).
    made.add("dtstamp", head.stamp or one.modified)
    made.add("last-modified", one.modified)
    made.add("sequence", one.sequence)
    made.add("status", one.status)
    starts, ends = _hours(one, head.zone, in_utc)
    made.add("dtstart", starts)
    made.add("dtend", ends)
    _say(made, "summary", one.summary, head.language)
    for name, words in (("location", one.location), ("description", one.description)):
        if words:
            _say(made, name, words, head.language)
    made.add("url", one.url)
    if one.categories:
        made.add("categories", one.categories, parameters={"LANGUAGE": head.language})
    if head.organiser:
        organiser = vCalAddress(f"mailto:{head.organiser}")
        organiser.params["CN"] = head.name
        made.add("organizer", organiser)
    if head.attendee:
        made.add("attendee", _attendee(head.attendee))
    return made


def _attendee(address: str) -> vCalAddress:
    """Who asked for invitations takes part: no answer is wanted, and none is shown as missing."""
    made = vCalAddress(f"mailto:{address}")
    made.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"})
    return made


def _hours(one: Entry, zone: str, in_utc: bool) -> tuple[datetime, datetime]:
    """By the zone's clocks, or in UTC; where clocks show an hour twice readers take the first: then UTC too."""
    there = [moment.astimezone(ZoneInfo(zone)) for moment in (one.starts, one.ends)]
    if in_utc or any(moment.fold for moment in there):
        return one.starts, one.ends
    return there[0], there[1]


def _zone(name: str, zone: Iterable[Observance]) -> Timezone:
    made = Timezone()
    made.add("tzid", name)
    for one in zone:
        part = TimezoneDaylight() if one.daylight else TimezoneStandard()
        part.add("dtstart", one.onset)
        part.add("tzoffsetfrom", one.offset_from)
        part.add("tzoffsetto", one.offset_to)
        part.add("tzname", one.name)
        made.add_component(part)
    return made


def _say(made: Component, name: str, words: str, language: str) -> None:
    made.add(name, words, parameters={"LANGUAGE": language})

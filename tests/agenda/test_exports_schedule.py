"""schedule.json and schedule.xml against their published formats (c3voc.de/schedule), told again here as tables."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app.agenda import service
from app.agenda.rules import EventDocument, SessionPart, SpeakerPart
from app.kernel.i18n import Text
from tests.support.meetings import meeting, with_session

CONFERENCE = {"acronym", "title", "start", "end", "daysCount", "timeslot_duration", "days"}
CONFERENCE_MAY = {
    "time_zone_name",
    "colors",
    "url",
    "rooms",
    "description",
    "logo",
    "keywords",
    "tracks",
    "meta",
}
EVENT = {
    "abstract", "date", "duration", "guid", "id", "language", "links", "persons", "room", "slug", "start", "subtitle",
    "title", "track", "type", "url",
}  # fmt: skip
EVENT_MAY = {"description", "code", "logo", "end", "attachments", "feedback_url", "origin_url"}
ORDER = ["generator", "url", "version", "conference", "day"]
IN_EVENT = {
    "room", "title", "subtitle", "type", "date", "start", "duration", "abstract", "slug", "track", "logo", "persons",
    "language", "description", "recording", "links", "attachments", "url", "feedback_url", "origin_url",
}  # fmt: skip
PATTERNS = {
    "acronym": r"[a-z0-9_-][a-z0-9_]{3,}(-2[0-9]{3}-[a-z]+)?",
    "start": r"(0[0-9]|1[0-9]|2[0-3]):[0-5][0-9]",
    "duration": r"[0-9]{1,2}:[0-9]{2}",
    "slug": r"[a-z0-9_]{4,}-[a-z0-9\-_]{3,}[a-z0-9]",
    "time_zone_name": r"(([A-Z][a-z]+/[A-Z][a-z]+).*)|UTC",
    "url": r"https?://.+",
}


def odd() -> EventDocument:
    """A meeting that tries the formats: a short slug, a short key, a speaker, a day without sessions."""
    document = with_session(meeting(slug="a-b"), "opening", speakers=("amina",), languages=("ar", "fr"))
    short = SessionPart(
        key="s1", day=1, starts=time(23, 59), ends=time(0), ends_next_day=True, title=Text(fr="Une minute")
    )
    return replace(
        document,
        event=replace(document.event, ends=date(2027, 3, 28)),
        sessions=(*document.sessions, short),
        speakers=(SpeakerPart(key="amina", name_latin="Amina Mint Salem", name_ar="أمينة"),),
    )


@pytest.fixture
def client_of(db: SQLAlchemy, client: FlaskClient) -> FlaskClient:
    service.import_document(odd(), publish=True)
    return client


def holds(name: str, value: str) -> None:
    assert re.fullmatch(PATTERNS[name], value), (name, value)


def test_json_is_valid(client_of: FlaskClient) -> None:
    said = client_of.get("/a-b/schedule.json?lang=fr").json
    assert set(said) <= {"$schema", "generator", "schedule"}
    assert {"version", "conference"} <= set(said["schedule"])
    assert isinstance(said["schedule"]["version"], str)
    conference = said["schedule"]["conference"]
    assert set(conference) >= CONFERENCE
    assert set(conference) <= CONFERENCE | CONFERENCE_MAY
    for name in ("acronym", "time_zone_name", "url"):
        holds(name, conference[name])
    assert conference["daysCount"] == len(conference["days"]) == 4
    for room in conference["rooms"]:
        assert set(room) <= {"name", "guid", "slug", "type", "capacity", "description", "url", "features"}
        UUID(room["guid"])
    events = [one for day in conference["days"] for one in _events(day)]
    assert len(events) == 4
    for unique in ("guid", "id", "slug"):
        assert len({one[unique] for one in events}) == len(events)


def _events(day: dict[str, Any]) -> list[dict[str, Any]]:
    assert set(day) == {"index", "date", "day_start", "day_end", "rooms"}
    assert isinstance(day["index"], int)
    date.fromisoformat(day["date"])
    for name in ("day_start", "day_end"):
        assert datetime.fromisoformat(day[name]).tzinfo is not None
    events = [one for room in day["rooms"].values() for one in room]
    for one in events:
        assert set(one) >= EVENT
        assert set(one) <= EVENT | EVENT_MAY
        for name in ("start", "duration", "slug", "url"):
            holds(name, one[name])
        UUID(one["guid"])
        assert isinstance(one["id"], int)
        assert one["id"] >= 1
        for person in one["persons"]:
            # Exactly one of the two forms that the format knows: with a name alone.
            assert person["name"]
            assert "public_name" not in person
    return events


def test_xml_is_valid(client_of: FlaskClient) -> None:
    root = ET.fromstring(client_of.get("/a-b/schedule.xml?lang=ar").data)
    assert root.tag == "schedule"
    places = [ORDER.index(one.tag) for one in root]
    assert places == sorted(places)
    conference = root.find("conference")
    assert conference is not None
    holds("acronym", conference.findtext("acronym", ""))
    holds("duration", conference.findtext("timeslot_duration", ""))
    days = root.findall("day")
    assert [day.get("index") for day in days] == ["1", "2", "3", "4"]
    for day in days:
        date.fromisoformat(day.get("date", ""))
        for name in ("start", "end"):
            assert datetime.fromisoformat(day.get(name, "")).tzinfo is not None
    events = root.findall("day/room/event")
    assert len(events) == 4
    for one in events:
        assert {part.tag for part in one} <= IN_EVENT
        assert len({part.tag for part in one}) == len(one)
        UUID(one.get("guid", ""))
        assert int(one.get("id", "")) >= 1
        for name in ("start", "duration", "slug", "url"):
            holds(name, one.findtext(name, ""))
        assert datetime.fromisoformat(one.findtext("date", "")).tzinfo is not None


def test_people_and_languages_are_told(client_of: FlaskClient) -> None:
    root = ET.fromstring(client_of.get("/a-b/schedule.xml?lang=ar").data)
    assert [one.text for one in root.iter("person")] == ["أمينة"]
    said = client_of.get("/a-b/schedule.json?lang=fr").json["schedule"]["conference"]["days"][0]["rooms"][
        "Salle"
    ][0]
    assert [one["name"] for one in said["persons"]] == ["Amina Mint Salem"]
    assert said["language"] == "ar"


def test_before_anything_is_published_the_days_are_there(db: SQLAlchemy, client: FlaskClient) -> None:
    event_id = service.import_document(replace(meeting(), sessions=()), publish=True).event_id
    assert event_id
    root = ET.fromstring(client.get("/meeting/schedule.xml").data)
    assert len(root.findall("day")) == 2

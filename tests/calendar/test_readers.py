"""Feeds and messages as programs that others wrote understand them, in zones with and without daylight saving."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app.agenda import queries, service
from app.agenda.rules import EventDocument, SessionPart, SessionState
from app.calendar import service as calendars
from app.kernel.i18n import Text
from tests.calendar.conftest import Publish, composed, outbox
from tests.support import people
from tests.support.meetings import meeting, with_session
from tests.support.readers import Subscriber, by_ical_js, by_vobject
from tests.support.server import listening

ZONES = ("Europe/Paris", "Africa/Casablanca", "America/New_York", "Africa/Nouakchott", "Asia/Kathmandu")
HOURS = {
    "minute": (1, time(9), time(9, 1), False),
    "midnight": (1, time(22), time(1, 30), True),
    "all-day": (2, time(0), time(0), True),
    "early": (2, time(3, 30), time(4), False),
    "late": (2, time(23), time(23, 59), False),
}
"""Sessions of a day when clocks may change: by day, start, end, and whether they end on the next."""


def in_zone(zone: str, first: date) -> EventDocument:
    """A meeting of odd hours, beginning on a day of a zone."""
    sessions = tuple(
        SessionPart(
            key=key, day=day, starts=starts, ends=ends, ends_next_day=after, title=Text(fr=key, ar="جلسة")
        )
        for key, (day, starts, ends, after) in HOURS.items()
    )
    document = meeting(slug="odd", timezone=zone, starts=first, ends=first + timedelta(days=1))
    return replace(document, sessions=sessions)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("first", [date(2027, 3, 27), date(2027, 10, 30)])
def test_three_readers_find_the_same_moments(
    sqlite_app: Flask, client_of: FlaskClient, zone: str, first: date
) -> None:
    with sqlite_app.app_context():
        event_id = service.import_document(in_zone(zone, first), publish=True).event_id
        expected = {str(one.uid): (one.starts_at, one.ends_at) for one in queries.published(event_id)}
    content = client_of.get("/odd/calendar.ics").data
    for read in (by_ical_js, by_vobject):
        assert {uid: (one.starts, one.ends) for uid, one in read(content).items()} == expected, read.__name__
    for key, (day, starts, _ends, _after) in HOURS.items():
        found = recurring_ical_events.of(icalendar.Calendar.from_ical(content)).between(
            moment := datetime.combine(first + timedelta(days=day - 1), starts, ZoneInfo(zone)),
            moment + timedelta(seconds=30),
        )
        assert key in {str(one["SUMMARY"]) for one in found}


@pytest.fixture
def client_of(sqlite_app: Flask) -> FlaskClient:
    """A visitor who reads French; who reads what does not depend on the database."""
    client = sqlite_app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "fr"
    return client


def test_a_subscriber_ends_with_the_right_calendar_each_time(
    app: Flask, db: SQLAlchemy, event_id: UUID, publish: Publish, tmp_path: Path
) -> None:
    """vdirsyncer follows the event's feed through a move, a cancellation and a return."""
    moved = with_session(meeting(), "opening", starts=time(9), ends=time(10))
    with listening(app) as url:
        subscriber = Subscriber(tmp_path / "phone", f"{url}/meeting/calendar.ics?lang=fr")
        first = subscriber.sync()
        assert len(first) == 3
        for number, (document, hour, status) in enumerate(
            [
                (moved, 8, "CONFIRMED"),
                (with_session(moved, "opening", state=SessionState.CANCELLED), 8, "CANCELLED"),
                (meeting(), 8.5, "CONFIRMED"),
            ],
            1,
        ):
            publish(document)
            held = subscriber.sync()
            assert held.keys() == first.keys()
            event = held["Ouverture"]
            assert (event["SEQUENCE"], event["STATUS"]) == (number, status)
            assert event.DTSTART.astimezone(ZoneInfo("UTC")).hour == int(hour)
            assert all(held[title] == first[title] for title in held.keys() - {"Ouverture"})


def test_messages_are_read_alike_by_both(event_id: UUID) -> None:
    delegate = people.approved(event_id, category="press")
    calendars.ask_for_invitations(delegate.id)
    calendars.invite(event_id)
    for mail in outbox(calendars.INVITATION):
        letter = composed(mail)
        assert letter is not None
        (file,) = [one for one in letter.attachments if one.alternative]
        assert by_ical_js(file.content) == by_vobject(file.content)


def test_the_file_of_the_approval_is_read_too(event_id: UUID, db: SQLAlchemy) -> None:
    people.approved(event_id)
    (mail,) = outbox("registration.approved")
    letter = composed(mail)
    assert letter is not None
    file = next(one for one in letter.attachments if one.filename == "agenda.ics")
    assert len(by_ical_js(file.content)) == len(by_vobject(file.content)) == 3
    assert "/c/" in letter.text  # and the feed that follows what the file cannot

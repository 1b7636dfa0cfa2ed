"""A delegate's feed address, and the file that goes with a mail."""

from __future__ import annotations

from uuid import uuid4

import icalendar
import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from app.agenda import service
from app.audit import queries as journal
from app.calendar import service as calendars
from app.calendar.models import CalendarFeed
from app.kernel.errors import NotFound
from app.registration.models import Registration
from tests.support.meetings import meeting, register


def test_a_feed_keeps_its_address(db: SQLAlchemy) -> None:
    registration = register(service.import_document(meeting()).event_id)
    assert calendars.feed_for(registration) == calendars.feed_for(registration)
    assert db.session.scalar(select(func.count()).select_from(CalendarFeed)) == 1


def test_its_secret_is_stored_neither_plain_nor_twice(db: SQLAlchemy) -> None:
    registration = register(service.import_document(meeting()).event_id)
    token = calendars.feed_for(registration)
    feed = db.session.scalars(select(CalendarFeed)).one()
    assert token.encode() not in feed.token_hash + bytes(feed.token_sealed)


def test_revoking_is_journalled(db: SQLAlchemy) -> None:
    event_id = service.import_document(meeting()).event_id
    registration = register(event_id)
    calendars.feed_for(registration)
    calendars.revoke_feed(registration)
    newest = journal.entries(journal.Filter(event_id))[0]
    assert (newest.action, newest.subject_id) == ("calendar.feed-revoked", registration)


def test_nobody_has_no_feed(db: SQLAlchemy) -> None:
    for act in (calendars.feed_for, calendars.revoke_feed):
        with pytest.raises(NotFound):
            act(uuid4())


@pytest.mark.parametrize(("category", "number"), [("mayor", 3), ("press", 2)])
def test_an_invitation_holds_what_a_category_is_expected_at(
    db: SQLAlchemy, category: str, number: int
) -> None:
    registration = register(service.import_document(meeting(), publish=True).event_id, category)
    content = calendars.invitation(db.session.get_one(Registration, registration), "ar")
    assert content is not None
    read = icalendar.Calendar.from_ical(content)
    assert read["METHOD"] == "PUBLISH"
    found = read.walk("VEVENT")
    assert len(found) == number
    assert found[0]["SUMMARY"] == "الافتتاح"
    assert found[0]["ORGANIZER"] == "mailto:secretariat@example.org"


def test_before_any_publication_there_is_no_invitation(db: SQLAlchemy) -> None:
    registration = register(service.import_document(meeting()).event_id)
    assert calendars.invitation(db.session.get_one(Registration, registration), "fr") is None

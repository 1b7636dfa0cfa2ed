"""Feeds as phones get them: of the event, of a session, of a delegate."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID

import icalendar
import pytest
import vobject
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app.agenda import queries, service
from app.agenda.rules import SessionState
from app.calendar import service as calendars
from tests.support.meetings import meeting, register, with_session, without_session
from tests.support.statements import counting

FEED = "/meeting/calendar.ics"


@pytest.fixture
def event_id(db: SQLAlchemy) -> UUID:
    return service.import_document(meeting(), publish=True).event_id


def read(client: FlaskClient, path: str) -> dict[str, icalendar.Event]:
    """The sessions of a feed by the key in their address."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert vobject.readOne(answer.text).validate()
    found = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
    return {one["URL"].rpartition("/")[2]: one for one in found}


@pytest.mark.parametrize(("language", "title"), [("ar", "الافتتاح"), ("fr", "Ouverture"), ("en", "Opening")])
def test_the_feed_holds_every_published_session_in_the_language_asked_for(
    event_id: UUID, client: FlaskClient, language: str, title: str
) -> None:
    found = read(client, f"{FEED}?lang={language}")
    assert set(found) == {"opening", "plenary-1", "dinner"}
    assert found["opening"]["SUMMARY"] == title
    assert found["opening"]["LOCATION"].startswith(meeting().rooms[0].name[language])


def test_drafts_are_in_no_feed(event_id: UUID, client: FlaskClient) -> None:
    service.import_document(with_session(meeting(), "opening", starts=time(9)))
    assert queries.published(event_id)[0].starts_at == read(client, FEED)["opening"].DTSTART


def test_three_publications_are_followed_with_one_identity(event_id: UUID, client: FlaskClient) -> None:
    first = read(client, FEED)["opening"]
    history = [
        with_session(meeting(), "opening", ends=time(11)),
        with_session(meeting(), "opening", ends=time(11), state=SessionState.CANCELLED),
        meeting(),
    ]
    for sequence, document in enumerate(history, 1):
        service.import_document(document, publish=True)
        now = read(client, FEED)["opening"]
        assert (now["UID"], now["SEQUENCE"]) == (first["UID"], sequence)
        assert now["STATUS"] == ("CANCELLED" if sequence == 2 else "CONFIRMED")


def test_a_session_that_the_file_lost_never_vanishes(event_id: UUID, client: FlaskClient) -> None:
    service.import_document(without_session(meeting(), "dinner"), prune=True, publish=True)
    assert read(client, FEED)["dinner"]["STATUS"] == "CANCELLED"


def test_identities_survive_a_move_of_the_whole_meeting(event_id: UUID, client: FlaskClient) -> None:
    before = {key: one["UID"] for key, one in read(client, FEED).items()}
    service.move_event(event_id, date(2027, 4, 1))
    service.publish(event_id)
    assert {key: one["UID"] for key, one in read(client, FEED).items()} == before


def test_one_session_can_be_fetched_alone(event_id: UUID, client: FlaskClient) -> None:
    assert set(read(client, "/meeting/sessions/dinner.ics")) == {"dinner"}
    assert client.get("/meeting/sessions/nothing.ics").status_code == 404


@pytest.mark.parametrize("header", ["ETag", "Last-Modified"])
def test_an_unchanged_feed_is_not_sent_again(event_id: UUID, client: FlaskClient, header: str) -> None:
    condition = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}[header]
    kept = {condition: client.get(FEED).headers[header]}
    with counting() as statements:
        assert client.get(FEED, headers=kept).status_code == 304
    assert len(statements) == 2


def test_a_changed_feed_is_sent_again(event_id: UUID, client: FlaskClient) -> None:
    etag = client.get(FEED).headers["ETag"]
    service.import_document(with_session(meeting(), "opening", starts=time(9)), publish=True)
    assert client.get(FEED, headers={"If-None-Match": etag}).status_code == 200


def test_a_delegate_sees_the_sessions_that_await_them(event_id: UUID, client: FlaskClient) -> None:
    mayor = calendars.feed_for(register(event_id))
    press = calendars.feed_for(register(event_id, "press"))
    assert set(read(client, f"/c/{mayor}.ics")) == {"opening", "plenary-1", "dinner"}
    assert set(read(client, f"/c/{press}.ics")) == {"opening", "dinner"}


def test_a_personal_feed_speaks_its_delegates_language(event_id: UUID, client: FlaskClient) -> None:
    token = calendars.feed_for(register(event_id))
    answer = client.get(f"/c/{token}.ics", headers={"Accept-Language": "en"})
    assert "Réunion annuelle" in answer.text
    assert answer.headers["Content-Language"] == "fr"
    assert "Annual meeting" in client.get(f"/c/{token}.ics?lang=en").text


def test_a_personal_feed_holds_neither_a_person_nor_the_secret(event_id: UUID, client: FlaskClient) -> None:
    token = calendars.feed_for(register(event_id))
    answer = client.get(f"/c/{token}.ics")
    for secret in (token, "Fatou", "fatou@example.org"):
        assert secret not in answer.text
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("approved", "CONFIRMED"),
        ("submitted", "TENTATIVE"),
        ("refused", "CANCELLED"),
        ("withdrawn", "CANCELLED"),
    ],
)
def test_sessions_stand_as_the_registration_does(
    event_id: UUID, client: FlaskClient, state: str, status: str
) -> None:
    token = calendars.feed_for(register(event_id, state=state))
    assert {one["STATUS"] for one in read(client, f"/c/{token}.ics").values()} == {status}


def test_a_revoked_feed_is_gone_and_another_can_be_made(event_id: UUID, client: FlaskClient) -> None:
    registration = register(event_id)
    token = calendars.feed_for(registration)
    calendars.revoke_feed(registration)
    assert client.get(f"/c/{token}.ics").status_code == 404
    assert read(client, f"/c/{calendars.feed_for(registration)}.ics")


def test_an_invented_feed_is_not_found(event_id: UUID, client: FlaskClient) -> None:
    assert client.get("/c/invented.ics").status_code == 404

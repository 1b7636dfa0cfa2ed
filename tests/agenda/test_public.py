"""The agenda's page and exchange formats, as visitors and programs get them."""

from __future__ import annotations

from datetime import time, timedelta
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app.agenda import queries, service
from app.agenda.rules import SessionState
from app.kernel import clock
from app.kernel.clock import Instant
from tests.support.meetings import FIRST, meeting, with_session
from tests.support.statements import counting

OPENING = clock.at(FIRST, time(9, 30), "Europe/Paris")


@pytest.fixture
def event_id(db: SQLAlchemy) -> UUID:
    return service.import_document(meeting(), publish=True).event_id


def row(page: str, key: str) -> str:
    """The opening tag of a session's row."""
    return page.partition(f'<li id="{key}"')[2].partition(">")[0]


def at(monkeypatch: pytest.MonkeyPatch, moment: Instant) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.mark.parametrize(
    ("language", "direction", "words"),
    [
        ("ar", "rtl", ["الجلسة العامة الأولى", "القاعة", "محور", "الخميس 25 مارس 2027"]),
        ("fr", "ltr", ["Plénière 1", "Salle", "Un thème", "jeudi 25 mars 2027"]),
        ("en", "ltr", ["Plenary 1", "Hall", "A topic", "Thursday, 25 March 2027"]),
    ],
)
def test_the_agenda_speaks_three_languages(
    event_id: UUID, client: FlaskClient, language: str, direction: str, words: list[str]
) -> None:
    page = client.get(f"/meeting/agenda?lang={language}").text.replace("\u00a0", " ")
    assert f'lang="{language}" dir="{direction}"' in page
    for word in words:
        assert word in page


def test_hours_are_those_of_the_place(event_id: UUID, client: FlaskClient) -> None:
    page = client.get("/meeting/agenda?lang=fr").text
    assert '<time datetime="2027-03-25T09:30:00+01:00">09:30</time>' in page
    assert "00:30" in page


def test_what_runs_now_is_marked(
    event_id: UUID, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, Instant(OPENING - timedelta(seconds=1)))
    assert "agenda-now" not in client.get("/meeting/agenda").text
    at(monkeypatch, OPENING)
    page = client.get("/meeting/agenda").text
    assert row(page, "opening").endswith('class="agenda-now" aria-current="time"')
    assert page.count('class="agenda-now"') == 1


def test_a_cancelled_session_stays_and_says_so(event_id: UUID, client: FlaskClient) -> None:
    cancelled = with_session(meeting(), "opening", state=SessionState.CANCELLED)
    service.import_document(cancelled, publish=True)
    page = client.get("/meeting/agenda?lang=en").text
    assert row(page, "opening").endswith('class="agenda-struck"')
    assert "Cancelled" in page


def test_a_draft_is_not_shown(event_id: UUID, client: FlaskClient) -> None:
    before = client.get("/meeting/agenda?lang=fr").text
    service.import_document(with_session(meeting(), "opening", starts=time(9)))
    assert (
        client.get("/meeting/agenda?lang=fr").text.replace("v=3", "v=2").replace('version="3"', 'version="2"')
        == before
    )
    service.publish(event_id)
    assert "09:00" in client.get("/meeting/agenda?lang=fr").text


def test_a_kept_page_costs_one_statement(
    event_id: UUID, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, OPENING)
    client.get("/meeting/agenda")
    with counting() as statements:
        client.get("/meeting/agenda")
    assert len(statements) == 1


def test_an_unchanged_agenda_is_not_sent_again(event_id: UUID, client: FlaskClient) -> None:
    etag = client.get("/meeting/agenda").headers["ETag"]
    assert client.get("/meeting/agenda", headers={"If-None-Match": etag}).status_code == 304


def test_schedule_json_has_every_session_that_takes_place(event_id: UUID, client: FlaskClient) -> None:
    cancelled = with_session(meeting(), "opening", state=SessionState.CANCELLED)
    service.import_document(cancelled, publish=True)
    conference = client.get("/meeting/schedule.json?lang=fr").json["schedule"]["conference"]
    assert (conference["title"], conference["daysCount"]) == ("Réunion annuelle", 2)
    first, second = conference["days"]
    (plenary,) = first["rooms"]["Salle"]
    assert (plenary["slug"], plenary["date"]) == ("meeting-plenary-1", "2027-03-25T14:00:00+01:00")
    assert plenary["guid"] in {str(one.uid) for one in queries.published(event_id)}
    assert second["rooms"]["Foyer"][0]["duration"] == "04:30"


def test_schedule_xml_says_the_same(event_id: UUID, client: FlaskClient) -> None:
    root = ET.fromstring(client.get("/meeting/schedule.xml?lang=ar").data)
    events = root.findall("day/room/event")
    assert [one.findtext("slug") for one in events] == [
        "meeting-opening",
        "meeting-plenary-1",
        "meeting-dinner",
    ]
    assert events[0].findtext("title") == "الافتتاح"
    assert [day.get("index") for day in root.findall("day")] == ["1", "2"]

"""A delegate's own agenda: stars, documents, the feed's address, invitations; all by plain forms."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from uuid import UUID

import icalendar
import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app.agenda import service
from app.agenda.models import DocumentFile, Session, SessionDocument
from app.agenda.rules import Audience
from app.calendar import queries
from app.calendar import service as calendars
from app.kernel import clock, storage
from app.kernel.db import atomic
from app.kernel.i18n import Text
from app.registration import queries as registrations
from app.registration import service as registering
from tests.support import people
from tests.support.meetings import meeting
from tests.support.statements import counting


@pytest.fixture
def press(event_id: UUID) -> UUID:
    """A journalist, who is not expected at the plenary of the mayors."""
    return people.approved(event_id, category="press").id


@pytest.fixture
def link(event_id: UUID, press: UUID) -> str:
    return "/p/" + registrations.link_token(registrations.get(event_id, press))


def keys(client: FlaskClient, link: str, query: str = "") -> set[str]:
    page = client.get(f"{link}/agenda{query}").text
    return {key for key in ("opening", "plenary-1", "dinner") if f'<li id="{key}"' in page}


def feed(client: FlaskClient, registration: UUID) -> set[str]:
    answer = client.get(f"/c/{calendars.feed_for(registration)}.ics?lang=fr")
    return {str(one["SUMMARY"]) for one in icalendar.Calendar.from_ical(answer.data).walk("VEVENT")}


def test_a_star_gathers_a_session_here_and_in_the_feed(client: FlaskClient, link: str, press: UUID) -> None:
    assert keys(client, link) == {"opening", "dinner"}
    assert keys(client, link, "?all=1") == {"opening", "plenary-1", "dinner"}
    for value, there in (("yes", True), ("yes", True), ("no", False)):
        answer = client.post(f"{link}/agenda/plenary-1", data={"star": value})
        assert answer.status_code == 302
        assert answer.location.endswith("/agenda#plenary-1")
        assert ("plenary-1" in keys(client, link)) is there
        assert ("Plénière 1" in feed(client, press)) is there


def test_a_star_goes_back_to_where_it_was_set(client: FlaskClient, link: str) -> None:
    data = {"star": "yes", "back": "session"}
    assert client.post(f"{link}/agenda/plenary-1", data=data).location.endswith("/sessions/plenary-1")
    data = {"star": "yes", "all": "1"}
    assert client.post(f"{link}/agenda/plenary-1", data=data).location.endswith("/agenda?all=1#plenary-1")


def test_nobody_stars_what_is_not_there_or_for_somebody_else(
    client: FlaskClient, link: str, event_id: UUID, press: UUID
) -> None:
    assert client.post(f"{link}/agenda/nothing", data={"star": "yes"}).status_code == 404
    assert client.post("/p/guessed/agenda/opening", data={"star": "yes"}).status_code == 404
    other = people.approved(event_id, 1, category="press")
    client.post(f"{link}/agenda/plenary-1", data={"star": "yes"})
    assert queries.stars(other.id) == frozenset()


def test_the_address_of_the_feed_can_be_renewed(client: FlaskClient, link: str, press: UUID) -> None:
    old = calendars.feed_for(press)
    assert f"/c/{old}.ics" in client.get(f"{link}/agenda").text
    client.post(f"{link}/calendar", data={"act": "renew"})
    assert client.get(f"/c/{old}.ics").status_code == 404
    assert client.get(f"/c/{calendars.feed_for(press)}.ics").status_code == 200


def test_one_tap_subscribes_to_the_usual_calendars(client: FlaskClient, link: str, press: UUID) -> None:
    page, token = client.get(f"{link}/agenda").text, calendars.feed_for(press)
    assert f"webcal://127.0.0.1:8000/c/{token}.ics" in page
    assert (
        f"https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2F127.0.0.1%3A8000%2Fc%2F{token}.ics"
        in page
    )
    assert "https://outlook.live.com/calendar/0/addfromweb?url=http%3A%2F%2F" in page


def test_invitations_begin_and_end_on_the_page(client: FlaskClient, link: str, press: UUID) -> None:
    for act, wanted in (("invite", True), ("no-invitations", False), ("nonsense", False)):
        client.post(f"{link}/calendar", data={"act": act})
        assert queries.wants_invitations(press) is wanted


def test_who_withdrew_has_no_agenda_of_their_own(client: FlaskClient, link: str, press: UUID) -> None:
    registering.withdraw(press)
    for path in ("/agenda", "/sessions/opening"):
        assert client.get(link + path).status_code == 404
    for path in ("/agenda/opening", "/calendar"):
        assert client.post(link + path, data={"star": "yes", "act": "renew"}).status_code == 404


def test_a_room_has_a_feed(client: FlaskClient, event_id: UUID) -> None:
    found = icalendar.Calendar.from_ical(client.get("/meeting/rooms/hall.ics?lang=fr").data).walk("VEVENT")
    assert [str(one["SUMMARY"]) for one in found] == ["Ouverture", "Plénière 1"]
    assert client.get("/meeting/rooms/cellar.ics").status_code == 404


def test_a_feed_shows_the_events_picture(client: FlaskClient, event_id: UUID) -> None:
    read = icalendar.Calendar.from_ical(client.get("/meeting/calendar.ics?lang=fr").data)
    assert read["IMAGE"].endswith("/meeting/picture-fr.png")
    assert read["IMAGE"].params["DISPLAY"] == "BADGE"


NOTE = b"%PDF-1.4\nnote\n%%EOF\n"


def add_document(event_id: UUID, audience: Audience, key: str = "opening") -> None:
    """A note in French at the opening, or at another session."""
    kept = storage.keep(event_id, BytesIO(NOTE), "note.pdf")
    with atomic() as session:
        at = session.query(Session).filter_by(event_id=event_id, key=key).one()
        storage.claim(event_id, kept.key)
        row = SessionDocument(
            event_id=event_id, session_id=at.id, position=0, key=f"note-{audience}", audience=audience.value,
            title=Text(fr=f"Note {audience}"),
        )  # fmt: skip
        session.add(row)
        session.flush()
        session.add(DocumentFile(document_id=row.id, language="fr", file=kept.key, uploaded_at=clock.now()))


def test_documents_are_for_those_whom_they_are_for(client: FlaskClient, link: str, event_id: UUID) -> None:
    for audience in Audience:
        add_document(event_id, audience)
    public = client.get("/meeting/sessions/opening?lang=fr").text
    own = client.get(f"{link}/sessions/opening?lang=fr").text
    readers = {"public": (True, True), "delegates": (False, True), "desk": (False, False)}
    for audience, (for_all, for_delegates) in readers.items():
        assert (f"Note {audience}" in public) is for_all
        assert (f"Note {audience}" in own) is for_delegates
        statuses = [
            client.get(f"{base}/documents/note-{audience}/fr").status_code for base in ("/meeting", link)
        ]
        assert statuses == [200 if there else 404 for there in (for_all, for_delegates)]
    assert "arabe, anglais" in public  # what is missing is said
    answer = client.get(f"{link}/documents/note-delegates/fr")
    assert answer.data == NOTE
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_document_of_a_draft_is_as_unseen_as_its_session(
    client: FlaskClient, link: str, event_id: UUID
) -> None:
    drafted = replace(meeting().sessions[0], key="secret")
    document = replace(meeting(), sessions=(*meeting().sessions, drafted))
    service.import_document(document)
    add_document(event_id, Audience.PUBLIC, "secret")
    addresses = [f"{base}/documents/note-public/fr" for base in ("/meeting", link)]
    assert [client.get(one).status_code for one in addresses] == [404, 404]
    service.import_document(document, publish=True)
    assert [client.get(one).status_code for one in addresses] == [200, 200]


def test_pages_cost_the_same_for_many_sessions_as_for_few(client: FlaskClient, db: SQLAlchemy) -> None:
    counts = []
    for slug, number in (("few", 3), ("many", 60)):
        document = meeting(slug=slug)
        many = tuple(replace(document.sessions[0], key=f"s{place}") for place in range(number))
        event = service.import_document(replace(document, sessions=many), publish=True).event_id
        delegate = people.approved(event)
        own = "/p/" + registrations.link_token(registrations.get(event, delegate.id))
        paths = (
            f"/{slug}/agenda?kind=opening",
            f"/{slug}/sessions/s1",
            f"{own}/agenda?all=1",
            f"/{slug}/now",
        )
        for path in paths:
            client.get(path)  # thaws the version, once a process
        with counting() as seen:
            for path in (f"/{slug}/agenda?kind=", f"/{slug}/sessions/s2", *paths[2:]):
                assert client.get(path).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]

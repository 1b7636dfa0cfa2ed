"""The agenda's desk: standings, what lacks in which language, publishing."""

from __future__ import annotations

from datetime import time
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from werkzeug.test import TestResponse

from app.agenda import queries, service
from app.agenda.rules import DayPart, DocumentPart, RoomPart, SpeakerPart
from app.audit import queries as journal
from app.events.models import Event
from app.kernel import guard
from app.kernel.guard import Actor
from app.kernel.i18n import Text
from tests.support.meetings import meeting, with_many, with_session
from tests.support.statements import counting

PAGE = "/desk/meeting/agenda"


@pytest.fixture
def event_id(db: SQLAlchemy) -> UUID:
    return service.import_document(meeting(), publish=True).event_id


def allow(app: Flask, event_id: UUID, *permissions: str) -> None:
    granted = {event_id: frozenset({"desk.view", *permissions})}
    guard.register_loader(app, lambda: Actor("user", name="Amina", grants=granted))


def publish(client: FlaskClient, tell: str = "nobody", **more: str) -> TestResponse:
    """Look at the list of changes and publish it, as its form does."""
    page = client.get(f"{PAGE}/publish?lang=en").text
    digest = page.partition('name="digest" value="')[2].partition('"')[0]
    answer: TestResponse = client.post(
        f"{PAGE}/publish?lang=en", data={"digest": digest, "tell": tell, **more}, follow_redirects=True
    )
    return answer


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_desk_shows_the_draft(app: Flask, event_id: UUID, client: FlaskClient, language: str) -> None:
    allow(app, event_id, "agenda.view")
    page = client.get(f"{PAGE}?lang={language}").text
    for title in (session.title[language] for session in meeting().sessions):
        assert title in page


def test_a_stranger_is_asked_to_sign_in(event_id: UUID, client: FlaskClient) -> None:
    assert client.get(PAGE).status_code == 302
    assert client.post(f"{PAGE}/publish").status_code == 302


def test_who_may_only_look_cannot_publish(app: Flask, event_id: UUID, client: FlaskClient) -> None:
    service.import_document(with_session(meeting(), "opening", starts=time(9)))
    allow(app, event_id, "agenda.view")
    assert f'href="{PAGE}/publish"' not in client.get(PAGE).text
    assert client.post(f"{PAGE}/publish").status_code == 403


def test_publishing_shows_the_draft_and_names_who_did_it(
    app: Flask, event_id: UUID, client: FlaskClient
) -> None:
    service.import_document(with_session(meeting(), "opening", starts=time(9)))
    allow(app, event_id, "agenda.view", "agenda.edit")
    page = client.get(f"{PAGE}?lang=en").text
    assert f'href="{PAGE}/publish"' in page
    assert "Changed since" in page
    answer = publish(client, "everyone").text
    assert "version 2" in answer
    assert "Changed since" not in client.get(f"{PAGE}?lang=en").text
    newest = journal.entries(journal.Filter(event_id))[0]
    assert newest.content is not None
    assert (newest.action, newest.content["actor"]) == ("agenda.published", "Amina")
    assert newest.content["after"]["moved"] == ["opening"]
    assert newest.content["after"]["tell"] == "everyone"


def test_what_lacks_a_language_is_listed(app: Flask, event_id: UUID, client: FlaskClient) -> None:
    lacking = with_session(meeting(theme=Text(fr="Les villes")), "dinner", title=Text(fr="Dîner de gala"))
    service.import_document(lacking, force=True)
    allow(app, event_id, "agenda.view")
    page = client.get(f"{PAGE}?lang=en").text
    assert page.count("Arabic, English") == 3  # the session's line and both texts
    assert '<bdi lang="fr">Les villes</bdi>' in page


def test_a_complete_event_lacks_nothing(db: SQLAlchemy, event_id: UUID) -> None:
    report = service.import_document(meeting())
    assert report.missing == ()


def test_the_desk_costs_the_same_for_any_size(app: Flask, db: SQLAlchemy, client: FlaskClient) -> None:
    sizes, granted = (2, 40), {}
    guard.register_loader(app, lambda: Actor("user", grants=granted))
    for number in sizes:
        event_id = service.import_document(with_many(number, f"of-{number}")).event_id
        granted[event_id] = frozenset({"desk.view", "agenda.view"})
    costs = []
    for number in sizes:
        with counting() as statements:
            assert client.get(f"/desk/of-{number}/agenda").status_code == 200
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_the_desk_says_that_nothing_is_published_yet(app: Flask, db: SQLAlchemy, client: FlaskClient) -> None:
    event_id = service.import_document(meeting()).event_id
    allow(app, event_id, "agenda.view", "agenda.edit")
    page = client.get(f"{PAGE}?lang=en").text
    assert "Nothing is published yet" in page
    assert "Not published yet" in page
    publish(client)
    assert db.session.get_one(Event, event_id).published_at is not None
    assert queries.published(event_id)


def test_texts_of_every_part_are_listed_where_they_lack_a_language(
    app: Flask, event_id: UUID, client: FlaskClient
) -> None:
    half = Text(fr="La moitié")
    service.save_speaker(event_id, None, SpeakerPart(key="", name_latin="A", biography=half))
    service.save_days(event_id, [DayPart(day=1, opens=time(8), closes=time(20), title=half)], [])
    service.save_document(event_id, None, DocumentPart(key="", session="opening", title=half))
    service.save_room(event_id, None, RoomPart(key="", name=half))
    allow(app, event_id, "agenda.view")
    assert client.get(f"{PAGE}?lang=en").text.count('<bdi lang="fr">La moitié</bdi>') == 4

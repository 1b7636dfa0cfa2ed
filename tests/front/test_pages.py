"""The first page, an event's page and the way back to one's own page, as visitors get them."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app.agenda import service as agenda
from app.front import jobs
from app.kernel import jobs as kernel_jobs
from app.registration import service
from tests.support import people
from tests.support.meetings import meeting
from tests.support.statements import counting


@pytest.fixture
def event_id(db: SQLAlchemy) -> UUID:
    return agenda.import_document(meeting(), publish=True).event_id


def test_without_any_meeting_the_first_page_says_what_comes_next(db: SQLAlchemy, client: FlaskClient) -> None:
    page = client.get("/?lang=en")
    assert (page.status_code, "No meeting is published yet." in page.text) == (200, True)
    assert 'href="/desk/sign-in' in page.text


@pytest.mark.parametrize(
    ("language", "title"), [("ar", "الاجتماع السنوي"), ("fr", "Réunion annuelle"), ("en", "Annual meeting")]
)
def test_with_a_single_meeting_the_first_page_is_that_meeting(
    event_id: UUID, client: FlaskClient, language: str, title: str
) -> None:
    page = client.get(f"/?lang={language}")
    assert page.status_code == 200  # ?lang= answers directly, here too
    assert f"<h1>{title}</h1>" in page.text
    assert 'href="/?lang=fr"' in page.text
    assert 'href="/meeting/?lang=fr"' in client.get(f"/meeting/?lang={language}").text
    assert f"<h1>{title}</h1>" in client.get("/").text  # remembered


def test_with_several_the_first_page_lists_them_the_latest_first(event_id: UUID, client: FlaskClient) -> None:
    client.get("/?lang=en")
    agenda.import_document(meeting(slug="second"), publish=True)
    agenda.import_document(meeting(slug="draft"))
    page = client.get("/?lang=en").text
    assert 'href="/meeting/"' in page
    assert 'href="/second/"' in page
    assert "/draft/" not in page


def test_an_event_that_was_seen_is_shown_again_for_one_statement(event_id: UUID, client: FlaskClient) -> None:
    client.get("/meeting/?lang=fr")
    with counting() as seen:
        assert client.get("/meeting/?lang=fr").status_code == 200
    assert len(seen) == 1, "\n".join(seen)


def test_who_asks_for_a_link_again_is_not_told_who_is_known(
    app: Flask, event_id: UUID, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(kernel_jobs, "enqueue", lambda kind, *said: asked.append((kind, *said)))
    answers = {
        client.post("/meeting/my-link?lang=fr", data={"email": f"{who}@example.org"}).text for who in "ab"
    }
    assert len(answers) == 1
    assert asked == [(jobs.SEND_LINKS, str(event_id), f"{who}@example.org") for who in "ab"]
    faulty = client.post("/meeting/my-link?lang=fr", data={"email": "nobody"})
    assert (faulty.status_code, 'value="nobody"' in faulty.text) == (422, True)


def test_a_link_cannot_be_asked_for_without_end(event_id: UUID, client: FlaskClient) -> None:
    codes = [client.post("/meeting/my-link", data={"email": "a@example.org"}).status_code for _ in range(4)]
    assert codes == [200, 200, 200, 429]


def test_a_meeting_that_is_not_published_is_nowhere(db: SQLAlchemy, client: FlaskClient) -> None:
    agenda.import_document(replace(meeting()))
    assert [
        client.get(page).status_code for page in ("/meeting/", "/meeting/agenda", "/meeting/register")
    ] == [404] * 3


def test_the_desks_figures_agree_with_their_numbers(app: Flask, event_id: UUID) -> None:
    people.all_approved(event_id, 2)
    page = people.desk(app, event_id, "owner").get("/desk/meeting/?lang=fr").text
    assert "<dt>approuvées</dt><dd><bdi>2</bdi>" in page
    people.approved(event_id, 2)
    service.refuse(event_id, [people.register(event_id, 3)], "Salle comble")
    page = people.desk(app, event_id, "organiser").get("/desk/meeting/?lang=fr").text
    assert "<dt>refusée</dt><dd><bdi>1</bdi>" in page

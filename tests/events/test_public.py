"""How an address becomes an event, for whom, and the colours that it carries."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app.agenda import service
from app.events import service as events
from app.kernel import guard
from app.kernel.guard import Actor
from tests.support.meetings import meeting


@pytest.fixture
def event_id(db: SQLAlchemy) -> UUID:
    return service.import_document(meeting(), publish=True).event_id


def test_a_former_address_redirects_for_good(event_id: UUID, client: FlaskClient) -> None:
    events.rename(event_id, "renamed")
    answer = client.get("/meeting/agenda?lang=fr")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/renamed/agenda?lang=fr")


def test_a_form_sent_to_a_former_address_is_sent_on_as_it_is(event_id: UUID, client: FlaskClient) -> None:
    events.rename(event_id, "renamed")
    answer = client.post("/desk/meeting/agenda/publish")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/desk/renamed/agenda/publish")


@pytest.mark.parametrize("page", ["agenda", "accent.css", "calendar.ics", "schedule.json", "schedule.xml"])
def test_an_unpublished_event_does_not_exist_for_the_public(
    db: SQLAlchemy, client: FlaskClient, page: str
) -> None:
    service.import_document(meeting())
    assert client.get(f"/meeting/{page}").status_code == 404


def test_the_desk_sees_an_unpublished_event(app: Flask, db: SQLAlchemy, client: FlaskClient) -> None:
    event_id = service.import_document(meeting()).event_id
    guard.register_loader(app, lambda: Actor("user", grants={event_id: frozenset({"desk.view"})}))
    assert client.get("/meeting/agenda").status_code == 200


def test_the_desk_of_another_event_does_not(app: Flask, db: SQLAlchemy, client: FlaskClient) -> None:
    service.import_document(meeting())
    other = service.import_document(meeting(slug="other")).event_id
    guard.register_loader(app, lambda: Actor("user", grants={other: frozenset({"desk.view"})}))
    assert client.get("/meeting/agenda").status_code == 404


def test_the_sheet_carries_accent_and_categories(event_id: UUID, client: FlaskClient) -> None:
    sheet = client.get("/meeting/accent.css")
    assert sheet.mimetype == "text/css"
    assert "--accent:#0b6b58" in sheet.text
    assert ".category-press{--category:#a23b3b}" in sheet.text


def test_the_sheet_lasts_under_its_version_only(event_id: UUID, client: FlaskClient) -> None:
    assert "immutable" in client.get("/meeting/accent.css?v=2").headers["Cache-Control"]
    assert client.get("/meeting/accent.css?v=1").headers["Cache-Control"] == "no-cache"

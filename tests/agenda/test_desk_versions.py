"""Copies, moves and versions at the desk."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app.agenda import queries, service
from app.agenda.rules import SessionPart
from app.events import queries as events
from tests.support import people
from tests.support.filled import DESK, fields, save
from tests.support.meetings import meeting


@pytest.fixture
def event_id(db: SQLAlchemy) -> UUID:
    return people.hold()


@pytest.fixture
def desk(app: Flask, event_id: UUID) -> FlaskClient:
    """Somebody who organises."""
    return people.desk(app, event_id, "organiser")


def part(event_id: UUID, key: str) -> SessionPart:
    return next(one for one in queries.document(event_id).sessions if one.key == key)


def test_the_whole_meeting_moves_and_everyone_is_told(desk: FlaskClient, event_id: UUID) -> None:
    answer = desk.post(
        f"{DESK}/event/move?lang=en", data={"days": "7", "tell": "everyone"}, follow_redirects=True
    )
    assert "version 2 is published" in answer.text
    newest = queries.find_publication(event_id)
    assert newest is not None
    assert (newest.number, newest.tell) == (2, "everyone")
    assert {one.sequence for one in newest.sessions} == {1}
    assert desk.post(f"{DESK}/event/move", data={"days": "0", "tell": "everyone"}).status_code == 422


def test_a_move_does_not_publish_what_clashes(desk: FlaskClient, event_id: UUID) -> None:
    desk.post(f"{DESK}/event/copy-day", data={"from_day": "1", "to_day": "2"})
    save(desk, "sessions/plenary-1-2", starts="09:45", ends="10:45", reason="")
    service.copy_day(event_id, 2, 1)  # two openings at once in the same hall
    asked = desk.post(f"{DESK}/event/move?lang=en", data={"days": "7", "tell": "everyone"})
    assert (asked.status_code, "changes that clash" in asked.text, 'value="7"' in asked.text) == (
        409,
        True,
        True,
    )
    newest = queries.find_publication(event_id)
    assert newest is not None
    assert newest.number == 1
    assert events.get_event(event_id).starts == meeting().event.starts


def test_an_event_is_copied_with_new_uids_and_nobody_registered(desk: FlaskClient, event_id: UUID) -> None:
    people.approved(event_id)
    answer = desk.post(f"{DESK}/event/copy", data={"slug": "next-year", "first": "2028-03-23"})
    assert answer.status_code == 303
    copy = events.find_event("next-year")
    assert copy is not None
    assert copy.published_at is None
    uids = [{row.uid for row in queries.sessions(one)} for one in (event_id, copy.id)]
    assert len(uids[1]) == 3
    assert not uids[0] & uids[1]
    assert queries.directory().headcount(copy.id).total == 0
    assert desk.get("/desk/next-year/agenda").status_code == 200  # whoever copies works there too
    assert (
        desk.post(f"{DESK}/event/copy", data={"slug": "next-year", "first": "2028-03-23"}).status_code == 422
    )


def test_a_day_is_copied_onto_another(desk: FlaskClient, event_id: UUID) -> None:
    desk.post(f"{DESK}/event/copy-day", data={"from_day": "1", "to_day": "2"})
    copied = {one.key for one in queries.document(event_id).sessions if one.day == 2}
    assert copied == {"dinner", "opening-2", "plenary-1-2"}


def test_versions_are_compared_and_taken_back(desk: FlaskClient, event_id: UUID) -> None:
    save(desk, "sessions/plenary-1", starts="14:30", ends="16:30")
    assert "\u206614:00\u2069 → \u206614:30\u2069, room unchanged" in desk.get(f"{DESK}/publish?lang=en").text
    service.publish(event_id)
    compared = desk.get(f"{DESK}/versions/compare?lang=en&from=1&to=2").text
    assert "room unchanged" in compared
    assert "Moved" in desk.get(f"{DESK}/versions/1/restore?lang=en").text
    assert desk.post(f"{DESK}/versions/1/restore").status_code == 303
    assert part(event_id, "plenary-1") == meeting().sessions[1]
    desk.post(f"{DESK}/event/copy-day", data={"from_day": "2", "to_day": "1"})
    asked = desk.get(f"{DESK}/versions/1/restore?lang=en").text
    assert "What is called off" in asked
    assert "Dinner</bdi>" in asked
    for path in ("versions", "versions/compare?from=2&to=draft", "versions/compare?from=99"):
        assert desk.get(f"{DESK}/{path}").status_code in (200, 404)


def test_what_is_published_is_what_was_shown(desk: FlaskClient, event_id: UUID) -> None:
    save(desk, "sessions/opening", title_fr="Une")
    digest = fields(desk.get(f"{DESK}/publish").text)["digest"]
    save(desk, "sessions/opening", title_fr="Deux")
    refused = desk.post(f"{DESK}/publish?lang=en", data={"digest": digest, "tell": "nobody"})
    assert refused.status_code == 409
    assert "Somebody changed the draft" in refused.text
    assert len(queries.versions(event_id)) == 1

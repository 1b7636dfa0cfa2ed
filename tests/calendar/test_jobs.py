"""What happens behind a publication: each nudge once, after the commit, and the minute's look for what was lost."""

from __future__ import annotations

from datetime import time
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.agenda.rules import Tell
from app.calendar import jobs
from app.calendar import service as calendars
from app.calendar.service.invitations import FOLLOW
from app.calendar.service.notices import TELL
from app.registration import service as registrations
from tests.calendar.conftest import Publish, outbox
from tests.support import people
from tests.support.meetings import meeting, with_session
from tests.support.statements import counting

LATER = with_session(meeting(), "opening", starts=time(9))


@pytest.fixture
def nudges(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What is asked of the queue, written down and not done."""
    asked: list[tuple[Any, ...]] = []
    monkeypatch.setitem(app.extensions, "enqueue", lambda *task: asked.append(task))
    return asked


@pytest.mark.parametrize("tell", Tell)
def test_a_publication_nudges_once(
    event_id: UUID, publish: Publish, nudges: list[tuple[Any, ...]], tell: Tell
) -> None:
    number = publish(LATER, tell)
    told = [(TELL, str(event_id), number)] if tell is not Tell.NOBODY else []
    assert nudges == [(FOLLOW, str(event_id)), *told]


def test_many_approvals_at_once_are_one_nudge(event_id: UUID, nudges: list[tuple[Any, ...]]) -> None:
    waiting = [people.register(event_id, number) for number in range(5)]
    nudges.clear()
    registrations.approve(event_id, waiting)
    assert nudges.count((FOLLOW, str(event_id))) == 1


def test_the_minute_finds_what_lost_its_nudge(
    event_id: UUID, publish: Publish, nudges: list[tuple[Any, ...]]
) -> None:
    delegate = people.approved(event_id)
    calendars.ask_for_invitations(delegate.id)
    publish(LATER, Tell.CONCERNED)
    for _minute in range(2):
        jobs.follow_all()
    assert len(outbox(calendars.CHANGES)) == 1
    assert len(outbox(calendars.INVITATION)) == 3


def test_a_phone_that_asks_again_costs_four_statements(event_id: UUID, client: FlaskClient) -> None:
    path = f"/c/{calendars.feed_for(people.approved(event_id).id)}.ics"
    kept = {"If-None-Match": client.get(path).headers["ETag"]}
    with counting() as statements:
        assert client.get(path, headers=kept).status_code == 304
    assert len(statements) == 4


def test_an_open_page_that_asks_again_costs_one(event_id: UUID, client: FlaskClient) -> None:
    kept = {"If-None-Match": client.get("/meeting/version").headers["ETag"]}
    with counting() as statements:
        assert client.get("/meeting/version", headers=kept).status_code == 304
    assert len(statements) == 1

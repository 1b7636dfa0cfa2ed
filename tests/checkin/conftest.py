"""A meeting with a door, and what a device sends from it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.checkin import service
from app.checkin.models import Scan
from app.kernel import clock
from app.kernel.db import db as database
from tests.support.people import Delegate, hold

Json = dict[str, Any]


def ago(minutes: float) -> str:
    """A moment of the recent past, as a device writes it."""
    return clock.stamp(clock.instant(clock.now() - timedelta(minutes=minutes)))


def line(code: str | Delegate, **changes: Any) -> Json:
    """One scan as a device sends it: in, at the opening, a minute ago."""
    said = code.code if isinstance(code, Delegate) else code
    return {"id": str(uuid4()), "code": said, "checkpoint": "opening", "at": ago(1)} | changes


class Door:
    """A paired device of an event."""

    def __init__(self, app: Flask, event_id: UUID, name: str = "Door A", **pairing: Any) -> None:
        """Pair it with all checkpoints, or as `pairing` says."""
        self.client, self.event_id = app.test_client(), event_id
        made = service.pair(event_id, name, pairing.pop("checkpoints", []), **pairing)
        self.pairing, self.link, self.token = made.id, made.link, made.token

    def post(self, *lines: object, slug: str = "meeting", **body: Any) -> TestResponse:
        """Send a batch; the whole answer."""
        return post(self.client, self.token, *lines, slug=slug, **body)

    def scan(self, *lines: object, **body: Any) -> list[Json]:
        """Send a batch that is taken; its results."""
        answer = self.post(*lines, **body)
        assert answer.status_code == 200, answer.text
        results: list[Json] = answer.get_json()["results"]
        return results

    def outcomes(self, *lines: object, **body: Any) -> list[str]:
        """The same, of each result only the outcome."""
        return [one["outcome"] for one in self.scan(*lines, **body)]


def post(client: Any, token: str, *lines: object, slug: str = "meeting", **body: Any) -> TestResponse:
    """A batch with any bearer token."""
    address, bearer = f"/api/v1/events/{slug}/scans", {"Authorization": f"Bearer {token}"}
    answer: TestResponse = client.post(address, json={"scans": list(lines)} | body, headers=bearer)
    return answer


def log(event_id: UUID) -> list[Scan]:
    """The event's log of scans, in the order of its chain."""
    database.session.rollback()  # what other threads wrote is seen by a new transaction only
    query = select(Scan).where(Scan.event_id == event_id).order_by(Scan.number)
    return list(database.session.scalars(query.execution_options(populate_existing=True)))


@pytest.fixture
def event_id(app: Flask, db: SQLAlchemy) -> UUID:
    """The meeting, published."""
    return hold()


@pytest.fixture
def door(app: Flask, event_id: UUID) -> Door:
    """A device that may scan everywhere."""
    return Door(app, event_id)

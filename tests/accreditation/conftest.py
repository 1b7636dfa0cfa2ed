"""The event and the delegates of the registration's tests, seen from the desk."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accreditation.views import acts, importing
from app.kernel.db import db as database
from app.registration import service
from tests.registration.conftest import event_id, registered, signed_in


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short work is waited for until it is done, however busy the machine of the tests is."""
    for pages in (acts, importing):
        monkeypatch.setattr(pages, "SOON", 60.0)


@pytest.fixture
def desk(app: Flask, event_id: UUID) -> FlaskClient:
    """Somebody of the accreditation desk, signed in."""
    delegates = "delegates.view delegates.decide delegates.edit delegates.export"
    return signed_in(
        app, event_id, *delegates.split(), "desk.view", "batches.run", "mail.send", "badges.print"
    )


@pytest.fixture
def three(app: Flask, event_id: UUID) -> list[UUID]:
    """Three delegates: a mayor of Nouakchott, a journalist of Sfax, one of another city who is approved."""
    with app.app_context():
        made = [
            registered(event_id),
            registered(
                event_id, name_ar="زينب بن علي", name_latin="", category="press", country="TN", city="Sfax"
            ),
            registered(event_id, name_ar="", name_latin="Aminata Sow", city="Kaédi", email="a@example.org"),
        ]
        service.approve(event_id, made[2:])
        database.session.remove()
    return made


__all__ = ["desk", "event_id", "three"]

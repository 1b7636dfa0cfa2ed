"""A meeting whose agenda is published again and again, with delegates who follow it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from app.agenda import service
from app.agenda.rules import EventDocument, Tell
from app.kernel.db import db as database
from app.mail.models import OutboxMail
from app.mail.rules import Composed
from app.mail.service.composing import compose
from tests.support.meetings import meeting

Publish = Callable[..., int]


@pytest.fixture
def event_id(db: SQLAlchemy) -> UUID:
    """The small meeting, published once: opening for all, plenary-1 for mayors, dinner for all."""
    return service.import_document(meeting(), publish=True).event_id


@pytest.fixture
def publish(event_id: UUID) -> Publish:
    """Publish a document of the meeting and choose whom to tell; the number of the version."""

    def act(document: EventDocument, tell: Tell = Tell.NOBODY, **options: Any) -> int:
        service.import_document(document, **options)
        done = service.publish(event_id, tell)
        assert done is not None
        return done.number

    return act


def outbox(occasion: str) -> list[OutboxMail]:
    """The mails of an occasion, in the order in which they were queued."""
    query = select(OutboxMail).where(OutboxMail.occasion == occasion)
    return list(database.session.scalars(query.order_by(OutboxMail.created_at, OutboxMail.id)))


def composed(mail: OutboxMail) -> Composed | None:
    """The words of a mail, as when it leaves."""
    return compose(mail)


__all__ = ["Flask", "Publish", "composed", "outbox"]

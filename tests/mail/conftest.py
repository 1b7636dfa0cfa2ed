"""A mail server that the application knows, and words for an occasion of the tests' own."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.kernel import clock
from app.kernel.db import atomic
from app.kernel.i18n import current_language
from app.mail import service
from app.mail.models import OutboxMail
from app.mail.rules import Attachment, Composed
from app.mail.service import composing
from config import Smtp
from tests.support.smtp import Mailbox

EVENT = UUID("018f0000-0000-7000-8000-000000000001")
ARABIC = "تمت الموافقة"


def hello(mail: OutboxMail) -> Composed:
    """Words in the mail's language, with a picture and a file."""
    return Composed(
        subject=f"{ARABIC} {mail.params.get('number', '')} {current_language()}",
        text=f"{ARABIC}\nhttps://multaqa.example/p/secret",
        html=f'<html dir="rtl"><p>{ARABIC} <img src="cid:code"></p></html>',
        attachments=(
            Attachment("code.png", "image/png", b"picture", content_id="code"),
            Attachment("جلسات.ics", "text/calendar; method=PUBLISH", b"BEGIN:VCALENDAR\r\n"),
        ),
        sender_name="الملتقى",
        reply_to="contact@example.mr",
    )


@pytest.fixture(autouse=True)
def occasions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Composers that a test registers are gone after it; `hello` is there."""
    monkeypatch.setattr(composing, "_composers", {"hello": hello})
    monkeypatch.setattr(composing, "_labels", {"hello": "A greeting"})


@pytest.fixture
def server(app: Flask, mailbox: Mailbox) -> Mailbox:
    """A mail server set for the application."""
    smtp = Smtp("127.0.0.1", mailbox.port, sender="post@example.org")
    config = replace(app.config["CONFIG"], smtp=smtp, public_url="https://multaqa.example")
    app.config["CONFIG"] = config
    return mailbox


def queued(to: str = "amina@example.mr", occasion: str = "hello", **params: object) -> UUID:
    """A mail in the outbox, by its id."""
    with atomic():
        mail = service.queue(
            occasion, event_id=EVENT, subject_id=uuid4(), to=to, language="ar", params=params
        )
    return mail.id


def queue_many(number: int) -> None:
    """So many mails in the outbox."""
    with atomic():
        for each in range(number):
            queued(number=each)


def read(db: SQLAlchemy, mail_id: UUID) -> OutboxMail:
    """The row as it stands now."""
    db.session.rollback()
    db.session.expire_all()
    mail = db.session.get(OutboxMail, mail_id)
    assert mail is not None
    return mail


def deliver() -> None:
    """What the worker does."""
    service.deliver_due(clock.now())

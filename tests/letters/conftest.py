"""A meeting with people, a mail server, and what the background does."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.batches import service as batches
from app.kernel import clock
from app.letters import queries, service
from app.letters.models import Sending
from app.letters.queries import Wanted, Words
from app.mail import service as mails
from config import Smtp
from tests.support import people
from tests.support.smtp import Mailbox

WORDS = {
    "fr": Words(
        "Informations pratiques · {title}",
        "Bonjour {name},\n\nRendez-vous à *{venue}*.\n\n{link}",
    ),
    "ar": Words("معلومات عملية · {title}", "تحية طيبة {name}،\n\nنلتقي في *{venue}*.\n\n{link}"),
}


@pytest.fixture
def event(db: SQLAlchemy) -> UUID:
    """The small meeting."""
    return people.hold()


@pytest.fixture
def server(app: Flask, mailbox: Mailbox) -> Mailbox:
    """A mail server set for the application."""
    smtp = Smtp("127.0.0.1", mailbox.port, sender="post@example.org")
    app.config["CONFIG"] = replace(app.config["CONFIG"], smtp=smtp, public_url="https://multaqa.example")
    return mailbox


def draft(event: UUID, letter_kind: str = "", **wanted: tuple[str, ...]) -> Sending:
    """A mail to those whom a filter names, in Arabic and French."""
    return service.save_draft(event, None, Wanted(**wanted), WORDS, letter_kind)


def sent(event: UUID, sending: Sending) -> None:
    """Send it as the worker does, to the end."""
    begun = service.send(event, sending.id, "/desk/")
    assert begun.batch_id is not None
    assert not batches.hurry(begun.batch_id, 60)


def deliver() -> None:
    """Let every mail of the outbox leave."""
    mails.deliver_due(clock.now())


def text_in(content: bytes) -> str:
    """The text of all pages of a PDF, as a reader takes it out."""
    import pypdfium2  # beside the only function that reads a PDF back

    document = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def letter_text(event: UUID, letter_id: UUID) -> str:
    """The text of an issued letter."""
    return text_in(queries.content(queries.get_letter(event, letter_id)))

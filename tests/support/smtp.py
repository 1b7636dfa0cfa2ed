"""A real SMTP server that keeps what it is sent, and refuses when a test tells it to."""

from __future__ import annotations

import email.policy
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support.keeper import free_port, wait_until


class Mailbox:
    """Mails in the order they came; `answers` (such as "451 later") are given in turn, instead of taking."""

    def __init__(self, port: int) -> None:
        """Begin empty, on this port of 127.0.0.1."""
        self.port = port
        self.mails: list[EmailMessage] = []
        self.envelopes: list[Envelope] = []
        self.answers: list[str] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Take or refuse one mail."""
        if self.answers:
            return self.answers.pop(0)
        parsed = message_from_bytes(cast(bytes, envelope.original_content), policy=email.policy.default)
        self.mails.append(parsed)
        self.envelopes.append(envelope)
        return "250 OK"

    def wait(self, count: int, seconds: float = 15) -> list[EmailMessage]:
        """The mails, once there are at least this many; raises TimeoutError."""
        wait_until(lambda: len(self.mails) >= count, f"the arrival of mail {count}", seconds)
        return self.mails

    def to(self, address: str) -> list[EmailMessage]:
        """The mails for one address."""
        return [mail for mail in self.mails if address in str(mail["To"])]


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    """The body of a mail as text, `plain` or `html`; '' where it has none of the kind."""
    body = mail.get_body((kind,))
    return "" if body is None else str(cast(EmailMessage, body).get_content())


@contextmanager
def serving() -> Iterator[Mailbox]:
    """An SMTP server on a free port."""
    mailbox = Mailbox(free_port())
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port, enable_SMTPUTF8=True)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()

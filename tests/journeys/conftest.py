"""The whole program as it is run: server, mail and demo meeting, once for a journey."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import server, smtp

PASSWORD = "trois mots bien choisis"


class Meeting:
    """A running meeting with its mailbox, and the ways in that commands give."""

    def __init__(self, running: server.Server, mailbox: smtp.Mailbox) -> None:
        """Keep both."""
        self.server, self.mailbox = running, mailbox

    @property
    def url(self) -> str:
        """Where it is served."""
        return self.server.url


@pytest.fixture
def meeting(tmp_path: Path, mailbox: smtp.Mailbox) -> Iterator[Meeting]:
    """The reference meeting with 40 invented delegates, on a server that mails to a real SMTP server."""
    settings = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(mailbox.port)}
    with server.serving(tmp_path / "instance", **settings) as running:
        running.flask("demo", "--delegates", "40")
        yield Meeting(running, mailbox)

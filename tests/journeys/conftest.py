"""The whole program as it is run: server, mail and demo meeting, once for a journey."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

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

    def sign_in(self, page: Page, role: str = "owner") -> None:
        """Take the way of somebody new at the desk: the link of their account, a password, and there they are."""
        whose = () if role == "owner" else ("--event", "nouakchott")
        made = self.server.flask("user", "add", "desk@example.org", "--role", role, *whose, "--json")
        page.goto(json.loads(made)["url"])
        page.fill("#password", PASSWORD)
        page.locator("main button[type=submit]").click()
        page.wait_for_url("**/desk/nouakchott/**")


@pytest.fixture
def meeting(tmp_path: Path, mailbox: smtp.Mailbox) -> Iterator[Meeting]:
    """The reference meeting with 40 invented delegates, on a server that mails to a real SMTP server."""
    settings = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(mailbox.port)}
    with server.serving(tmp_path / "instance", **settings) as running:
        running.flask("demo", "--delegates", "40")
        yield Meeting(running, mailbox)

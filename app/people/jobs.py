"""Accounts in the background."""

from __future__ import annotations

from app.kernel import jobs
from app.kernel.i18n import speaking
from app.people import service

LOST_PASSWORD = "people.lost-password"  # noqa: S105 - the name of a task


@jobs.task(LOST_PASSWORD)
def lost_password(email: str, language: str) -> None:
    """Look for the account away from the request, whose time must not tell whether there is one."""
    with speaking(language):
        service.ask_for_link(email)

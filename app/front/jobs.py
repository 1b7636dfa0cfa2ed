"""Mails that strangers ask for, in the background."""

from __future__ import annotations

from uuid import UUID

from app.front import service
from app.kernel import jobs

SEND_LINKS = "front.send-links"


@jobs.task(SEND_LINKS)
def send_links(event_id: str, address: str) -> None:
    """Look for the delegates away from the request, whose time must not tell whether there are any."""
    service.send_links(UUID(event_id), address)

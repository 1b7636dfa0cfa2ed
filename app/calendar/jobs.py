"""Calendars in the background: summaries of publications, and invitations for those who asked."""

from __future__ import annotations

from uuid import UUID

from app.calendar import service
from app.calendar.service.invitations import FOLLOW
from app.calendar.service.notices import TELL
from app.kernel import jobs


@jobs.task(FOLLOW)
def follow_event(event_id: str) -> None:
    """Look at one event, soon after something happened there."""
    service.invite(UUID(event_id))


@jobs.task(TELL)
def tell(event_id: str, number: int) -> None:
    """Write the summaries of a publication, soon after it."""
    service.tell(UUID(event_id), number)


@jobs.task("calendar.follow-all", every_minute=True)
def follow_all() -> None:
    """Look at all of them, for what lost its nudge."""
    service.tell_recent()
    service.follow()

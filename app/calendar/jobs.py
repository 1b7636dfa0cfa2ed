"""Calendars in the background: who asked for invitations is told what changed."""

from __future__ import annotations

from uuid import UUID

from app.calendar import service
from app.calendar.service.invitations import FOLLOW
from app.kernel import jobs


@jobs.task(FOLLOW)
def follow_event(event_id: str) -> None:
    """Look at one event, soon after something happened there."""
    service.invite(UUID(event_id))


@jobs.task("calendar.follow-all", every_minute=True)
def follow_all() -> None:
    """Look at all of them, for what lost its nudge."""
    service.follow()

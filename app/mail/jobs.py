"""Mail in the background."""

from __future__ import annotations

from app.kernel import clock, jobs
from app.mail import service


@jobs.task("mail.deliver", every_minute=True)
def deliver() -> None:
    """Send what is due; every minute as well, for what waited for its next attempt or lost its nudge."""
    service.deliver_due(clock.now())

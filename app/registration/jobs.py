"""The waiting line by the clock: offers that nobody answered go on to the next."""

from __future__ import annotations

from app.kernel import clock, jobs
from app.registration import queries, service

LAPSE = "registration.lapse"


@jobs.task(LAPSE, every_minute=True)
def lapse_offers() -> None:
    """End what is over in every event; several workers may do so at once."""
    for event_id in queries.events_with_overdue(clock.now()):
        service.lapse(event_id)

"""Long work in the background."""

from __future__ import annotations

from uuid import UUID

from app.batches import service
from app.batches.service.beginning import TASK
from app.kernel import clock, jobs


@jobs.task(TASK)
def turn(batch_id: str) -> None:
    """One turn at a work."""
    service.take_turn(UUID(batch_id))


@jobs.task("batches.resume", every_minute=True)
def resume() -> None:
    """Take up what lost its worker; forget what is old."""
    service.resume(clock.now())
    service.forget_old(clock.now())

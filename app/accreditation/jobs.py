"""The desk in the background."""

from __future__ import annotations

from app.accreditation.service.importing import forget_old
from app.kernel import clock, jobs


@jobs.task("accreditation.forget", every_minute=True)
def forget() -> None:
    """Throw away tables that nobody came back to: they name people."""
    forget_old(clock.now())

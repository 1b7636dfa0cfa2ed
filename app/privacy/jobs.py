"""The purge by the clock."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app

from app.kernel import clock, jobs
from app.privacy import service

PURGE = "privacy.purge"
EVERY = timedelta(hours=6)


@jobs.task(PURGE, every_minute=True)
def purge() -> None:
    """Forget what has had its time: at the start, then every six hours; twice at once does no harm."""
    now, last = clock.now(), current_app.extensions.get("purged-at")
    if last is None or now - last >= EVERY:
        current_app.extensions["purged-at"] = now
        service.purge()

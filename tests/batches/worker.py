"""A worker in a process of its own, to be killed by the tests: `python -m tests.batches.worker BATCH`."""

from __future__ import annotations

import sys
import time
from uuid import UUID

from app import create_app
from app.audit.rules import Act
from app.audit.service import record
from app.batches import service
from app.batches.models import Batch, BatchItem
from app.batches.rules import Skipped
from app.kernel.errors import Refusal


class Unlucky(Refusal):
    """What happens to number thirteen."""

    code = "unlucky"
    message = "Number %(number)s brings no luck."


def handle(batch: Batch, item: BatchItem) -> Skipped | None:
    """Write one line into the journal for each item: what was done twice is counted there."""
    number = item.value["number"]
    time.sleep(item.value.get("pause", 0))
    record(Act("stamped", "batch", None, event_id=batch.event_id, after={"number": number}))
    if number == 13:
        raise Unlucky(number=number)
    if number == 666:
        raise ZeroDivisionError
    return Skipped("Even numbers stay as they are.") if number % 2 == 0 else None


if __name__ == "__main__":
    service.long_work("stamp", "Stamping", permission="delegates.decide", size=5)(handle)
    app = create_app()
    with app.app_context():
        while service.hurry(UUID(sys.argv[1]), 60):
            pass

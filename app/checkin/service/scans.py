"""Taking scans: whole batches of several devices in one transaction, judged in order, chained and never changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import cast
from uuid import UUID

from flask import current_app

from app.checkin.service.batch import Batch, Result
from app.checkin.service.lines import opened
from app.checkin.service.taking import Taking
from app.checkin.service.telling import note_devices
from app.kernel.db import atomic, db
from app.kernel.writer import GroupWriter
from app.registration.service.moving import hold_event


def sync(batch: Batch) -> list[Result]:
    """Store a batch durably together with whatever else waits, and answer each line in the order sent."""
    if not batch.scans and batch.state is None:
        return []
    writer = current_app.extensions.get("scan-writer")
    if writer is None:
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        writer = current_app.extensions.setdefault(
            "scan-writer", GroupWriter[Batch, list[Result]](app, record)
        )
    db.session.rollback()  # whoever waits holds no connection, and no transaction that was begun for reading
    return cast("list[Result]", writer.submit(batch))


def record(batches: Sequence[Batch]) -> list[list[Result]]:
    """Judge and store batches in one transaction; all of one event are seen by each other in the order given."""
    with atomic():
        by_event: dict[UUID, list[int]] = {}
        for index, batch in enumerate(batches):
            by_event.setdefault(batch.device.event_id, []).append(index)
        answers: dict[int, list[Result]] = {}
        fresh: Counter[UUID | None] = Counter()
        for event_id in sorted(by_event, key=str):
            own = [batches[index] for index in by_event[event_id]]
            answers.update(zip(by_event[event_id], _take(event_id, own, fresh), strict=True))
        note_devices(batches, fresh)
        return [answers[index] for index in range(len(batches))]


def _take(event_id: UUID, batches: Sequence[Batch], fresh: Counter[UUID | None]) -> list[list[Result]]:
    if not any(batch.scans for batch in batches):
        return [[] for _ in batches]
    if any(batch.brings_walk_ins for batch in batches):
        hold_event(event_id)  # before the log, in the order of whoever frees or takes a place
    # The head is locked before the log is read: two processes judge one after the other, never side by side.
    log = opened(event_id)
    answers = Taking(event_id, batches, log).answers()
    fresh.update(row["device_id"] for row in log.rows)
    return answers

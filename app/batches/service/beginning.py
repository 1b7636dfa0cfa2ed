"""Beginning long work in the transaction of the act that wants it, and cancelling it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, insert, select

from app.audit.rules import Act
from app.audit.service import record
from app.batches.models import Batch, BatchItem
from app.batches.rules import after
from app.batches.service.kinds import find_kind
from app.kernel import clock, guard, jobs
from app.kernel.db import after_commit, atomic, db
from app.kernel.errors import NotFound
from app.kernel.i18n import current_language
from app.kernel.ids import new_id

TASK = "batches.turn"
_CHUNK = 1000  # rows of one INSERT


@dataclass(frozen=True)
class Item:
    """One thing to do: whom it is about, how people call them, and plain values for the handler."""

    subject_id: UUID | None = None
    label: str = ""
    value: Mapping[str, Any] = field(default_factory=dict)


def begin(
    kind: str,
    event_id: UUID,
    items: Iterable[Item],
    *,
    params: Mapping[str, Any] | None = None,
    then: str = "",
) -> Batch:
    """Write the work down in the transaction under way; it begins after the commit, by the current actor.

    `then` is the desk's page to go on to once all is done. KeyError for an unknown kind, RuntimeError outside
    atomic().
    """
    if find_kind(kind) is None:
        raise KeyError(kind)
    who, now = guard.actor(), clock.now()
    batch = Batch(
        id=new_id(), event_id=event_id, kind=kind, params=dict(params or {}), then=then, created_at=now,
        touched_at=now, language=current_language(), actor_kind=who.kind, actor_id=who.id,
        actor_name=who.name[:254], state="waiting", done=0, skipped=0, failed=0,
    )  # fmt: skip
    after_commit(partial(jobs.enqueue, TASK, str(batch.id)))
    rows = [
        {"batch_id": batch.id, "number": number, "subject_id": item.subject_id, "label": item.label[:300],
         "value": dict(item.value), "state": "waiting"}
        for number, item in enumerate(items)
    ]  # fmt: skip
    batch.total = len(rows)
    db.session.add(batch)
    db.session.flush()
    for first in range(0, len(rows), _CHUNK):
        db.session.execute(insert(cast(Table, BatchItem.__table__)), rows[first : first + _CHUNK])
    record(
        Act("batch.begun", "batch", batch.id, event_id=event_id, after={"work": kind, "people": batch.total})
    )
    return batch


def cancel(event_id: UUID, batch_id: UUID) -> Batch:
    """Leave what is not done yet; what is done stays. Raises AlreadyEnded or NotFound."""
    with atomic() as session:
        query = select(Batch).where(Batch.id == batch_id, Batch.event_id == event_id)
        batch = session.scalars(query.with_for_update()).one_or_none()
        if batch is None:
            raise NotFound
        batch.state = after("cancel", batch.state)
        batch.ended_at = clock.now()
        left = batch.total - batch.progress.settled
        record(
            Act(
                "batch.cancelled",
                "batch",
                batch.id,
                event_id=event_id,
                after={"work": batch.kind, "left": left},
            )
        )
        return batch

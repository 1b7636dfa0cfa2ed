"""Reading long work: what is under way at an event, and one work with what went wrong in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from app.batches.models import Batch, BatchFile, BatchItem
from app.batches.rules import UNDER_WAY
from app.kernel.db import db
from app.kernel.errors import NotFound

MOST = 200
"""Items with a fault that a page shows."""


def recent(event_id: UUID, most: int = 50) -> Sequence[Batch]:
    """The event's works, newest first."""
    query = select(Batch).where(Batch.event_id == event_id).order_by(Batch.created_at.desc(), Batch.id.desc())
    return db.session.scalars(query.limit(most)).all()


def under_way(event_id: UUID) -> Sequence[Batch]:
    """The event's works that have not ended, newest first."""
    query = select(Batch).where(Batch.event_id == event_id, Batch.state.in_(UNDER_WAY))
    return db.session.scalars(query.order_by(Batch.created_at.desc(), Batch.id.desc())).all()


def find_batch(batch_id: UUID) -> Batch | None:
    """One work, None once it was forgotten."""
    return db.session.get(Batch, batch_id)


def get_batch(event_id: UUID, batch_id: UUID) -> Batch:
    """One work of the event; raises NotFound."""
    query = select(Batch).where(Batch.id == batch_id, Batch.event_id == event_id)
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class Trouble:
    """Items of one state, the first of them, and how many there are beyond."""

    items: Sequence[BatchItem]
    beyond: int


def troubles(batch: Batch, state: str) -> Trouble:
    """The first items of a work that were `skipped` or `failed`, with their reasons."""
    query = select(BatchItem).where(BatchItem.batch_id == batch.id, BatchItem.state == state)
    found = db.session.scalars(query.order_by(BatchItem.number).limit(MOST)).all()
    return Trouble(found, max(0, getattr(batch, state) - len(found)))


def items(batch_id: UUID) -> Sequence[BatchItem]:
    """All items of a work in their order, for its `finish`."""
    query = select(BatchItem).where(BatchItem.batch_id == batch_id).order_by(BatchItem.number)
    return db.session.scalars(query).all()


def find_file(batch_id: UUID) -> BatchFile | None:
    """What a work made, its content read when it is asked for."""
    return db.session.get(BatchFile, batch_id)

"""What statistics keeps: quorums as they were recorded, and publications."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from app.kernel.db import db
from app.statistics.models import QuorumRecord, StatisticsPublication
from app.statistics.rules import Position


def quorum_records(event_id: UUID, at: Position | None = None) -> Sequence[QuorumRecord]:
    """The quorums that were recorded, the newest first; with a position those counted by then."""
    query = select(QuorumRecord).where(QuorumRecord.event_id == event_id)
    if at is not None:
        # The act of recording is the journal's line after the one that was counted.
        query = query.where(QuorumRecord.scans <= at.scans, QuorumRecord.journal < at.journal)
    return db.session.scalars(query.order_by(QuorumRecord.recorded_at.desc(), QuorumRecord.id)).all()


def latest_publication(event_id: UUID) -> StatisticsPublication | None:
    """The newest publication, withdrawn or not."""
    query = select(StatisticsPublication).where(StatisticsPublication.event_id == event_id)
    return db.session.scalars(query.order_by(StatisticsPublication.number.desc()).limit(1)).one_or_none()


def find_publication(event_id: UUID) -> StatisticsPublication | None:
    """What everybody may see: the newest publication, None before the first and once it was withdrawn."""
    newest = latest_publication(event_id)
    return newest if newest and newest.withdrawn_at is None else None

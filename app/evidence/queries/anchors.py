"""Heads of an event's chains, anchors that were kept, and who receives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from app.attendance import queries as attendance
from app.audit import queries as journal
from app.audit.rules import chain_of
from app.checkin import queries as checkin
from app.evidence.models import AnchorRecipient, KeptAnchor
from app.kernel.db import db

Head = tuple[int, bytes]


def chain_names(event_id: UUID) -> Mapping[str, str]:
    """The name of each of an event's chains, by its kind in an anchor."""
    return {
        "journal": chain_of(event_id),
        "scans": checkin.chain_of(event_id),
        "signatures": attendance.chain_of_signatures(event_id),
    }


def heads(event_id: UUID) -> Mapping[str, Head]:
    """Number and link of the newest line of each chain."""
    return {kind: journal.head(name) for kind, name in chain_names(event_id).items()}


def anchors(event_id: UUID, journal_until: int | None = None) -> Sequence[KeptAnchor]:
    """An event's anchors, oldest first; those whose line in the journal is not beyond a number."""
    query = select(KeptAnchor).where(KeptAnchor.event_id == event_id)
    if journal_until is not None:
        query = query.where(KeptAnchor.journal <= journal_until)
    return db.session.scalars(query.order_by(KeptAnchor.at, KeptAnchor.id)).all()


def find_anchor(anchor_id: UUID) -> KeptAnchor | None:
    """One anchor."""
    return db.session.get(KeptAnchor, anchor_id)


def recipients(event_id: UUID) -> Sequence[AnchorRecipient]:
    """The auditors to whom anchors of an event are sent, by name."""
    query = select(AnchorRecipient).where(AnchorRecipient.event_id == event_id)
    return db.session.scalars(query.order_by(AnchorRecipient.name, AnchorRecipient.email)).all()

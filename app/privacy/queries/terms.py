"""When data of an event have to go, and what of them is still there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.events.queries import get_event
from app.kernel.db import db
from app.kernel.personal import PURPOSES, Held, held
from app.privacy.models import Retention
from app.privacy.rules import Term, terms
from app.registration.models import Registration


@dataclass(frozen=True)
class Going:
    """How many rows of a table still hold something of one purpose."""

    purpose: str
    table: str
    rows: int


def ends_of(event_id: UUID) -> date:
    """The event's last day; raises NotFound."""
    return get_event(event_id).ends


def event_terms(event_id: UUID) -> Sequence[Term]:
    """How long the event keeps what, soonest first; raises NotFound."""
    query = select(Retention.purpose, Retention.days).where(Retention.event_id == event_id)
    chosen = {row.purpose: row.days for row in db.session.execute(query)}
    return terms(ends_of(event_id), {key: one.days for key, one in PURPOSES.items()}, chosen)


def going(event_id: UUID, purposes: frozenset[str]) -> Sequence[Going]:
    """What of these purposes is still there for the event: a statement for each table and purpose."""
    people = select(Registration.id).where(Registration.event_id == event_id)
    return [
        Going(purpose, one.table.name, count)
        for purpose in PURPOSES
        if purpose in purposes
        for one in held()
        if (count := _count(one, one.of_event(event_id, people), purpose))
    ]


def of_person(ids: Sequence[UUID]) -> Sequence[Going]:
    """What is there of one person, by purpose and table: the preview of an erasure."""
    return [
        Going(purpose, one.table.name, count)
        for purpose in PURPOSES
        for one in held()
        if not one.event and (count := _count(one, one.owned_by(ids), purpose))
    ]


def _count(one: Held, theirs: Any, purpose: str) -> int:
    only = frozenset({purpose})
    if one.gone != purpose and not one.columns(only):
        return 0
    query = select(func.count()).select_from(one.table).where(theirs, one.said(only))
    return int(db.session.scalars(query).one())

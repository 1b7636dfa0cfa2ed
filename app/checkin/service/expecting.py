"""Remembering who was expected where since when: whatever changes the agenda's sessions leaves a version behind."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import event, select
from sqlalchemy.orm import object_session

from app.agenda.models import Session, SessionRole, Speaker
from app.agenda.queries import awaited
from app.checkin.models import Expectation
from app.checkin.rules import CheckpointFacts
from app.checkin.rules.places import said
from app.kernel import clock
from app.kernel.db import before_commit, db

EVER = clock.parse("1970-01-01T00:00:00Z")
"""Since when the first version holds: before it nothing is known."""


def listen() -> None:
    """Follow the rows of sessions, their speakers and roles."""
    for model in (Session, SessionRole, Speaker):
        for moment in ("after_insert", "after_update", "after_delete"):
            event.listen(model, moment, _on_change)


def _on_change(_mapper: object, _connection: object, row: Any) -> None:
    session = object_session(row)
    if session is None or "atomic" not in session.info:
        return
    changed: set[UUID] = session.info.setdefault("expectations", set())
    if not changed:
        before_commit(_keep)
    changed.add(row.session_id if isinstance(row, SessionRole) else row.event_id)


def _keep() -> None:
    changed: set[UUID] = db.session().info.pop("expectations", set())
    named = select(Session.event_id).where(Session.id.in_(changed)).union(
        select(Session.event_id).where(Session.event_id.in_(changed))
    )  # fmt: skip
    for event_id in sorted(set(db.session.scalars(named)), key=str):
        _keep_of(event_id)


def _keep_of(event_id: UUID) -> None:
    now = {
        key: CheckpointFacts(key, one.categories, one.by_invitation, one.named)
        for key, one in awaited(event_id).items()
    }
    newest = select(Expectation.places).where(Expectation.event_id == event_id)
    before = db.session.scalars(
        newest.order_by(Expectation.since.desc(), Expectation.id.desc()).limit(1)
    ).first()
    places = said(now)
    if places != before:
        since = EVER if before is None else clock.now()
        db.session.add(Expectation(event_id=event_id, since=since, places=places))
        db.session.flush()

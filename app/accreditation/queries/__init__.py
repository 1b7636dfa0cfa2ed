"""Reading what the desk keeps: saved views, notes, and whom a badge code belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select

from app.accreditation.models import Note, SavedView
from app.badges import queries as badges
from app.badges.rules import Code, TypedCode, classify
from app.kernel.db import db


def saved_views(event_id: UUID, user_id: UUID | None) -> Sequence[SavedView]:
    """What all see and what is one's own, by name."""
    query = select(SavedView).where(
        SavedView.event_id == event_id, or_(SavedView.user_id.is_(None), SavedView.user_id == user_id)
    )
    return db.session.scalars(query.order_by(SavedView.name, SavedView.id)).all()


def notes(registration_id: UUID) -> Sequence[Note]:
    """The desk's notes about one delegate, newest first."""
    query = select(Note).where(Note.registration_id == registration_id)
    return db.session.scalars(query.order_by(Note.at.desc(), Note.id.desc())).all()


def carriers(event_id: UUID, text: str) -> tuple[UUID, ...]:
    """Who carries, or carried, the badge of a whole code, scanned or typed; () for anything else.

    Beginnings of codes find nobody: what is stored are digests, and a table of beginnings would give codes away.
    """
    read = classify(text)
    if isinstance(read, Code):
        found = badges.holders(event_id, [read.digest], [])
    elif isinstance(read, TypedCode):
        found = badges.holders(event_id, [], [read.digest])
    else:
        return ()
    return tuple(dict.fromkeys(one.face.registration for one in found))

"""Reading what was published: the newest version, which never changes once it is there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from sqlalchemy import bindparam, select

from app.agenda.models import AgendaVersion
from app.agenda.rules import Version, thaw
from app.kernel.clock import Instant
from app.kernel.db import db


@dataclass(frozen=True)
class Publication:
    """The newest version of an agenda: its number from 1, when it was published, its sessions by time."""

    number: int
    at: Instant
    sessions: Version

    def of(self, key: str) -> Version:
        """The session of this key."""
        return tuple(one for one in self.sessions if one.key == key)

    def awaiting(self, category: str) -> Version:
        """The sessions that delegates of a category are expected at."""
        return tuple(one for one in self.sessions if one.awaits(category))


# Every phone that follows a calendar asks this again and again: built once, of bare columns.
_VERSION = AgendaVersion.__table__.c
_NEWEST = (
    select(_VERSION.id, _VERSION.number, _VERSION.published_at)
    .where(_VERSION.event_id == bindparam("event"))
    .order_by(_VERSION.number.desc())
    .limit(1)
)


def find_publication(event_id: UUID) -> Publication | None:
    """The newest version, None before the first; one statement, or two the first time in this process."""
    row = db.session.execute(_NEWEST, {"event": event_id}).one_or_none()
    return None if row is None else Publication(row.number, row.published_at, _sessions(row.id))


def published(event_id: UUID) -> Version:
    """The published sessions by time, cancelled ones included; none before the first publication."""
    found = find_publication(event_id)
    return found.sessions if found else ()


@lru_cache(maxsize=64)
def _sessions(version_id: UUID) -> Version:
    rows = db.session.scalars(select(AgendaVersion.sessions).where(AgendaVersion.id == version_id)).one()
    return tuple(thaw(row) for row in rows)

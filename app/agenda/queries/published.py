"""Reading what was published: every version, none of which ever changes once it is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from app.agenda import rules
from app.agenda.models import AgendaVersion
from app.agenda.rules import Change, PublishedRoom, PublishedSession, PublishedSpeaker, Tell, Version
from app.kernel.clock import Instant
from app.kernel.db import db


@dataclass(frozen=True)
class Publication:
    """A version of an agenda: its number from 1, when it was published, its sessions by time, and whom it told."""

    number: int
    at: Instant
    sessions: Version
    rooms: tuple[PublishedRoom, ...] = ()
    speakers: tuple[PublishedSpeaker, ...] = ()
    tell: Tell = Tell.NOBODY
    by: UUID | None = None

    def of(self, key: str) -> Version:
        """The session of this key."""
        return tuple(one for one in self.sessions if one.key == key)

    def find_session(self, uid: UUID) -> PublishedSession | None:
        """The session with this uid."""
        return next((one for one in self.sessions if one.uid == uid), None)

    @cached_property
    def people(self) -> Mapping[UUID, PublishedSpeaker]:
        """The speakers by their id."""
        return {one.id: one for one in self.speakers}


@dataclass(frozen=True)
class VersionLine:
    """A version in a list, without what it holds."""

    number: int
    at: Instant
    by: UUID | None
    tell: Tell


# Every phone that follows a calendar asks this again and again: built once, of bare columns.
_VERSION = AgendaVersion.__table__.c
_OF_EVENT = select(
    _VERSION.id, _VERSION.number, _VERSION.published_at, _VERSION.published_by, _VERSION.tell
).where(_VERSION.event_id == bindparam("event"))
_NEWEST = _OF_EVENT.order_by(_VERSION.number.desc()).limit(1)
_NUMBERED = _OF_EVENT.where(_VERSION.number == bindparam("number"))
_ALL = _OF_EVENT.order_by(_VERSION.number.desc())


def find_publication(event_id: UUID) -> Publication | None:
    """The newest version, None before the first; one statement, or two the first time in this process."""
    return _publication(db.session.execute(_NEWEST, {"event": event_id}).one_or_none())


def find_version(event_id: UUID, number: int) -> Publication | None:
    """The version of this number; at the same cost."""
    return _publication(db.session.execute(_NUMBERED, {"event": event_id, "number": number}).one_or_none())


def versions(event_id: UUID) -> Sequence[VersionLine]:
    """All versions, the newest first, without what they hold."""
    found = db.session.execute(_ALL, {"event": event_id})
    return [VersionLine(row.number, row.published_at, row.published_by, Tell(row.tell)) for row in found]


def changes_of(event_id: UUID, number: int) -> tuple[Change, ...]:
    """What the version of this number did to the sessions of the one before; () where there is none such."""
    version, before = find_version(event_id, number), find_version(event_id, number - 1)
    return rules.changes(before.sessions if before else (), version.sessions) if version else ()


def published(event_id: UUID) -> Version:
    """The published sessions by time, cancelled ones included; none before the first publication."""
    found = find_publication(event_id)
    return found.sessions if found else ()


def _publication(row: Any) -> Publication | None:
    if row is None:
        return None
    sessions, rooms, speakers = _content(row.id)
    return Publication(
        row.number, row.published_at, sessions, rooms, speakers, Tell(row.tell), row.published_by
    )


@lru_cache(maxsize=64)
def _content(version_id: UUID) -> tuple[Version, tuple[PublishedRoom, ...], tuple[PublishedSpeaker, ...]]:
    wanted = select(AgendaVersion.sessions, AgendaVersion.rooms, AgendaVersion.speakers)
    row = db.session.execute(wanted.where(AgendaVersion.id == version_id)).one()
    return (
        tuple(map(rules.thaw, row.sessions)),
        tuple(map(rules.thaw_room, row.rooms)),
        tuple(map(rules.thaw_speaker, row.speakers)),
    )

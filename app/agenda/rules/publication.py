"""Publishing: what a version of the agenda says of each session, and what became of it since the last one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.agenda.rules.programme import SessionState
from app.kernel import clock
from app.kernel.clock import Instant
from app.kernel.i18n import Text

REVISING = frozenset({"starts_at", "ends_at", "room_name", "venue", "title", "state"})
"""What raises SEQUENCE: a participant's calendar must show it anew (RFC 5545, 3.8.7.4)."""


@dataclass(frozen=True, kw_only=True)
class PublishedSession:
    """A session as everybody sees it; `uid` is its for good, `modified` when a version last changed it."""

    key: str
    uid: UUID
    sequence: int = 0
    modified: Instant
    state: SessionState = SessionState.PLANNED
    kind: str = ""
    number: int | None = None
    starts_at: Instant
    ends_at: Instant
    room: str = ""
    room_name: Text = field(default_factory=Text)
    venue: Text = field(default_factory=Text)
    continues: str = ""
    attendance: bool = False
    decides: bool = False
    expected: tuple[str, ...] = ()
    interpretation: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    title: Text
    subtitle: Text = field(default_factory=Text)
    description: Text = field(default_factory=Text)
    topics: tuple[Text, ...] = ()

    @property
    def cancelled(self) -> bool:
        """True when it was called off after all."""
        return self.state is SessionState.CANCELLED

    def awaits(self, category: str) -> bool:
        """True when delegates of this category are expected; a session that names none expects everyone."""
        return not self.expected or category in self.expected

    def runs_at(self, now: Instant) -> bool:
        """True while it takes place."""
        return not self.cancelled and self.starts_at <= now < self.ends_at


Version = tuple[PublishedSession, ...]
"""The sessions of one publication, by time."""


@dataclass(frozen=True)
class Differences:
    """Keys of sessions by what a new version does to them."""

    added: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    cancelled: tuple[str, ...] = ()


@dataclass(frozen=True)
class Day:
    """A day of the programme; `number` counts from the event's first day, which is 1."""

    number: int
    date: date
    sessions: Version


def next_version(previous: Version, drafts: Iterable[PublishedSession], now: Instant) -> Version:
    """The drafts with their sequence and stamp raised where they changed; equal to `previous` when none did.

    A session that is no longer drafted stays as cancelled: it is in calendars, which would keep it otherwise.
    """
    before = {one.uid: one for one in previous}
    version = [_revised(before.get(one.uid), one, now) for one in drafts]
    drafted = {one.uid for one in version}
    dropped = [one for one in previous if one.uid not in drafted]
    version += [_revised(one, replace(one, state=SessionState.CANCELLED), now) for one in dropped]
    return tuple(sorted(version, key=lambda one: one.starts_at))


def _revised(before: PublishedSession | None, after: PublishedSession, now: Instant) -> PublishedSession:
    if before is None:
        return replace(after, sequence=0, modified=now)
    changed = {name for name in _FIELDS if getattr(before, name) != getattr(after, name)}
    if not changed:
        return before
    return replace(after, sequence=before.sequence + bool(changed & REVISING), modified=now)


_FIELDS = tuple(one.name for one in fields(PublishedSession) if one.name not in ("sequence", "modified"))


def differences(previous: Version, version: Version) -> Differences:
    """What the version does to the sessions of the previous one."""
    before = {one.uid: one for one in previous}
    found: dict[str, list[str]] = {"added": [], "moved": [], "reworded": [], "cancelled": []}
    for one in version:
        if one != (old := before.get(one.uid)):
            found[_difference(old, one)].append(one.key)
    return Differences(**{name: tuple(keys) for name, keys in found.items()})


def _difference(old: PublishedSession | None, new: PublishedSession) -> str:
    if old is None:
        return "added"
    if new.cancelled and not old.cancelled:
        return "cancelled"
    return "moved" if new.sequence != old.sequence else "reworded"


def days(sessions: Iterable[PublishedSession], zone: str, first: date) -> tuple[Day, ...]:
    """Sessions by the day on which they start in the zone; `first` is the event's first day."""
    by_date: dict[date, list[PublishedSession]] = {}
    for one in sessions:
        by_date.setdefault(clock.local(one.starts_at, zone).date(), []).append(one)
    return tuple(Day((day - first).days + 1, day, tuple(by_date[day])) for day in sorted(by_date))


def freeze(session: PublishedSession) -> dict[str, Any]:
    """The session as JSON, for a version's row."""
    return {one.name: _frozen(getattr(session, one.name)) for one in fields(session)}


def thaw(frozen: Mapping[str, Any]) -> PublishedSession:
    """The session that `freeze` made JSON of."""
    facts: dict[str, Any] = dict(frozen)
    for name in ("room_name", "venue", "title", "subtitle", "description"):
        facts[name] = Text(facts[name])
    for name in ("starts_at", "ends_at", "modified"):
        facts[name] = clock.parse(facts[name])
    for name in ("expected", "interpretation", "languages"):
        facts[name] = tuple(facts[name])
    facts["topics"] = tuple(Text(topic) for topic in facts["topics"])
    return PublishedSession(**{**facts, "uid": UUID(facts["uid"]), "state": SessionState(facts["state"])})


def _frozen(value: object) -> Any:
    if isinstance(value, Text):
        return dict(value)
    if isinstance(value, tuple):
        return [_frozen(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value

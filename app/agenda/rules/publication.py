"""What a version of the agenda says to everybody, and how the next one follows from the draft."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from app.agenda.rules.programme import Role, SessionState
from app.kernel import clock
from app.kernel.clock import Instant
from app.kernel.i18n import Text

REVISING = frozenset({"starts_at", "ends_at", "room_name", "venue", "title", "state"})
"""What raises SEQUENCE: a participant's calendar must show it anew (RFC 5545, 3.8.7.4)."""


class Tell(StrEnum):
    """Whom a publication is told to: nobody, those whose sessions it changes, or every delegate."""

    NOBODY = "nobody"
    CONCERNED = "concerned"
    EVERYONE = "everyone"


@dataclass(frozen=True, kw_only=True)
class PublishedRole:
    """What somebody does at a session, under the name that they had then; `registration` if a delegate too."""

    speaker: UUID
    role: Role
    name_ar: str = ""
    name_latin: str = ""
    function: Text = field(default_factory=Text)
    organisation: Text = field(default_factory=Text)
    registration: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class PublishedSpeaker:
    """Somebody of the programme; `photo` names the picture in the storage, "" without one."""

    id: UUID
    key: str
    name_ar: str = ""
    name_latin: str = ""
    function: Text = field(default_factory=Text)
    organisation: Text = field(default_factory=Text)
    city: Text = field(default_factory=Text)
    country: str = ""
    biography: Text = field(default_factory=Text)
    photo: str = ""


@dataclass(frozen=True, kw_only=True)
class PublishedRoom:
    """A room in the order of the desk; capacity in persons, booths for interpreters, None where nobody said."""

    id: UUID
    key: str
    name: Text
    capacity: int | None = None
    booths: int | None = None


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
    by_invitation: bool = False
    invited: tuple[UUID, ...] = ()
    roles: tuple[PublishedRole, ...] = ()
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

    def awaits(self, category: str, registration: UUID | None = None) -> bool:
        """True when a delegate of this category is expected; who speaks there or was invited by name, always."""
        if registration is not None and registration in self.named:
            return True
        return category in self.expected if self.expected or self.by_invitation else True

    @property
    def named(self) -> frozenset[UUID]:
        """The registrations that are expected by name: invited, or with a role."""
        return frozenset(self.invited) | {one.registration for one in self.roles if one.registration}

    def runs_at(self, now: Instant) -> bool:
        """True while it takes place."""
        return not self.cancelled and self.starts_at <= now < self.ends_at


Version = tuple[PublishedSession, ...]
"""The sessions of one publication, by time."""


@dataclass(frozen=True)
class Day:
    """A day of the programme; `number` counts from the event's first day, which is 1."""

    number: int
    date: date
    sessions: Version


def next_version(previous: Version, drafts: Iterable[PublishedSession], now: Instant) -> Version:
    """The drafts with their sequence and stamp raised where they changed; equal to `previous` when none did.

    A session that is no longer drafted stays as cancelled: it is in calendars, which would keep it otherwise.
    One that was called off before anybody saw it stays unseen.
    """
    before = {one.uid: one for one in previous}
    drafts = list(drafts)
    drafted = {one.uid for one in drafts}
    version = [
        _revised(before.get(one.uid), one, now) for one in drafts if one.uid in before or not one.cancelled
    ]
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


def days(sessions: Iterable[PublishedSession], zone: str, first: date) -> tuple[Day, ...]:
    """Sessions by the day on which they start in the zone; `first` is the event's first day."""
    by_date: dict[date, list[PublishedSession]] = {}
    for one in sessions:
        by_date.setdefault(clock.local(one.starts_at, zone).date(), []).append(one)
    return tuple(Day((day - first).days + 1, day, tuple(by_date[day])) for day in sorted(by_date))

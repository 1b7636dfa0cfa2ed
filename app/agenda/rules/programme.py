"""The programme as typed values, from days to documents; fields stand in the order in which a file is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

from app.events.rules import Extra
from app.kernel.i18n import Text


class SessionState(StrEnum):
    """Whether a session is to take place or was called off."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


class Role(StrEnum):
    """What somebody does at a session."""

    SPEAKER = "speaker"
    MODERATOR = "moderator"
    RAPPORTEUR = "rapporteur"


class Audience(StrEnum):
    """Who may read a document: the desk alone, delegates, or everybody."""

    DESK = "desk"
    DELEGATES = "delegates"
    PUBLIC = "public"


@dataclass(frozen=True, kw_only=True)
class DayPart:
    """The hours of a day, counted from 1, on the event's clocks; closing no later than it opens is past midnight."""

    day: int
    opens: time
    closes: time
    title: Text = field(default_factory=Text)
    extra: Extra = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What the day is known by among the others."""
        return str(self.day)


@dataclass(frozen=True, kw_only=True)
class RoomPart:
    """A room: how many people it holds and how many booths for interpreters it has, where that is known."""

    key: str
    name: Text
    capacity: int | None = None
    booths: int | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SpeakerPart:
    """Somebody of the programme, named in one script at least; `registration` is the id of the delegate they are."""

    key: str
    name_ar: str = ""
    name_latin: str = ""
    function: Text = field(default_factory=Text)
    organisation: Text = field(default_factory=Text)
    city: Text = field(default_factory=Text)
    country: str = ""
    registration: str = ""
    biography: Text = field(default_factory=Text)
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SessionPart:
    """A session: `day` counts from 1, hours are the event's local time.

    Expected are the named categories, or everyone where none is named, or nobody beyond those invited where it
    is `by_invitation`; `invited` are ids of registrations. Roles name speakers by key, in their order.
    """

    key: str
    day: int
    starts: time
    ends: time
    ends_next_day: bool = False
    room: str = ""
    kind: str = ""
    number: int | None = None
    continues: str = ""
    attendance: bool = False
    decides: bool = False
    interpretation: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    by_invitation: bool = False
    invited: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    moderators: tuple[str, ...] = ()
    rapporteurs: tuple[str, ...] = ()
    state: SessionState = SessionState.PLANNED
    title: Text
    subtitle: Text = field(default_factory=Text)
    description: Text = field(default_factory=Text)
    topics: tuple[Text, ...] = ()
    extra: Extra = field(default_factory=dict)

    @property
    def runs_backwards(self) -> bool:
        """Whether it ends before it starts; past midnight is meant only where `ends_next_day` says so."""
        return self.ends <= self.starts and not self.ends_next_day

    @property
    def roles(self) -> tuple[tuple[Role, str], ...]:
        """Who does what, by key: moderators first, as they open the session."""
        return (
            *((Role.MODERATOR, key) for key in self.moderators),
            *((Role.SPEAKER, key) for key in self.speakers),
            *((Role.RAPPORTEUR, key) for key in self.rapporteurs),
        )


@dataclass(frozen=True, kw_only=True)
class DocumentPart:
    """A document of a session, the session named by key; its files by language are kept beside, not in the file."""

    key: str
    session: str
    audience: Audience = Audience.DESK
    title: Text
    extra: Extra = field(default_factory=dict)

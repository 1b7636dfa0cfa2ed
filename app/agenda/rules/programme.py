"""Rooms and sessions as typed values; fields stand in the order in which an event file is written."""

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


@dataclass(frozen=True, kw_only=True)
class RoomPart:
    """A room and how many people it holds, where that is known."""

    key: str
    name: Text
    capacity: int | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SessionPart:
    """A session: `day` counts from 1, hours are the event's local time, no `expected` category means all."""

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

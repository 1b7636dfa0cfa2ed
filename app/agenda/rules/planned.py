"""Sessions out of files that others wrote: what is common to calendars and spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.agenda.rules.programme import RoomPart, SessionPart, SpeakerPart
from app.events.rules import EventPart, Fault
from app.kernel.i18n import Text


@dataclass(frozen=True)
class Planned:
    """One session of a file: the line it begins at, and what the file says; what it does not say is left alone.

    `key` or `uid` name a session that is there already; with neither it is known by its title, or is new.
    """

    line: int
    values: Mapping[str, Any]
    key: str = ""
    uid: UUID | None = None


@dataclass(frozen=True)
class Names:
    """What a file may refer to, by the words that people write: keys, and names in any language."""

    event: EventPart
    rooms: Mapping[str, str]
    speakers: Mapping[str, str]

    def room(self, words: str) -> str | None:
        """The key of the room that is meant, also where the venue follows its name after a comma."""
        plain = fold(words)
        found = self.rooms.get(plain)
        if found is None:
            first = fold(words.replace("،", ",").partition(",")[0])
            found = self.rooms.get(first)
        return found


@dataclass
class Reading:
    """What was read of a file, and all that is wrong in it, by line."""

    planned: list[Planned] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, line: int, key: str, code: str, **params: object) -> None:
        """Add one fault."""
        self.faults.append(Fault(key, code, params, line))


def names(event: EventPart, rooms: Iterable[RoomPart], speakers: Iterable[SpeakerPart]) -> Names:
    """The words by which rooms and speakers may be called."""
    called_rooms: dict[str, str] = {}
    for room in rooms:
        for words in (room.key, *room.name.values()):
            called_rooms.setdefault(fold(words), room.key)
    called: dict[str, str] = {}
    for one in speakers:
        for words in (one.key, one.name_ar, one.name_latin):
            if words:
                called.setdefault(fold(words), one.key)
    return Names(event, called_rooms, called)


def fold(words: str) -> str:
    """Words as they are compared: without case and surplus space."""
    return " ".join(words.casefold().split())


def same_session(planned: Planned, parts: Mapping[str, SessionPart], uids: Mapping[UUID, str]) -> str:
    """The key of the session that is meant, "" for a new one; by key, by uid, else by a title that only one has."""
    if planned.key:
        return planned.key if planned.key in parts else ""
    if planned.uid is not None:
        return uids.get(planned.uid, "")
    title: Text = planned.values.get("title", Text())
    alike = [key for key, one in parts.items() if one.title.items() & title.items()]
    return alike[0] if len(alike) == 1 else ""

"""What must hold among the parts of a programme: whatever is named has to be there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from app.agenda.rules.programme import (
    DayPart,
    DocumentPart,
    RoomPart,
    SessionPart,
    SessionState,
    SpeakerPart,
)
from app.events.rules import EventPart, Fault, check_repeats


def check_programme(event: EventPart, programme: Programme) -> Iterator[Fault]:
    """What contradicts itself among event, days, rooms, speakers and sessions, as a file or the desk wrote them."""
    yield from check_repeats("days", [day.key for day in programme.days], ".day")
    for name in ("rooms", "speakers", "sessions", "documents"):
        yield from check_repeats(name, [one.key for one in getattr(programme, name)], ".key")
    known = Known(
        days=event.days,
        categories=frozenset(category.key for category in event.categories),
        rooms=frozenset(room.key for room in programme.rooms),
        speakers=frozenset(speaker.key for speaker in programme.speakers),
        sessions=frozenset(session.key for session in programme.sessions),
    )
    for index, day in enumerate(programme.days):
        if day.day > event.days > 0:
            yield Fault(f"days[{index}].day", "outside", {"value": day.day, "days": event.days})
    for index, session in enumerate(programme.sessions):
        yield from check_session(f"sessions[{index}]", session, known)
    for index, document in enumerate(programme.documents):
        if document.session not in known.sessions:
            yield Fault(f"documents[{index}].session", "no-session", {"value": document.session})


class Programme(Protocol):
    """The lists of an event file that refer to each other."""

    @property
    def days(self) -> tuple[DayPart, ...]:
        """Hours of days."""

    @property
    def rooms(self) -> tuple[RoomPart, ...]:
        """Rooms."""

    @property
    def speakers(self) -> tuple[SpeakerPart, ...]:
        """Speakers."""

    @property
    def sessions(self) -> tuple[SessionPart, ...]:
        """Sessions."""

    @property
    def documents(self) -> tuple[DocumentPart, ...]:
        """Documents."""


@dataclass(frozen=True)
class Known:
    """What a session may refer to, by key; `days` is how many the event has."""

    days: int
    categories: frozenset[str]
    rooms: frozenset[str]
    speakers: frozenset[str]
    sessions: frozenset[str]


def check_session(place: str, session: SessionPart, known: Known) -> Iterator[Fault]:
    """What contradicts itself in one session; `place` begins the keys of its faults."""
    if session.runs_backwards:
        yield Fault(f"{place}.ends", "backwards")
    # A cancelled session may stay where the event no longer reaches: it is only kept for its calendars.
    if session.day > known.days > 0 and session.state is not SessionState.CANCELLED:
        yield Fault(f"{place}.day", "outside", {"value": session.day, "days": known.days})
    if session.room and session.room not in known.rooms:
        yield Fault(f"{place}.room", "no-room", {"value": session.room})
    if session.continues and (session.continues not in known.sessions or session.continues == session.key):
        yield Fault(f"{place}.continues", "no-session", {"value": session.continues})
    for name, code, keys in (
        ("expected", "no-category", known.categories),
        ("speakers", "no-speaker", known.speakers),
        ("moderators", "no-speaker", known.speakers),
        ("rapporteurs", "no-speaker", known.speakers),
    ):
        for number, key in enumerate(getattr(session, name)):
            if key not in keys:
                yield Fault(f"{place}.{name}[{number}]", code, {"value": key})

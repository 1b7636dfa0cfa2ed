"""Rooms and sessions of an event file: from TOML tables to typed values, and what must hold among them."""

from __future__ import annotations

from collections.abc import Iterator

from app.agenda.rules.programme import RoomPart, SessionPart, SessionState
from app.events.rules import (
    RESERVED_SESSIONS,
    EventPart,
    Fault,
    Table,
    check_repeats,
    is_key,
    is_language,
)

MOST_PEOPLE = 1_000_000
MOST_DAYS = 3_660


def read_rooms(root: Table) -> tuple[RoomPart, ...]:
    """The rooms out of a whole file's root table."""
    return tuple(
        RoomPart(
            key=table.key(),
            name=table.text("name", required=True),
            capacity=table.number("capacity", 0, MOST_PEOPLE),
            extra=table.extra(),
        )
        for table in root.tables("rooms")
    )


def read_sessions(root: Table) -> tuple[SessionPart, ...]:
    """The sessions out of a whole file's root table."""
    return tuple(_session(table) for table in root.tables("sessions"))


def _session(table: Table) -> SessionPart:
    return SessionPart(
        key=_key(table),
        day=table.number("day", 1, MOST_DAYS, required=True) or 1,
        starts=table.hour("starts"),
        ends=table.hour("ends"),
        ends_next_day=table.flag("ends_next_day"),
        room=table.string("room", most=40),
        kind=table.string("kind", most=40),
        number=table.number("number", 0, MOST_PEOPLE),
        continues=table.string("continues", most=40),
        attendance=table.flag("attendance"),
        decides=table.flag("decides"),
        interpretation=table.codes("interpretation", "language", is_language),
        languages=table.codes("languages", "language", is_language),
        expected=table.codes("expected", "key", is_key),
        state=_state(table),
        title=table.text("title", required=True),
        subtitle=table.text("subtitle"),
        description=table.text("description"),
        topics=table.texts("topics"),
        extra=table.extra(),
    )


def _key(table: Table) -> str:
    value = table.key()
    if value in RESERVED_SESSIONS:
        table.fault("key", "reserved", value=value)
    return value


def _state(table: Table) -> SessionState:
    value = table.string("state")
    if value in set(SessionState):
        return SessionState(value)
    if value:
        table.fault("state", "kind", value=value, known=", ".join(SessionState))
    return SessionState.PLANNED


def check_programme(
    event: EventPart, rooms: tuple[RoomPart, ...], sessions: tuple[SessionPart, ...]
) -> Iterator[Fault]:
    """What contradicts itself among event, rooms and sessions, as a file or the desk wrote them."""
    yield from check_repeats("rooms", [room.key for room in rooms], ".key")
    yield from check_repeats("sessions", [session.key for session in sessions], ".key")
    room_keys = {room.key for room in rooms}
    categories = {category.key for category in event.categories}
    keys = {session.key for session in sessions}
    for index, session in enumerate(sessions):
        place = f"sessions[{index}]"
        if session.runs_backwards:
            yield Fault(f"{place}.ends", "backwards")
        # A cancelled session may stay where the event no longer reaches: it is only kept for its calendars.
        if session.day > event.days > 0 and session.state is not SessionState.CANCELLED:
            yield Fault(f"{place}.day", "outside", {"value": session.day, "days": event.days})
        yield from _check_links(place, session, room_keys, keys, categories)


def _check_links(
    place: str, session: SessionPart, rooms: set[str], keys: set[str], categories: set[str]
) -> Iterator[Fault]:
    if session.room and session.room not in rooms:
        yield Fault(f"{place}.room", "no-room", {"value": session.room})
    if session.continues and (session.continues not in keys or session.continues == session.key):
        yield Fault(f"{place}.continues", "no-session", {"value": session.continues})
    for number, category in enumerate(session.expected):
        if category not in categories:
            yield Fault(f"{place}.expected[{number}]", "no-category", {"value": category})

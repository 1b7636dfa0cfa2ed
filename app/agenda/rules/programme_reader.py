"""The programme of an event file, from days to documents: TOML tables become typed values."""

from __future__ import annotations

from uuid import UUID

from app.agenda.rules.programme import (
    Audience,
    DayPart,
    DocumentPart,
    RoomPart,
    SessionPart,
    SessionState,
    SpeakerPart,
)
from app.events.rules import (
    RESERVED_SESSIONS,
    Table,
    is_country,
    is_key,
    is_language,
)

MOST_PEOPLE = 1_000_000
MOST_BOOTHS = 100
MOST_DAYS = 3_660
LONGEST_NAME = 200


def read_days(root: Table) -> tuple[DayPart, ...]:
    """The hours of days out of a whole file's root table."""
    return tuple(read_day(table) for table in root.tables("days"))


def read_day(table: Table) -> DayPart:
    """The hours of one day."""
    return DayPart(
        day=table.number("day", 1, MOST_DAYS, required=True) or 1,
        opens=table.hour("opens"),
        closes=table.hour("closes"),
        title=table.text("title"),
        extra=table.extra(),
    )


def read_rooms(root: Table) -> tuple[RoomPart, ...]:
    """The rooms out of a whole file's root table."""
    return tuple(read_room(table) for table in root.tables("rooms"))


def read_room(table: Table) -> RoomPart:
    """One room."""
    return RoomPart(
        key=table.key(),
        name=table.text("name", required=True),
        capacity=table.number("capacity", 0, MOST_PEOPLE),
        booths=table.number("booths", 0, MOST_BOOTHS),
        extra=table.extra(),
    )


def read_speakers(root: Table) -> tuple[SpeakerPart, ...]:
    """The speakers out of a whole file's root table."""
    return tuple(read_speaker(table) for table in root.tables("speakers"))


def read_speaker(table: Table) -> SpeakerPart:
    """One speaker."""
    speaker = SpeakerPart(
        key=table.key(),
        name_ar=table.string("name_ar", most=LONGEST_NAME),
        name_latin=table.string("name_latin", most=LONGEST_NAME),
        function=table.text("function"),
        organisation=table.text("organisation"),
        city=table.text("city"),
        country=table.code("country", "country", is_country),
        registration=table.code("registration", "id", is_id),
        biography=table.text("biography"),
        extra=table.extra(),
    )
    if not (speaker.name_ar or speaker.name_latin):
        table.fault("name_latin", "required")
    return speaker


def is_id(text: str) -> bool:
    """True for the id of a registration, as the program writes it."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def read_documents(root: Table) -> tuple[DocumentPart, ...]:
    """The documents of sessions out of a whole file's root table."""
    return tuple(read_document(table) for table in root.tables("documents"))


def read_document(table: Table) -> DocumentPart:
    """One document."""
    return DocumentPart(
        key=table.key(),
        session=table.string("session", required=True, most=60),
        audience=_audience(table),
        title=table.text("title", required=True),
        extra=table.extra(),
    )


def _audience(table: Table) -> Audience:
    value = table.string("audience")
    if value in set(Audience):
        return Audience(value)
    if value:
        table.fault("audience", "kind", value=value, known=", ".join(Audience))
    return Audience.DESK


def read_sessions(root: Table) -> tuple[SessionPart, ...]:
    """The sessions out of a whole file's root table."""
    return tuple(read_session(table) for table in root.tables("sessions"))


def read_session(table: Table) -> SessionPart:
    """One session."""
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
        by_invitation=table.flag("by_invitation"),
        invited=table.codes("invited", "id", is_id),
        speakers=table.codes("speakers", "key", is_key),
        moderators=table.codes("moderators", "key", is_key),
        rapporteurs=table.codes("rapporteurs", "key", is_key),
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

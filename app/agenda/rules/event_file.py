"""A whole event file: read with every fault named, moved to another day, written back."""

from __future__ import annotations

import re
import tomllib
from calendar import isleap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date

from app.agenda.rules.programme import DayPart, DocumentPart, RoomPart, SessionPart, SpeakerPart
from app.agenda.rules.programme_checks import check_programme
from app.agenda.rules.programme_reader import (
    read_days,
    read_documents,
    read_rooms,
    read_sessions,
    read_speakers,
)
from app.events.rules import (
    DEEPEST,
    EventFileFaults,
    EventPart,
    Extra,
    Fault,
    Path,
    Table,
    TooDeep,
    check_event,
    lines_of,
    read_event,
    write_event,
    write_extra,
    write_loose,
    write_people,
    write_tables,
)
from app.kernel.i18n import Text

LARGEST = 2_000_000
AT_THE_TOP = frozenset({"categories", "consents", "cities"})


@dataclass(frozen=True, kw_only=True)
class EventDocument:
    """What an event file says; `extra` are the tables that the program does not know."""

    event: EventPart
    days: tuple[DayPart, ...] = ()
    rooms: tuple[RoomPart, ...] = ()
    speakers: tuple[SpeakerPart, ...] = ()
    sessions: tuple[SessionPart, ...] = ()
    documents: tuple[DocumentPart, ...] = ()
    extra: Extra = field(default_factory=dict)


def parse(content: str | bytes) -> EventDocument:
    """Read an event file (bytes are UTF-8); raises EventFileFaults with all that is wrong in it."""
    values, lines = _values(_decoded(content))
    document, faults = _read(values)
    known = {fault.key for fault in faults}
    faults += [fault for fault in check(document) if not _said_already(fault.key, known)]
    if faults:
        raise EventFileFaults(tuple(replace(fault, line=_line(fault.key, lines)) for fault in faults))
    return document


def recall(remembered: str) -> EventDocument | None:
    """The base of the next merge out of its `dump`, which may contradict itself; None out of nothing."""
    return _read(tomllib.loads(remembered))[0] if remembered else None


def check(document: EventDocument) -> Iterator[Fault]:
    """What contradicts itself in a document, such as a session in a room that is not there; without lines."""
    yield from check_event(document.event)
    yield from check_programme(document.event, document)


def missing_texts(document: EventDocument) -> tuple[Fault, ...]:
    """Texts that are said, but not in all of the event's languages: worth a warning, no fault."""
    return tuple(
        Fault(place, "missing", {"language": language})
        for place, text in _texts(document, "")
        for language in text.missing(document.event.languages)
    )


def move(document: EventDocument, new_start: date) -> EventDocument:
    """The same event beginning on another day; sessions and registration count from there."""
    event = document.event
    return replace(
        document, event=replace(event, starts=new_start, ends=new_start + (event.ends - event.starts))
    )


def next_occurrence(document: EventDocument, today: date) -> date:
    """The event's day and month when they come next, today included; 29 February may be the 28th."""
    start = document.event.starts
    year = today.year if (start.month, start.day) >= (today.month, today.day) else today.year + 1
    leap_day = (start.month, start.day) == (2, 29)
    return date(year, 2, 28) if leap_day and not isleap(year) else start.replace(year=year)


def dump(document: EventDocument) -> str:
    """The file that says this document: `parse(dump(document)) == document`."""
    blocks = [
        write_loose(document.extra),
        *write_event(document.event),
        *write_tables("days", document.days),
        *write_tables("rooms", document.rooms),
        *write_tables("speakers", document.speakers),
        *write_tables("sessions", document.sessions),
        *write_tables("documents", document.documents),
        *write_people(document.event),
        *write_extra(document.extra),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _read(values: Mapping[str, object]) -> tuple[EventDocument, list[Fault]]:
    faults: list[Fault] = []
    root = Table(values, "", faults)
    document = EventDocument(
        event=read_event(root),
        days=read_days(root),
        rooms=read_rooms(root),
        speakers=read_speakers(root),
        sessions=read_sessions(root),
        documents=read_documents(root),
        extra=root.extra(),
    )
    return document, faults


def _decoded(content: str | bytes) -> str:
    raw = content if isinstance(content, bytes) else content.encode(errors="surrogatepass")
    if len(raw) > LARGEST:
        raise EventFileFaults((Fault("", "too-large", {"most": LARGEST}),))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise EventFileFaults((Fault("", "encoding", line=line),)) from error


def _values(text: str) -> tuple[Mapping[str, object], Mapping[Path, int]]:
    try:
        lines = lines_of(text)
        return tomllib.loads(text), lines
    except TooDeep as error:
        fault = Fault("", "deep", {"most": DEEPEST}, error.line)
    except (ValueError, RecursionError) as error:
        fault = _syntax_fault(str(error), text)
    raise EventFileFaults((fault,))


def _syntax_fault(reason: str, text: str) -> Fault:
    """The parser names the place in its message: `... (at line 3, column 5)` or `(at end of document)`."""
    found = re.search(r" \(at line (\d+), column \d+\)$", reason)
    line = int(found[1]) if found else text.rstrip().count("\n") + 1
    return Fault("", "syntax", {"reason": re.sub(r" \(at [^()]*\)$", "", reason)}, line)


def _said_already(key: str, faulty: set[str]) -> bool:
    """A fault at a value or at the table around it explains what seems wrong with the stand-in for it."""
    return any(key == known or (known and key.startswith((f"{known}.", f"{known}["))) for known in faulty)


def _line(key: str, lines: Mapping[Path, int]) -> int | None:
    """The line of a key such as sessions[4].ends, or of the table where it should be."""
    path: Path = tuple(
        int(index) if index else name for name, index in re.findall(r"([^.\[\]]+)|\[(\d+)\]", key)
    )
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path)


def _texts(value: object, path: str) -> Iterator[tuple[str, Text]]:
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, f"{path}[{index}]")
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            top = part.name in AT_THE_TOP or not path
            yield from _texts(getattr(value, part.name), part.name if top else f"{path}.{part.name}")

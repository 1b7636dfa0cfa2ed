"""Event files: what they say of an event, how they are read, merged and written; which codes are known."""

from app.events.rules.codes import (
    RESERVED_SESSIONS,
    RESERVED_SLUGS,
    is_address,
    is_colour,
    is_country,
    is_key,
    is_language,
    is_slug,
    is_timezone,
)
from app.events.rules.emblem import emblem_of
from app.events.rules.event_reader import check_event, check_repeats, read_event
from app.events.rules.extras import pack_extra, unpack_extra
from app.events.rules.faults import EventFileFaults, Fault
from app.events.rules.identity import align
from app.events.rules.lines import DEEPEST, Path, TooDeep, lines_of
from app.events.rules.merging import Change, Gone, Kept, Merger, Unknown
from app.events.rules.parts import Category, City, Consent, EventPart, Extra, Funding, Organiser
from app.events.rules.tables import Table, frozen
from app.events.rules.toml_writer import (
    write_event,
    write_extra,
    write_fields,
    write_loose,
    write_people,
    write_tables,
)
from app.events.rules.window import Window, foremost, registration_window

__all__ = [
    "DEEPEST",
    "RESERVED_SESSIONS",
    "RESERVED_SLUGS",
    "Category",
    "Change",
    "City",
    "Consent",
    "EventFileFaults",
    "EventPart",
    "Extra",
    "Fault",
    "Funding",
    "Gone",
    "Kept",
    "Merger",
    "Organiser",
    "Path",
    "Table",
    "TooDeep",
    "Unknown",
    "Window",
    "align",
    "check_event",
    "check_repeats",
    "emblem_of",
    "foremost",
    "frozen",
    "is_address",
    "is_colour",
    "is_country",
    "is_key",
    "is_language",
    "is_slug",
    "is_timezone",
    "lines_of",
    "pack_extra",
    "read_event",
    "registration_window",
    "unpack_extra",
    "write_event",
    "write_extra",
    "write_fields",
    "write_loose",
    "write_people",
    "write_tables",
]

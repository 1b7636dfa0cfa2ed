"""Reading the agenda: the draft, what was published, and the programme as people see it."""

from app.agenda.queries.drafts import (
    Awaited,
    attended,
    awaited,
    document,
    documents,
    drafted,
    drafted_rooms,
    drafted_speakers,
    event_days,
    rooms,
    sessions,
    speakers,
)
from app.agenda.queries.programme import DayShown, SessionShown, kind_name, programme
from app.agenda.queries.published import (
    Publication,
    VersionLine,
    changes_of,
    find_publication,
    find_version,
    published,
    versions,
)
from app.agenda.queries.review import Review, review

__all__ = [
    "Awaited",
    "DayShown",
    "Publication",
    "Review",
    "SessionShown",
    "VersionLine",
    "attended",
    "awaited",
    "changes_of",
    "document",
    "documents",
    "drafted",
    "drafted_rooms",
    "drafted_speakers",
    "event_days",
    "find_publication",
    "find_version",
    "kind_name",
    "programme",
    "published",
    "review",
    "rooms",
    "sessions",
    "speakers",
    "versions",
]

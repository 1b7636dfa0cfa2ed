"""Reading the agenda: the draft, what was published, and the programme as people see it."""

from app.agenda.queries.clashing import ClashShown, Draft, clashes_said, clashing, draft
from app.agenda.queries.delegates import Delegate, Directory, Headcount, directory, register_directory
from app.agenda.queries.drafts import (
    Awaited,
    attended,
    awaited,
    document,
    document_part,
    documents,
    drafted,
    drafted_rooms,
    drafted_speakers,
    event_days,
    rooms,
    session_part,
    sessions,
    speaker_part,
    speakers,
)
from app.agenda.queries.pending import Pending, pending
from app.agenda.queries.printed import printed
from app.agenda.queries.programme import (
    Choices,
    DayShown,
    SessionShown,
    Shower,
    choices,
    kind_name,
    programme,
)
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
from app.agenda.queries.screen import screen_lines, screen_state
from app.agenda.queries.session import SessionPage, session_shown
from app.agenda.queries.wording import ChangeShown, told, when

__all__ = [
    "Awaited",
    "ChangeShown",
    "Choices",
    "ClashShown",
    "DayShown",
    "Delegate",
    "Directory",
    "Draft",
    "Headcount",
    "Pending",
    "Publication",
    "Review",
    "SessionPage",
    "SessionShown",
    "Shower",
    "VersionLine",
    "attended",
    "awaited",
    "changes_of",
    "choices",
    "clashes_said",
    "clashing",
    "directory",
    "document",
    "document_part",
    "documents",
    "draft",
    "drafted",
    "drafted_rooms",
    "drafted_speakers",
    "event_days",
    "find_publication",
    "find_version",
    "kind_name",
    "pending",
    "printed",
    "programme",
    "published",
    "register_directory",
    "review",
    "rooms",
    "screen_lines",
    "screen_state",
    "session_part",
    "session_shown",
    "sessions",
    "speaker_part",
    "speakers",
    "told",
    "versions",
    "when",
]

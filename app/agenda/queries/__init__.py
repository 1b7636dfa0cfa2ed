"""Reading the agenda: the draft, what was published, and the programme as people see it."""

from app.agenda.queries.drafts import attended, document, drafted, expected, rooms, sessions
from app.agenda.queries.programme import DayShown, SessionShown, kind_name, programme
from app.agenda.queries.published import Publication, find_publication, published
from app.agenda.queries.review import Review, review

__all__ = [
    "DayShown",
    "Publication",
    "Review",
    "SessionShown",
    "attended",
    "document",
    "drafted",
    "expected",
    "find_publication",
    "kind_name",
    "programme",
    "published",
    "review",
    "rooms",
    "sessions",
]

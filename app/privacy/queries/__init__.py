"""Reading for privacy: terms of an event, what would go, and everything on one person."""

from app.privacy.queries.consents import PAGE, Agreed, Asked, answers, asked
from app.privacy.queries.people import known_words, own_rows, same_person, traces
from app.privacy.queries.subject import everything
from app.privacy.queries.terms import Going, ends_of, event_terms, going

__all__ = [
    "PAGE", "Agreed", "Asked", "Going", "answers", "asked", "ends_of", "event_terms", "everything", "going",
    "known_words", "own_rows", "same_person", "traces",
]  # fmt: skip

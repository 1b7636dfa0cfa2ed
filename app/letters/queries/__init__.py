"""Reading: words for an occasion, what placeholders say, whom a sending reaches, and what became of it."""

from app.letters.queries.audience import Wanted, audience, people, wanted
from app.letters.queries.facts import HIDDEN, of_event, of_person, on_paper
from app.letters.queries.letters import (
    Verdict,
    content,
    file_name,
    find_valid,
    get_letter,
    get_released,
    letter_counts,
    letterhead,
    letters,
    of_registration,
    verdict,
)
from app.letters.queries.sendings import Logged, get_sending, log, sendings, tally
from app.letters.queries.words import Words, built_in, changed, languages, words

__all__ = [
    "HIDDEN",
    "Logged",
    "Verdict",
    "Wanted",
    "Words",
    "audience",
    "built_in",
    "changed",
    "content",
    "file_name",
    "find_valid",
    "get_letter",
    "get_released",
    "get_sending",
    "languages",
    "letter_counts",
    "letterhead",
    "letters",
    "log",
    "of_event",
    "of_person",
    "of_registration",
    "on_paper",
    "people",
    "sendings",
    "tally",
    "verdict",
    "wanted",
    "words",
]

"""Reading registrations: lists, a single one, what an event asks, and answers as people read them."""

from app.registration.queries.asked import questions
from app.registration.queries.lists import (
    PAGE,
    SORTS,
    Filter,
    Page,
    by_precedence,
    countries,
    counts,
    listing,
    waiting,
    with_address,
)
from app.registration.queries.passports import find_passport, passports
from app.registration.queries.shown import GENDER_WORDS, STATE_WORDS, answers_shown, language_name
from app.registration.queries.single import (
    access_needs,
    find,
    find_by_link,
    find_submission,
    get,
    link_token,
)

__all__ = [
    "GENDER_WORDS",
    "PAGE",
    "SORTS",
    "STATE_WORDS",
    "Filter",
    "Page",
    "access_needs",
    "answers_shown",
    "by_precedence",
    "countries",
    "counts",
    "find",
    "find_by_link",
    "find_passport",
    "find_submission",
    "get",
    "language_name",
    "link_token",
    "listing",
    "passports",
    "questions",
    "waiting",
    "with_address",
]

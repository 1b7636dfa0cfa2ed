"""Reading registrations: lists, a single one, what an event asks, and answers as people read them."""

from app.registration.queries.added import Added, added_rows, added_shown, find_photo, own_of, raw_answers
from app.registration.queries.asked import questions
from app.registration.queries.forms import (
    DRAFT,
    answers_to,
    asked_before,
    draft_form,
    every_form,
    find_form,
    form_versions,
    published_form,
)
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
    "DRAFT",
    "GENDER_WORDS",
    "PAGE",
    "SORTS",
    "STATE_WORDS",
    "Added",
    "Filter",
    "Page",
    "access_needs",
    "added_rows",
    "added_shown",
    "answers_shown",
    "answers_to",
    "asked_before",
    "by_precedence",
    "countries",
    "counts",
    "draft_form",
    "every_form",
    "find",
    "find_by_link",
    "find_form",
    "find_passport",
    "find_photo",
    "find_submission",
    "form_versions",
    "get",
    "language_name",
    "link_token",
    "listing",
    "own_of",
    "passports",
    "published_form",
    "questions",
    "raw_answers",
    "waiting",
    "with_address",
]

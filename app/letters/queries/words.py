"""The words for an occasion: the event's own, or the built-in ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from app.kernel.db import db
from app.kernel.i18n import LANGUAGES, _, current_language, speaking
from app.kernel.scope import Scope
from app.letters.models import OwnWords
from app.letters.rules import OCCASIONS
from app.registration.queries import language_name


@dataclass(frozen=True)
class Words:
    """Subject and body with their placeholders; `is_own` where the event changed them."""

    subject: str
    body: str
    is_own: bool = False


def words(event_id: UUID, occasion: str, language: str) -> Words:
    """What is said on an occasion in a language; KeyError for an occasion that there is not."""
    own = db.session.get(OwnWords, (event_id, occasion, language))
    return Words(own.subject, own.body, is_own=True) if own else built_in(occasion, language)


def built_in(occasion: str, language: str) -> Words:
    """What is said where an event has no words of its own."""
    known = OCCASIONS[occasion]
    with speaking(language):
        return Words(_said(known.subject), "\n\n".join(map(_said, known.paragraphs)))


def languages(here: Scope) -> Sequence[tuple[str, str]]:
    """The languages that an event writes in, of those that the program speaks, with their names; its own order."""
    known = [code for code in here.languages if code in LANGUAGES] or ["en"]
    return [(code, language_name(code, current_language())) for code in known]


def _said(source: str) -> str:
    return _(source) if source else ""  # the catalogue answers nothing with its own head


def changed(event_id: UUID) -> Mapping[str, tuple[str, ...]]:
    """Which occasions have words of the event's own, and in which languages."""
    query = select(OwnWords.occasion, OwnWords.language).where(OwnWords.event_id == event_id)
    found: dict[str, list[str]] = {}
    for occasion, language in db.session.execute(query):
        found.setdefault(occasion, []).append(language)
    return {occasion: tuple(code for code in LANGUAGES if code in own) for occasion, own in found.items()}

"""Keeping an event's own words, and going back to the built-in ones."""

from __future__ import annotations

from uuid import UUID

from app.audit.rules import Act
from app.audit.service import record
from app.events.service import lock
from app.kernel import clock
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound
from app.kernel.i18n import LANGUAGES
from app.letters import queries
from app.letters.models import OwnWords
from app.letters.rules import ALONE, OCCASIONS, check


def save_words(event_id: UUID, occasion: str, language: str, subject: str, body: str) -> None:
    """Keep words for an occasion; those that say the same as the built-in ones are no own ones. Raises FaultyWords."""
    subject, body = subject.strip(), body.replace("\r\n", "\n").strip()
    check_words(occasion, language, subject, body)
    with atomic() as session:
        lock(event_id)
        built = queries.built_in(occasion, language)
        if (subject, body) == (built.subject, built.body):
            _forget(event_id, occasion, language)
            return
        own = session.get(OwnWords, (event_id, occasion, language))
        if own is not None and (own.subject, own.body) == (subject, body):
            return
        if own is None:
            own = OwnWords(event_id=event_id, occasion=occasion, language=language)
            session.add(own)
        own.subject, own.body, own.changed_at = subject, body, clock.now()
        record(_act("words.changed", event_id, occasion, language, subject))


def check_words(occasion: str, language: str, subject: str, body: str) -> None:
    """Raise FaultyWords for words that cannot be kept, NotFound for an occasion or language that there is not."""
    if occasion not in OCCASIONS or language not in LANGUAGES:
        raise NotFound
    known = OCCASIONS[occasion]
    check(subject, body, known.places, ALONE & set(known.places), known.needed)


def reset_words(event_id: UUID, occasion: str, language: str) -> None:
    """Say the built-in words again."""
    with atomic():
        lock(event_id)
        _forget(event_id, occasion, language)


def _forget(event_id: UUID, occasion: str, language: str) -> None:
    own = db.session.get(OwnWords, (event_id, occasion, language))
    if own is not None:
        db.session.delete(own)
        record(_act("words.reset", event_id, occasion, language, own.subject))


def _act(action: str, event_id: UUID, occasion: str, language: str, subject: str) -> Act:
    after = {"occasion": occasion, "language": language, "subject": subject}
    return Act(action, "event", event_id, event_id, after=after)

"""One session as its own page shows it: everything that is published of it, and what stands beside it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app.agenda import rules
from app.agenda.queries.people import DocumentShown, PersonShown, documents_shown, people_shown
from app.agenda.queries.programme import SessionShown, Shower
from app.agenda.queries.published import published
from app.agenda.rules import Audience, PublishedSession
from app.kernel import clock
from app.kernel.clock import Instant
from app.kernel.i18n import format_day
from app.kernel.scope import Scope


@dataclass(frozen=True)
class SessionPage:
    """A session, its day in words, its paragraphs, and its neighbours; None where there are none."""

    line: SessionShown
    when: str
    venue: str
    paragraphs: tuple[str, ...]
    people: tuple[PersonShown, ...]
    documents: tuple[DocumentShown, ...]
    before: SessionShown | None
    after: SessionShown | None
    continued: SessionShown | None


def session_shown(
    event: Scope,
    one: PublishedSession,
    language: str,
    now: Instant,
    audiences: Collection[Audience] = (Audience.PUBLIC,),
) -> SessionPage:
    """The page of a published session, in a reader's language, with the documents that these audiences may read."""
    show, sessions = Shower(event, language), published(event.id)
    standing = rules.standings(sessions, now)
    said = one.description.pick(language, event.languages)
    before, after = _neighbours(sessions, one)
    continued = next((other for other in sessions if one.continues and other.key == one.continues), None)
    starts = clock.local(one.starts_at, event.timezone)
    return SessionPage(
        line=show.session(one, standing.get(one.uid)),
        when=format_day(starts.date(), language, event.country),
        venue=one.venue.pick(language, event.languages),
        people=people_shown(event, one, language),
        documents=documents_shown(event, one.uid, language, audiences),
        paragraphs=tuple(part.strip() for part in said.split("\n\n") if part.strip()),
        before=show.session(before) if before else None,
        after=show.session(after) if after else None,
        continued=show.session(continued) if continued else None,
    )


def _neighbours(
    sessions: rules.Version, one: PublishedSession
) -> tuple[PublishedSession | None, PublishedSession | None]:
    """What comes before and after by time, among those that take place."""
    planned = [other for other in sessions if not other.cancelled or other.uid == one.uid]
    at = next(place for place, other in enumerate(planned) if other.uid == one.uid)
    return (planned[at - 1] if at else None), (planned[at + 1] if at + 1 < len(planned) else None)

"""What calendars hold: an event's sessions in a language, and the feed that a secret address names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from app.agenda import queries as agenda
from app.agenda.rules import PublishedSession
from app.calendar.exports import Entry
from app.calendar.models import CalendarFeed
from app.events.models import Category
from app.kernel.db import db
from app.kernel.i18n import Text, _, language_names, separator
from app.kernel.scope import Scope
from app.kernel.signing import digest
from app.kernel.web import public_url
from app.registration.models import Registration

STATUS: Mapping[str, str] = {"approved": "CONFIRMED", "submitted": "TENTATIVE"}
"""What a session is to a delegate by the state of their registration; to others it is off."""


@dataclass(frozen=True)
class FeedFacts:
    """Whose feed it is, as far as the calendar needs it: no name."""

    event_id: UUID
    registration: UUID
    category: str
    state: str
    language: str


def find_feed(token: str) -> FeedFacts | None:
    """The living feed of a secret address."""
    query = (
        select(
            CalendarFeed.event_id, Registration.id, Category.key, Registration.state, Registration.language
        )
        .join(Registration, Registration.id == CalendarFeed.registration_id)
        .join(Category, Category.id == Registration.category_id)
        .where(CalendarFeed.token_hash == digest(token), CalendarFeed.revoked_at.is_(None))
    )
    row = db.session.execute(query).one_or_none()
    return None if row is None else FeedFacts(*row)


def living_feed(registration_id: UUID) -> CalendarFeed | None:
    """The feed of a delegate that was not revoked."""
    query = select(CalendarFeed).where(CalendarFeed.registration_id == registration_id)
    return db.session.scalars(query.where(CalendarFeed.revoked_at.is_(None))).one_or_none()


def entries(
    event: Scope, sessions: Iterable[PublishedSession], language: str, status: str = "CONFIRMED"
) -> list[Entry]:
    """Sessions as a calendar shows them, in a language."""
    page = public_url("agenda.session", event=event.slug, key="-").removesuffix("-")
    return [_entry(event, one, language, status, page) for one in sessions]


def _entry(event: Scope, one: PublishedSession, language: str, status: str, page: str) -> Entry:
    def said(text: Text) -> str:
        return text.pick(language, event.languages)

    place = [said(text) for text in (one.room_name, one.venue) if text]
    paragraphs = [
        said(one.subtitle),
        said(one.description),
        "\n".join(f"• {said(topic)}" for topic in one.topics),
    ]
    if one.interpretation:
        names = language_names(one.interpretation, language)
        paragraphs.append(_("Interpretation: %(languages)s", languages=names))
    return Entry(
        uid=one.uid,
        sequence=one.sequence,
        modified=one.modified,
        status="CANCELLED" if one.cancelled else status,
        starts=one.starts_at,
        ends=one.ends_at,
        summary=said(one.title),
        location=separator(language).join(place),
        description="\n\n".join(words for words in paragraphs if words),
        url=f"{page}{one.key}",
        categories=(agenda.kind_name(one.kind),) if one.kind else (),
    )

"""Calendars' use cases: a delegate's own feed, and the file that goes with a mail."""

from __future__ import annotations

from uuid import UUID

from app.agenda import queries as agenda
from app.audit.rules import Act
from app.audit.service import record
from app.calendar import exports, queries
from app.calendar.models import CalendarFeed
from app.events import queries as events
from app.kernel import clock
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound
from app.kernel.i18n import speaking
from app.kernel.signing import digest, new_token, seal, unseal
from app.registration.models import Registration


def feed_for(registration_id: UUID) -> str:
    """The secret part of the delegate's feed address (`/c/<it>.ics`), made on first use; raises NotFound."""
    if (feed := queries.living_feed(registration_id)) is not None:
        return unseal(feed.token_sealed)
    with atomic() as session:
        registration = _locked(registration_id)
        feed = queries.living_feed(registration_id)
        if feed is None:
            token = new_token()
            feed = CalendarFeed(
                event_id=registration.event_id,
                registration_id=registration_id,
                token_hash=digest(token),
                token_sealed=seal(token),
                created_at=clock.now(),
            )
            session.add(feed)
        return unseal(feed.token_sealed)


def revoke_feed(registration_id: UUID) -> None:
    """End the delegate's feed for good; the next `feed_for` makes another. Raises NotFound."""
    with atomic():
        registration = _locked(registration_id)
        feed = queries.living_feed(registration_id)
        if feed is not None:
            feed.revoked_at = clock.now()
            about = registration.name_latin or registration.name_ar
            event_id = registration.event_id
            record(Act("calendar.feed-revoked", "registration", registration_id, event_id, about))


def invitation(event_id: UUID, category_key: str, language: str) -> bytes:
    """The file (text/calendar, METHOD:PUBLISH) with the sessions that a category is expected at."""
    event, publication = events.scope_of(event_id), agenda.find_publication(event_id)
    sessions = publication.awaiting(category_key) if publication else ()
    head = exports.Head(
        name=event.title.pick(language, event.languages),
        language=language,
        zone=event.timezone,
        accent=event.accent,
        at=publication.at if publication else clock.now(),
        method="PUBLISH",
        organiser=event.contact,
    )
    with speaking(language):
        return exports.calendar(head, queries.entries(event, sessions, language))


def _locked(registration_id: UUID) -> Registration:
    registration = db.session.get(Registration, registration_id, with_for_update=True)
    if registration is None:
        raise NotFound
    return registration

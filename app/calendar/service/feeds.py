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


def renew_feed(registration_id: UUID) -> str:
    """End the delegate's feed and make another; the secret part of its address. Raises NotFound."""
    with atomic():
        revoke_feed(registration_id)
        return feed_for(registration_id)


def invitation(registration: Registration, language: str) -> bytes | None:
    """The file (text/calendar, METHOD:PUBLISH) with a delegate's sessions; None where there are none to publish."""
    event = events.scope_of(registration.event_id)
    publication = agenda.find_publication(event.id)
    starred = queries.stars(registration.id)
    published = publication.sessions if publication else ()
    sessions = queries.mine(published, registration.category.key, registration.id, starred)
    if publication is None or not sessions:
        return None
    head = exports.Head(
        name=event.title.pick(language, event.languages),
        language=language,
        zone=event.timezone,
        accent=event.accent,
        at=publication.at,
        method="PUBLISH",
        organiser=event.contact,
        stamp=clock.now(),
    )
    with speaking(language):
        return exports.calendar(head, queries.entries(event, sessions, language))


def _locked(registration_id: UUID) -> Registration:
    registration = db.session.get(Registration, registration_id, with_for_update=True)
    if registration is None:
        raise NotFound
    return registration

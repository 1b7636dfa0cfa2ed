"""What pages say of themselves where their links are passed on, and to search engines."""

from __future__ import annotations

from typing import Any

from app.agenda import exports
from app.agenda.exports import Share
from app.agenda.queries.published import published
from app.events import queries as events
from app.kernel.scope import Scope
from app.kernel.web import public_url


def share(one: Scope, language: str, title: str, text: str, url: str) -> Share:
    """The card of a page, with the event's picture in the reader's language; `url` is absolute."""
    return Share(title, text, url, public_url("agenda.picture", event=one.slug, language=language))


def linked(one: Scope, language: str, key: str = "") -> dict[str, Any]:
    """The event with its sessions, or one of them, as schema.org says it; cancelled and moved ones included."""
    row = events.get_event(one.id)
    facts = exports.LinkedEvent(
        title=one.title,
        summary=row.summary or row.theme,
        first=row.starts,
        last=row.ends,
        zone=one.timezone,
        venue=row.venue,
        city=row.city,
        country=one.country,
        organisers=tuple(organiser.name for organiser in row.organisers),
        funder=one.funder,
        url=public_url("agenda.agenda", event=one.slug),
        session_url=public_url("agenda.session", event=one.slug, key="-").removesuffix("-"),
        picture=public_url("agenda.picture", event=one.slug, language=language),
        languages=one.languages,
        sessions=published(one.id),
    )
    return exports.linked_session(facts, key, language) if key else exports.linked_event(facts, language)

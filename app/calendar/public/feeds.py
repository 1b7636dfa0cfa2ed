"""Feeds: of the event, of a session, of a room, and a delegate's own behind a secret address."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from flask import Response, request

from app.agenda import queries as agenda
from app.agenda.queries import Publication
from app.agenda.rules import Version
from app.calendar import exports, queries
from app.calendar.public.blueprint import blueprint
from app.events import queries as events
from app.kernel import guard, pages
from app.kernel.errors import NotFound
from app.kernel.i18n import current_language, prefer
from app.kernel.scope import Scope, enter, scope
from app.kernel.web import public_url


@blueprint.get("/<event>/calendar.ics")
@guard.open_to_all
def feed(event: str) -> Response:
    """Every published session of the event, cancelled ones as such."""
    one = scope()
    return _answer(one, ("feed",), lambda publication: publication.sessions)


@blueprint.get("/<event>/sessions/<key>.ics")
@guard.open_to_all
def session(event: str, key: str) -> Response:
    """One published session."""
    one = scope()
    if not any(session.key == key for session in agenda.published(one.id)):
        raise NotFound
    return _answer(one, ("session", key), lambda publication: publication.of(key))


@blueprint.get("/<event>/rooms/<key>.ics")
@guard.open_to_all
def room(event: str, key: str) -> Response:
    """Every published session of one room: what hangs beside its door, and what its technicians follow."""
    one = scope()
    if not any(session.room == key for session in agenda.published(one.id)):
        raise NotFound
    return _answer(
        one, ("room", key), lambda publication: tuple(one for one in publication.sessions if one.room == key)
    )


@blueprint.get("/c/<feed>.ics")
@guard.open_to_all
def person(feed: str) -> Response:
    """The published sessions that a delegate is expected at; the file names nobody and holds no secret."""
    found = queries.find_feed(feed)
    if found is None:
        raise NotFound
    one, status = events.scope_of(found.event_id), queries.STATUS.get(found.state, "CANCELLED")
    enter(one)
    prefer(found.language)
    starred = queries.stars(found.registration)

    def chosen(publication: Publication) -> Version:
        return queries.mine(publication.sessions, found.category, found.registration, starred)

    # Those who see the same sessions share one file; a star or an invitation by name makes another.
    publication = agenda.find_publication(one.id)
    theirs = frozenset(session.uid for session in chosen(publication)) if publication else frozenset()
    answer = _answer(one, ("person", theirs, status), chosen, status, publication)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _answer(
    one: Scope,
    what: tuple[Hashable, ...],
    chosen: Callable[[Publication], Version],
    status: str = "CONFIRMED",
    publication: Publication | None = None,
) -> Response:
    publication = publication or agenda.find_publication(one.id)
    if publication is None:
        raise NotFound
    language = current_language()

    def build() -> bytes:
        head = exports.Head(
            name=one.title.pick(language, one.languages),
            language=language,
            zone=one.timezone,
            accent=one.accent,
            at=publication.at,
            source=_source(),
            image=public_url("agenda.picture", event=one.slug, language=language),
        )
        return exports.calendar(head, queries.entries(one, chosen(publication), language, status))

    # A delegate's state is younger than the publication: then only the ETag can say "unchanged".
    modified = publication.at if status == "CONFIRMED" else None
    key = ("calendar", one.id, *what)
    answer = pages.cached_page(key, one.version, build, mimetype="text/calendar", modified=modified)
    answer.headers["Content-Disposition"] = f'inline; filename="{one.slug}.ics"'
    return answer


def _source() -> str:
    """The public address of this feed; a delegate's own is a secret, and the file may be passed on."""
    values = request.view_args or {}
    if "event" not in values:
        return ""
    return public_url(str(request.endpoint), **values, lang=current_language())

"""Calendars for everybody: the event's feed, one session, and a delegate's own behind a secret address."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, request

from app.agenda import queries as agenda
from app.agenda.queries import Publication
from app.agenda.rules import Version
from app.calendar import exports, queries
from app.events import queries as events
from app.kernel import guard, pages
from app.kernel.errors import NotFound
from app.kernel.i18n import LANGUAGES, current_language, speaking
from app.kernel.scope import Scope, enter, scope
from app.kernel.web import public_url

blueprint = Blueprint("calendar", __name__)


@blueprint.get("/<event>/calendar.ics")
@guard.open_to_all
def feed(event: str) -> Response:
    """Every published session of the event, cancelled ones as such."""
    one = scope()
    source = public_url("calendar.feed", event=one.slug, lang=current_language())
    return _answer(one, ("feed",), lambda publication: publication.sessions, source=source)


@blueprint.get("/<event>/sessions/<key>.ics")
@guard.open_to_all
def session(event: str, key: str) -> Response:
    """One published session."""
    one = scope()
    if not any(session.key == key for session in agenda.published(one.id)):
        raise NotFound
    source = public_url("calendar.session", event=one.slug, key=key, lang=current_language())
    return _answer(one, ("session", key), lambda publication: publication.of(key), source=source)


@blueprint.get("/c/<feed>.ics")
@guard.open_to_all
def person(feed: str) -> Response:
    """The published sessions that a delegate is expected at; the file names nobody and holds no secret."""
    found = queries.find_feed(feed)
    if found is None:
        raise NotFound
    one, status = events.scope_of(found.event_id), queries.STATUS.get(found.state, "CANCELLED")
    enter(one)
    wish = request.args.get("lang", "")
    with speaking(wish if wish in LANGUAGES else found.language):
        # All delegates of a category share one file. It has no SOURCE: the address is the delegate's secret.
        mine = ("person", found.category, status)
        answer = _answer(one, mine, lambda publication: publication.awaiting(found.category), status=status)
        answer.content_language.add(current_language())
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _answer(
    one: Scope,
    what: tuple[str, ...],
    chosen: Callable[[Publication], Version],
    *,
    source: str = "",
    status: str = "CONFIRMED",
) -> Response:
    publication = agenda.find_publication(one.id)
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
            source=source,
        )
        return exports.calendar(head, queries.entries(one, chosen(publication), language, status))

    answer = pages.cached_page(
        ("calendar", one.id, *what), one.version, build, mimetype="text/calendar", modified=publication.at
    )
    answer.headers["Content-Disposition"] = f'inline; filename="{one.slug}.ics"'
    return answer

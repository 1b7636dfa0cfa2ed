"""The agenda as everybody sees it: a page, and two formats that other programs read."""

from __future__ import annotations

from babel.dates import get_timezone_location
from flask import Blueprint, Response, render_template

from app.agenda import exports, queries
from app.events import queries as events
from app.kernel import clock, guard, pages
from app.kernel.i18n import _, current_language, locale
from app.kernel.scope import Scope, scope
from app.kernel.web import public_url

blueprint = Blueprint("agenda", __name__)


@blueprint.get("/<event>/agenda")
@guard.open_to_all
def agenda(event: str) -> Response:
    """All days in one page; what runs now is marked, to the minute."""
    one, now = scope(), clock.now()
    minute = int(now.timestamp()) // 60
    return pages.cached_page(("agenda", one.id), (one.version, minute), lambda: _page(one, now))


def _page(one: Scope, now: clock.Instant) -> str:
    language = current_language()
    city = get_timezone_location(one.timezone, locale=locale(language), return_city=True)
    page = {
        "title": one.title.pick(language, one.languages),
        "zone_note": _("All times are those of %(city)s.", city=city),
        "calendar_url": f"/{one.slug}/calendar.ics?lang={language}",
        "days": queries.programme(one, language, now),
    }
    return render_template("agenda/agenda.html", page=page)


@blueprint.get("/<event>/schedule.json")
@guard.open_to_all
def schedule_json(event: str) -> Response:
    """The agenda as schedule.json, in the visitor's language."""
    one = scope()
    render = lambda: exports.schedule_json(_schedule(one))  # noqa: E731
    return pages.cached_page(("schedule", one.id), one.version, render, mimetype="application/json")


@blueprint.get("/<event>/schedule.xml")
@guard.open_to_all
def schedule_xml(event: str) -> Response:
    """The agenda as schedule.xml, in the visitor's language."""
    one = scope()
    render = lambda: exports.schedule_xml(_schedule(one))  # noqa: E731
    return pages.cached_page(("schedule", one.id), one.version, render, mimetype="application/xml")


def _schedule(one: Scope) -> exports.Schedule:
    row, rooms = events.get_event(one.id), queries.rooms(one.id)
    return exports.Schedule(
        slug=one.slug,
        title=one.title,
        first=row.starts,
        last=row.ends,
        zone=one.timezone,
        accent=one.accent,
        url=public_url("agenda.agenda", event=one.slug),
        rooms=tuple(exports.RoomFacts(room.id, room.key, room.name, room.capacity) for room in rooms),
        sessions=queries.published(one.id),
        language=current_language(),
        fallback=one.languages,
        version=one.version,
    )

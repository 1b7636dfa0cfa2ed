"""The agenda's page, one page a session, and the number by which open pages notice a publication."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, render_template, request, url_for

from app.agenda import queries
from app.agenda.public.blueprint import blueprint
from app.agenda.public.links import file_links
from app.agenda.rules import Filter, PublishedSession, subscription
from app.kernel import clock, guard, pages
from app.kernel.errors import NotFound
from app.kernel.i18n import _, current_language, zone_note
from app.kernel.scope import Scope, scope
from app.kernel.web import public_url


@blueprint.get("/<event>/agenda")
@guard.open_to_all
def agenda(event: str) -> Response:
    """All days in one page, or what ?kind, ?room and ?spoken ask for; what runs now is marked, to the minute."""
    one, now = scope(), clock.now()
    minute = int(now.timestamp()) // 60
    return pages.cached_page(("agenda", one.id), (one.version, minute), lambda: _page(one, now))


def _page(one: Scope, now: clock.Instant) -> str:
    language = current_language()
    wanted = Filter(*(request.args.get(name, "")[:60] for name in ("kind", "room", "spoken")))
    title = one.title.pick(language, one.languages)
    feed = public_url("calendar.feed", event=one.slug, lang=language)
    page = {
        "title": title,
        "zone_note": zone_note(one.timezone),
        "subscription": subscription(feed, title),
        "files": file_links(one),
        "filter": wanted,
        "choices": queries.choices(one, language, wanted),
        "days": queries.programme(one, language, now, wanted),
        "share": queries.share(
            one,
            language,
            f"{_('Agenda')} · {title}",
            zone_note(one.timezone),
            public_url("agenda.agenda", event=one.slug, lang=language),
        ),
        "linked": queries.linked(one, language),
    }
    return render_template("agenda/agenda.html", page=page)


@blueprint.get("/<event>/version")
@guard.open_to_all
def version(event: str) -> Response:
    """A number that rises with whatever public pages show: open pages ask for it, and 304 is the usual answer."""
    one = scope()
    said = json.dumps({"version": one.version})
    return pages.cached_page(("version", one.id), one.version, lambda: said, mimetype="application/json")


@blueprint.get("/<event>/sessions/<key>")
@guard.open_to_all
def session(event: str, key: str) -> Response:
    """One published session with all that is known of it, and its neighbours."""
    one, now = scope(), clock.now()
    found = next((session for session in queries.published(one.id) if session.key == key), None)
    if found is None:
        raise NotFound
    stamp = (one.version, int(now.timestamp()) // 60)
    return pages.cached_page(("session", one.id, key), stamp, lambda: _session_page(one, found, now))


def _session_page(one: Scope, found: PublishedSession, now: clock.Instant) -> str:
    return render_template("agenda/session.html", page=session_facts(one, found, now))


def session_facts(one: Scope, found: PublishedSession, now: clock.Instant) -> dict[str, Any]:
    """What a session's page shows, in the visitor's language."""
    language = current_language()
    shown = queries.session_shown(one, found, language, now)
    title = one.title.pick(language, one.languages)
    ics = url_for("calendar.session", event=one.slug, key=found.key, lang=language)
    return {
        "title": title,
        "zone_note": zone_note(one.timezone),
        "ics": ics,
        "documents_base": url_for("agenda.document", event=one.slug, key="-", language="-").removesuffix(
            "-/-"
        ),
        "share": queries.share(
            one,
            language,
            f"{shown.line.title} · {title}",
            shown.line.subtitle or shown.when,
            public_url("agenda.session", event=one.slug, key=found.key, lang=language),
        ),
        "linked": queries.linked(one, language, found.key),
        **vars(shown),
    }

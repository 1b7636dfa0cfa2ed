"""The figures of this moment: a page that follows what happens, and the same as files."""

from __future__ import annotations

import hashlib
from dataclasses import fields

from flask import Response, make_response, render_template, request, session

from app.events import queries as events
from app.kernel import guard
from app.kernel.i18n import current_language
from app.kernel.scope import scope
from app.statistics import queries, service
from app.statistics.queries import Live
from app.statistics.rules import GENDERS, Facts, Filter, narrowed, tables
from app.statistics.views.blueprint import blueprint

TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@blueprint.get("/desk/<event>/statistics")
@guard.requires("attendance.view")
def statistics(event: str) -> Response:
    """All figures as far as known now; asked again with what it was called last, it only says that nothing changed."""
    found = queries.live(scope().id)
    called = _called(found)
    response = make_response("") if called in request.if_none_match else _page(found)
    if "_flashes" in session:  # said once, and not kept
        response.headers["Cache-Control"] = "no-store"
        return response
    response.set_etag(called)
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request.environ)  # type: ignore[return-value]


def _page(found: Live) -> Response:
    here, language = scope(), current_language()
    first, wanted = events.get_event(here.id).starts, _wanted(found.facts)
    shown = tables(narrowed(found.facts, wanted), wanted.place)
    return make_response(
        render_template(
            "statistics/statistics.html",
            figures=queries.shown(shown, here, first, language),
            said=queries.sentence(shown[0], queries.Speaker(here, first, language)),
            choices=queries.choices(found.facts, here, first, language, wanted),
            asked={key: value for key, value in vars(wanted).items() if value},
            as_of=found.facts.as_of,
        )
    )


def _wanted(facts: Facts) -> Filter:
    """What the address asks for, as far as it is known."""
    known = {
        "place": facts.places.keys(),
        "category": {one.key for one in facts.categories},
        "country": {one.country for one in facts.people.values()},
        "gender": set(GENDERS),
    }
    asked = {one.name: request.args.get(one.name, "") for one in fields(Filter)}
    return Filter(**{name: value for name, value in asked.items() if value in known[name]})


def _called(found: Live) -> str:
    """The name of this page for this reader, while nothing that it shows changes."""
    may = [guard.may(one) for one in ("attendance.export", "event.edit", "team.view")]
    seen = (found.stamp, current_language(), sorted(request.args.items()), str(guard.actor().id), may)
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:32]


@blueprint.get("/desk/<event>/statistics.<any(pdf, xlsx, csv):kind>")
@guard.requires("attendance.export")
def download(event: str, kind: str) -> Response:
    """The figures as a file; what the page was narrowed to, the file is too."""
    here = scope()
    content = service.export(here.id, kind, current_language(), _wanted(queries.live(here.id).facts))
    disposition = {"Content-Disposition": f'attachment; filename="{here.slug}-statistics.{kind}"'}
    return Response(content, content_type=TYPES[kind], headers=disposition)

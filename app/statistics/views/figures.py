"""The figures of this moment: a page that follows what happens, and the same as files."""

from __future__ import annotations

import hashlib
from dataclasses import fields

from flask import Response, make_response, render_template, request

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
    if called in request.if_none_match:
        return Response(status=304, headers={"ETag": f'"{called}"'})
    response = _page(found, called)
    response.set_etag(called)
    return response


def _page(found: Live, called: str) -> Response:
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
            called=called,
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


@blueprint.get("/desk/<event>/statistics.<ending>")
@guard.requires("attendance.export")
def download(event: str, ending: str) -> Response:
    """The figures as a file; what the page was narrowed to, the file is too."""
    here = scope()
    content = service.export(here.id, ending, current_language(), _wanted(queries.live(here.id).facts))
    disposition = {"Content-Disposition": f'attachment; filename="{here.slug}-statistics.{ending}"'}
    return Response(content, content_type=TYPES[ending], headers=disposition)

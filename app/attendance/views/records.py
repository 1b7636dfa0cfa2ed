"""Lists after the fact at the desk: one place with filters, everybody against all places, and the files."""

from __future__ import annotations

from flask import Response, render_template, request

from app.attendance import queries, service
from app.attendance.rules import SHOWS, Kind, Register, Wanted, matrix, recorded
from app.attendance.views.blueprint import blueprint
from app.attendance.views.closing import title_of
from app.attendance.views.lists import TYPES
from app.events import queries as events
from app.kernel import guard
from app.kernel.errors import NotFound
from app.kernel.i18n import country_name, current_language
from app.kernel.scope import scope

SHOWN = 200
"""Rows on the page; files hold all of them."""
ENDINGS = {**TYPES, "csv": "text/csv; charset=utf-8", "json": "application/json"}


@blueprint.get("/desk/<event>/presence/list")
@guard.requires("attendance.view")
def records(event: str) -> str:
    """The list of one place: by scan, by signature, both, neither; narrowed by category and country."""
    here, language = scope(), current_language()
    register = queries.register(here.id)
    key = request.args.get("place") or next(iter(register.places), "")
    if key and key not in register.places:
        raise NotFound
    wanted = _wanted()
    found = recorded(register, key, wanted, language) if key else []
    return render_template(
        "attendance/records.html", place=key, wanted=wanted, rows=found[:SHOWN], total=len(found),
        counts=register.counts(key) if key else None, shows=service.shows(),
        places=[(one.key, title_of(one)) for one in register.places.values()], **_choices(register),
    )  # fmt: skip


@blueprint.get("/desk/<event>/presence/matrix")
@guard.requires("attendance.view")
def presence_matrix(event: str) -> str:
    """Everybody against all sessions or half-days."""
    here, language = scope(), current_language()
    register, row = queries.register(here.id), events.get_event(here.id)
    kind = _kind()
    places = register.of_kind(kind)
    wanted = _wanted()
    found = matrix(register, [one.key for one in places], wanted, language)
    heads = [(service.column_head(row, one), title_of(one)) for one in places]
    return render_template(
        "attendance/matrix.html", kind=str(kind), heads=heads, rows=found.rows[:SHOWN], total=len(found.rows),
        totals=found.totals, wanted=wanted, shows=service.shows(), **_choices(register),
    )  # fmt: skip


@blueprint.get("/desk/<event>/presence/list.<any(pdf, xlsx, csv, json):ending>")
@guard.requires("attendance.export")
def records_file(event: str, ending: str) -> Response:
    """The list as a file."""
    key = request.args.get("place", "")
    content = service.list_file(scope().id, key, ending, _wanted(), current_language())
    return _download(content, f"{scope().slug}-{key}", ending)


@blueprint.get("/desk/<event>/presence/matrix.<any(pdf, xlsx, csv, json):ending>")
@guard.requires("attendance.export")
def matrix_file(event: str, ending: str) -> Response:
    """The matrix as a file."""
    kind = _kind()
    keys = [one.key for one in queries.places(scope().id).values() if one.kind is kind]
    content = service.matrix_file(scope().id, keys, ending, _wanted(), current_language())
    return _download(content, f"{scope().slug}-matrix-{kind}", ending)


def _download(content: bytes, name: str, ending: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    return Response(content, mimetype=ENDINGS[ending], headers=headers)


def _kind() -> Kind:
    return Kind.HALFDAY if request.args.get("kind") == Kind.HALFDAY else Kind.SESSION


def _wanted() -> Wanted:
    show = request.args.get("show", "all")
    if show not in SHOWS:
        raise NotFound
    return Wanted(show, request.args.get("category", "")[:40], request.args.get("country", "")[:2])


def _choices(register: Register) -> dict[str, list[tuple[str, str]]]:
    here, language = scope(), current_language()
    codes = {face.country for face in register.people.values() if face.country}
    return {
        "categories": [
            (one.key, one.name.pick(language, here.languages)) for one in events.categories(here.id)
        ],
        "countries": sorted(((code, country_name(code, language)) for code in codes), key=lambda one: one[1]),
    }

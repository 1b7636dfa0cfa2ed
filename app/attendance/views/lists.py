"""Attendance at the desk: counts by session, one session's list, and the list as a file."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template

from app.attendance import queries, service
from app.attendance.views.blueprint import blueprint
from app.checkin import queries as checkin
from app.kernel import clock, guard
from app.kernel.i18n import _, current_language, format_day, format_span, format_time
from app.kernel.scope import scope

TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@blueprint.get("/desk/<event>/attendance")
@guard.requires("attendance.view")
def sessions(event: str) -> str:
    """Where attendance is taken, with how many came."""
    here, language = scope(), current_language()
    came = checkin.attended(here.id)
    places = [
        {
            "key": key,
            "title": one.title.pick(language, here.languages) or _("Main entrance"),
            "room": one.room.pick(language, here.languages),
            "starts": one.hours.starts,
            "came": came.get(key, 0),
        }
        for key, one in checkin.checkpoints(here.id).items()
    ]
    return render_template("attendance/sessions.html", places=places)


@blueprint.get("/desk/<event>/attendance/<key>")
@guard.requires("attendance.view")
def session(event: str, key: str) -> str:
    """One session's list as far as known now."""
    here, language = scope(), current_language()
    found = queries.of_session(here.id, key, language)
    facts: dict[str, Any] = {
        "title": found.title.pick(language, here.languages) or _("Main entrance"),
        "room": found.room.pick(language, here.languages),
        "when": "",
    }
    if found.starts and found.ends:
        starts, ends = (clock.local(one, here.timezone) for one in (found.starts, found.ends))
        hours = format_span(format_time(starts), format_time(ends), language)
        facts["when"] = f"{format_day(starts.date(), language, here.country)} · {hours}"
    return render_template("attendance/session.html", found=found, **facts)


@blueprint.get("/desk/<event>/attendance/<key>.pdf")
@guard.requires("attendance.export")
def pdf(event: str, key: str) -> Response:
    """The list to print and sign."""
    return _file(key, "pdf")


@blueprint.get("/desk/<event>/attendance/<key>.xlsx")
@guard.requires("attendance.export")
def xlsx(event: str, key: str) -> Response:
    """The list as a spreadsheet."""
    return _file(key, "xlsx")


def _file(key: str, kind: str) -> Response:
    content = service.export(scope().id, key, kind, current_language())
    name = f"{scope().slug}-{key}.{kind}"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=TYPES[kind], headers=disposition)

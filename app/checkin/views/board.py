"""The live board of the door chief: asked every few seconds, answered 304 while nothing changed."""

from __future__ import annotations

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from app.checkin import queries
from app.checkin.rules.curve import HEIGHT, WIDTH
from app.checkin.views.shared import blueprint, place_name
from app.kernel import clock, guard
from app.kernel.i18n import current_language
from app.kernel.scope import scope


@blueprint.get("/desk/<event>/doors/board")
@guard.requires("doors.view")
def board(event: str) -> ResponseReturnValue:
    """Checkpoints, gates, devices, and what has to be looked at."""
    here, now = scope(), clock.now()
    mark = f"{queries.board_mark(here.id, here.version, now)}-{current_language()}"
    if request.if_none_match.contains(mark):
        return _kept(Response(status=304), mark)
    found = queries.board(here.id, now)
    page = render_template(
        "checkin/board.html", board=found, now=now, place_name=place_name, width=WIDTH, height=HEIGHT, mark=mark,
        silent=[one.device.name for one in found.devices if one.silent],
    )  # fmt: skip
    return _kept(make_response(page), mark)


def _kept(answer: Response, mark: str) -> Response:
    answer.set_etag(mark)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer

"""The hall's screen: what runs now and what comes next, in big type, also when the network is gone."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from flask import Response, render_template, request

from app.agenda import queries
from app.agenda.public.blueprint import blueprint
from app.kernel import assets, clock, guard, pages
from app.kernel.clock import Instant
from app.kernel.i18n import LANGUAGES, current_language
from app.kernel.scope import Scope, scope


@blueprint.get("/<event>/now")
@guard.open_to_all
def now(event: str) -> str:
    """The screen; languages take turns unless ?lang fixes one, and ?room shows one room alone."""
    one, moment = scope(), clock.now()
    state = queries.screen_state(one, _hour(moment))
    fixed = request.args.get("lang") in LANGUAGES
    language = current_language() if fixed else state["languages"][0]
    return render_template("agenda/now.html", page=_page(one, state, language, fixed, moment))


def _page(one: Scope, state: dict[str, Any], language: str, fixed: bool, moment: Instant) -> dict[str, Any]:
    room = request.args.get("room", "")[:60]
    return {
        "state": state,
        "language": language,
        "fixed": fixed,
        "room": room,
        "at": clock.stamp(moment),
        "lines": queries.screen_lines(one, language, room, moment),
    }


@blueprint.get("/<event>/now.json")
@guard.open_to_all
def now_json(event: str) -> Response:
    """What the screen asks for every few seconds: 304 until a publication or the next hour."""
    one, hour = scope(), _hour(clock.now())

    def render() -> str:
        return json.dumps(queries.screen_state(one, hour), ensure_ascii=False)

    return pages.cached_page(("now", one.id), (one.version, hour), render, mimetype="application/json")


@blueprint.get("/<event>/now-worker.js")
@guard.open_to_all
def worker(event: str) -> Response:
    """The screen's service worker, beside the screen so that it may answer for it."""
    answer = assets.send_asset(assets.asset_file("screen-worker.js"), request.accept_encodings)
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _hour(moment: Instant) -> Instant:
    return Instant(moment.replace(minute=0, second=0, microsecond=0) - timedelta(hours=1))

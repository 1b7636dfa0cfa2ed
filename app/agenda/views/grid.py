"""The day grid: a session is moved and stretched there, or in a form that does the same."""

from __future__ import annotations

from datetime import time
from typing import Any

from flask import Response, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.agenda import queries, rules, service
from app.agenda.forms import MoveForm, form_in, move_data
from app.agenda.models import Session
from app.agenda.rules import SessionPart
from app.agenda.views.blueprint import blueprint, both_versions, desk_page, refresh
from app.events import queries as events
from app.events.rules import EventFileFaults
from app.kernel import guard
from app.kernel.errors import NotFound
from app.kernel.i18n import _, current_language, format_day, format_span
from app.kernel.scope import scope

MOST = 2 * 24 * 60  # minutes from midnight that a session may end at


@blueprint.get("/desk/<event>/agenda/grid")
@guard.requires("agenda.view")
def grid(event: str) -> str:
    """One day: rooms across, hours down."""
    day = request.args.get("day", "1")
    number = int(day) if day.isdecimal() and len(day) < 5 else 1
    shown = queries.grid(queries.draft(scope().id), scope(), number)
    return desk_page("grid.html", grid=shown, hours=range(shown.first, shown.last, 60), clock=queries.minutes)


@blueprint.post("/desk/<event>/agenda/grid")
@guard.requires("agenda.edit")
def drop(event: str) -> ResponseReturnValue:
    """Where a session was moved or stretched to; answers JSON: what happened in words, or what is in the way."""
    seen, wanted = _times("seen_"), _times("")
    key, reason = request.form.get("key", ""), request.form.get("reason", "")
    try:
        saved = service.move_session(scope().id, key, seen, wanted, reason)
    except service.Stale as error:
        words = _("Somebody else moved it meanwhile: the grid shows where it is now.")
        return _answer(409, "stale", words, both_versions(error)["rows"])
    except service.Clashing as error:
        return _answer(
            409,
            "blocked" if error.blocked else "clashing",
            _(error.message),
            [one.words for one in error.clashes],
        )
    except EventFileFaults as error:
        return _answer(422, "refused", _("It cannot be there."), [one.say(_) for one in error.faults])
    title = saved.part.title.pick(current_language(), scope().languages)
    starts, ends = f"{saved.part.starts:%H:%M}", f"{saved.part.ends:%H:%M}"
    hours = format_span(starts, ends, current_language())
    return _answer(200, "saved", _("%(title)s is now at %(hours)s.", title=title, hours=hours), [])


def _answer(status: int, code: str, words: str, details: Any) -> Response:
    answer = jsonify({"code": code, "words": words, "details": details})
    answer.status_code = status
    return answer


def _times(prefix: str) -> dict[str, Any]:
    """Day, hours and room out of the request; hours are minutes from the day's midnight. Raises NotFound."""
    said = {name: request.form.get(f"{prefix}{name}", "") for name in ("day", "starts", "ends", "room")}
    numbers = [said[name] for name in ("day", "starts", "ends")]
    if not all(one.isascii() and one.isdecimal() and len(one) < 5 for one in numbers):
        raise NotFound
    day, starts, ends = map(int, numbers)
    if not (starts < ends <= MOST and starts < 24 * 60 and ends - starts <= 24 * 60):
        raise NotFound
    return {
        "day": day,
        "starts": time(starts // 60, starts % 60),
        "ends": time(ends // 60 % 24, ends % 60),
        "ends_next_day": ends >= 24 * 60,
        "room": said["room"],
    }


@blueprint.get("/desk/<event>/agenda/sessions/<key>/move")
@guard.requires("agenda.edit")
def move(event: str, key: str) -> str:
    """The same as a form: day, hours and room."""
    row, part = _session(key)
    return _page(form_in(MoveForm, scope().languages, data=move_data(part)), row)


@blueprint.post("/desk/<event>/agenda/sessions/<key>/move")
@guard.requires("agenda.edit")
def save_move(event: str, key: str) -> ResponseReturnValue:
    """Move or stretch a session."""
    row, stored = _session(key)
    form = form_in(MoveForm, scope().languages)
    seen = rules.remembered(SessionPart, str(form.seen.data or "")) or stored
    times = form.times()
    if times is None:
        return _page(form, row), 422
    kept = {name: getattr(seen, name) for name in service.TIMES}
    try:
        saved = service.move_session(scope().id, key, kept, times, str(form.reason.data or ""))
    except service.Stale as error:
        refresh(form, {**move_data(error.merged), "seen": rules.remember(error.stored)})
        return _page(form, row, stale=both_versions(error, row)), 409
    except service.Clashing as error:
        return _page(form, row, clashing=error), 409
    except EventFileFaults as error:
        form.show(error.faults)
        return _page(form, row), 422
    flash(_("Moved in the draft. Nobody sees it before you publish."), "go")
    return redirect(url_for("agenda_desk.grid", event=scope().slug, day=saved.part.day), 303)


def _session(key: str) -> tuple[Session, SessionPart]:
    row = service.find_row(queries.draft(scope().id), key)
    return row, queries.session_part(row, events.get_event(scope().id).starts, scope().timezone)


def _page(form: MoveForm, row: Session, **more: Any) -> str:
    here, language = scope(), current_language()
    form.day.choices = [
        (str(number), format_day(day, language, here.country, year=False))
        for number, day in enumerate(events.days_of(events.get_event(here.id)), 1)
    ]
    named = ((room.key, room.name.pick(language, here.languages)) for room in queries.rooms(here.id))
    form.room.choices = [("", _("(none)")), *named]
    return desk_page("move.html", form=form, row=row, **{"stale": None, "clashing": None, **more})

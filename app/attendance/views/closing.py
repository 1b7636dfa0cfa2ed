"""Closing a half-day at the desk: gaps, signatures by number, pages that come back, and the closing sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.attendance import queries, service
from app.attendance.exports import closing_pdf
from app.attendance.models import Sheet
from app.attendance.rules import How, Kind, Place, Register
from app.attendance.views.blueprint import blueprint
from app.kernel import guard
from app.kernel.errors import NotFound, Refusal
from app.kernel.i18n import _, current_language, ngettext
from app.kernel.scope import scope

MOST_TYPED = 20_000
"""Characters of numbers in one go."""


@blueprint.get("/desk/<event>/closing")
@guard.requires("attendance.view")
def closings(event: str) -> str:
    """Every half-day, session and day with its figures, what came back, and who closed it; ?verify=1 recomputes the
    chain of signatures."""
    here = scope()
    register = queries.register(here.id)
    last = {one.place: one for one in reversed(queries.closings(here.id))}
    back: dict[str, tuple[int, int]] = {}
    for one in reversed(queries.sheets(here.id)):
        back[one.sheet.place] = (one.handed_in, one.sheet.pages)
    groups = [
        (word, [_summary(place, register, last, back) for place in register.of_kind(kind)])
        for kind, word in (
            (Kind.HALFDAY, _("Half-days")),
            (Kind.SESSION, _("Sessions")),
            (Kind.DAY, _("Days")),
        )
    ]
    verified = {"broken_at": queries.first_break_of_signatures(here.id)} if request.args.get("verify") else {}
    return render_template("attendance/closings.html", groups=groups, verified=verified)


def _summary(
    place: Place, register: Register, last: dict[str, Any], back: dict[str, tuple[int, int]]
) -> dict[str, Any]:
    return {
        "key": place.key,
        "title": title_of(place),
        "starts": place.starts,
        "counts": register.counts(place.key),
        "closing": last.get(place.key),
        "back": back.get(place.key),
    }


def title_of(place: Place) -> str:
    """What a place is called in the reader's language."""
    return service.place_title(place).pick(current_language(), scope().languages)


@blueprint.get("/desk/<event>/closing/<key>")
@guard.requires("attendance.view")
def closing(event: str, key: str) -> str:
    """One place: what is open, and the forms that close the gaps."""
    return _page(key)


@blueprint.post("/desk/<event>/closing/<key>/numbers")
@guard.requires("attendance.manage")
def enter_numbers(event: str, key: str) -> ResponseReturnValue:
    """Take signatures by the numbers of a sheet; what is no number stays in the field."""
    sheet = _sheet(key, request.form.get("sheet", ""))
    text, reason = request.form.get("numbers", "")[:MOST_TYPED], request.form.get("reason", "")[:300]
    try:
        entered = service.enter(scope().id, sheet, text, How.PAPER, reason)
    except service.ReasonNeeded as refused:
        return _page(key, fault=refused, typed=text), 422
    if entered.fresh or not entered.wrong:
        flash(_entered(entered), "go")
    if entered.wrong:
        wrong = ", ".join(entered.wrong[:20])
        said = _("These are no numbers of this sheet: %(wrong)s", wrong=wrong)
        return _page(key, typed=" ".join(entered.wrong), wrong=said), 422
    return redirect(url_for("attendance_desk.closing", event=event, key=key) + "#numbers", 303)


def _entered(entered: service.Entered) -> str:
    said = ngettext("%(num)s signature entered.", "%(num)s signatures entered.", entered.fresh)
    if entered.known:
        more = ngettext("%(num)s stood already.", "%(num)s stood already.", entered.known)
        return f"{said} {more}"
    return said


@blueprint.post("/desk/<event>/closing/<key>/people")
@guard.requires("attendance.manage")
def enter_people(event: str, key: str) -> ResponseReturnValue:
    """Take the signatures of those who were ticked."""
    try:
        people = [UUID(one) for one in request.form.getlist("person")[:5000]]
    except ValueError:
        raise NotFound from None
    try:
        fresh = service.enter_people(scope().id, key, people, How.PAPER, request.form.get("reason", "")[:300])
    except service.ReasonNeeded as refused:
        return _page(key, fault=refused), 422
    flash(ngettext("%(num)s signature entered.", "%(num)s signatures entered.", fresh), "go")
    return redirect(url_for("attendance_desk.closing", event=event, key=key), 303)


@blueprint.post("/desk/<event>/closing/<key>/take-back")
@guard.requires("attendance.manage")
def take_back(event: str, key: str) -> ResponseReturnValue:
    """Take one signature back, with a reason; the line that was entered stays."""
    try:
        who = UUID(request.form.get("person", ""))
    except ValueError:
        raise NotFound from None
    try:
        service.take_back(scope().id, key, who, request.form.get("reason", "")[:300])
    except (service.ReasonNeeded, service.NotSigned) as refused:
        return _page(key, fault=refused), 422
    flash(_("Taken back. Both lines stay in the log."), "go")
    return redirect(url_for("attendance_desk.closing", event=event, key=key), 303)


@blueprint.post("/desk/<event>/closing/<key>/pages")
@guard.requires("attendance.manage")
def hand_in(event: str, key: str) -> ResponseReturnValue:
    """Note which pages came back."""
    sheet = _sheet(key, request.form.get("sheet", ""))
    pages = [
        int(one) for one in request.form.getlist("page") if one.isascii() and one.isdigit() and len(one) < 6
    ]
    service.hand_in(scope().id, sheet, pages)
    return redirect(url_for("attendance_desk.closing", event=event, key=key), 303)


@blueprint.post("/desk/<event>/closing/<key>")
@guard.requires("attendance.manage")
def close(event: str, key: str) -> ResponseReturnValue:
    """Close the place with name and time."""
    try:
        service.close(scope().id, key, request.form.get("name", ""), request.form.get("remark", "")[:500])
    except service.NameNeeded as refused:
        return _page(key, fault=refused), 422
    flash(_("Closed. Print the closing sheet, sign it, and keep it with the signed pages."), "go")
    return redirect(url_for("attendance_desk.closing", event=event, key=key), 303)


@blueprint.get("/desk/<event>/closing/<key>/<int:number>.pdf")
@guard.requires("attendance.export")
def closing_file(event: str, key: str, number: int) -> Response:
    """The closing sheet of one closing."""
    found = next((one for one in queries.closings(scope().id, key) if one.number == number), None)
    if found is None:
        raise NotFound
    content = closing_pdf(service.closing_sheet(scope().id, found, current_language()))
    name = f"{scope().slug}-{key}-closing-{number}.pdf"
    return Response(
        content, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


def _sheet(key: str, reference: str) -> Sheet:
    found = queries.find_sheet(scope().id, reference)
    if found is None or found.place != key:
        raise NotFound
    return found


def _page(key: str, fault: Refusal | None = None, **typed: Any) -> str:
    here = scope()
    register = queries.register(here.id)
    if key not in register.places:
        raise NotFound
    place = register.places[key]
    sheets = queries.sheets(here.id, key)
    chosen = next((one for one in sheets if one.sheet.reference == request.form.get("sheet")), None)
    chosen = chosen or next(iter(sheets), None)
    lines = queries.lines_of(chosen.sheet.id) if chosen else []
    numbers = {line.registration_id or line.speaker_id: line.number for line in lines}
    gaps = service.gaps_of(here.id, key, register)
    speakers = queries.speakers_by_id(
        here.id, {line.speaker_id for line in lines if line.speaker_id} | set(gaps.speakers_missing)
    )
    signed = sorted(
        ((who, mark.signed) for who, mark in register.marks[key].items() if mark.signed),
        key=lambda one: -one[1].number,
    )
    people: dict[Any, Any] = {**speakers, **register.people}
    return render_template(
        "attendance/closing.html", place=place, title=title_of(place), counts=register.counts(key),
        gaps=gaps, unsigned=_as_they_lie(gaps.unsigned, numbers),
        unscanned=_as_they_lie(gaps.unscanned, numbers), people=people, numbers=numbers, sheets=sheets, chosen=chosen,
        back=queries.pages_of(chosen.sheet.id) if chosen else {}, closings=queries.closings(here.id, key),
        signed=signed[:60], signed_total=len(signed), fault=fault, form=request.form,
        actor_name=guard.actor().name, **({"typed": "", "wrong": ""} | typed),
    )  # fmt: skip


def _as_they_lie(people: Iterable[UUID], numbers: Mapping[UUID | None, int]) -> list[UUID]:
    """People by their numbers on the sheet, so that whoever holds the paper goes through both; then the others."""
    return sorted(people, key=lambda who: (who not in numbers, numbers.get(who, 0), str(who)))

"""Signed pages as pictures, and signatures on a tablet."""

from __future__ import annotations

from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.attendance import queries, service
from app.attendance.rules import How
from app.attendance.views.blueprint import blueprint
from app.attendance.views.closing import title_of
from app.kernel import guard, storage
from app.kernel.errors import NotFound, Refusal
from app.kernel.i18n import _, ngettext
from app.kernel.scope import scope
from app.kernel.storage import FileRefused
from app.kernel.web import takes_files
from app.registration.rules.folding import folded

MOST_FILES = 30
FOUND = 20
"""People shown for a name."""


@blueprint.post("/desk/<event>/closing/pictures")
@guard.requires("attendance.manage")
@takes_files(64 * storage.MB)
def take_pictures(event: str) -> ResponseReturnValue:
    """Keep photographed or scanned pages where their codes say, and go to the first."""
    sent = [
        (one.filename or "page", one.stream)
        for one in request.files.getlist("pictures")[:MOST_FILES]
        if one.filename
    ]
    back = redirect(url_for("attendance_desk.closings", event=event), 303)
    if not sent:
        flash(_("Choose a picture first."), "stop")
        return back
    try:
        taken = service.take_pictures(scope().id, sent, request.form.get("said", "")[:20])
    except FileRefused as refused:
        flash(_(refused.message, **refused.params), "stop")
        return back
    lost = [one.name for one in taken if not one.pages]
    if lost:
        names = ", ".join(lost)
        flash(
            _(
                "No page of this event is in: %(names)s. Write what stands under its code, and send it again.",
                names=names,
            ),
            "wait",
        )
    pages = [page for one in taken for page in one.pages]
    if not pages:
        return back
    flash(ngettext("%(num)s page is here.", "%(num)s pages are here.", len(pages)), "go")
    sheet, number = pages[0]
    return redirect(url_for("attendance_desk.page", event=event, sheet=sheet.id, number=number), 303)


@blueprint.get("/desk/<event>/sheets/<uuid:sheet>/<int:number>")
@guard.requires("attendance.view")
def page(event: str, sheet: UUID, number: int) -> str:
    """One page that came back: its picture beside its lines, all ticked that have not signed yet."""
    return _page(sheet, number)


@blueprint.post("/desk/<event>/sheets/<uuid:sheet>/<int:number>")
@guard.requires("attendance.manage")
def enter_page(event: str, sheet: UUID, number: int) -> ResponseReturnValue:
    """Take the signatures of the lines that stay ticked."""
    found = queries.get_sheet(scope().id, sheet)
    own = {line.number for line in queries.lines_of(found.id) if line.page == number}
    ticked = [
        one for one in request.form.getlist("line") if one.isascii() and one.isdigit() and int(one) in own
    ]
    try:
        entered = service.enter(
            scope().id, found, " ".join(ticked), How.PHOTO, request.form.get("reason", "")[:300]
        )
    except service.ReasonNeeded as refused:
        return _page(sheet, number, refused), 422
    flash(ngettext("%(num)s signature entered.", "%(num)s signatures entered.", entered.fresh), "go")
    return redirect(url_for("attendance_desk.closing", event=event, key=found.place), 303)


def _page(sheet_id: UUID, number: int, fault: Refusal | None = None) -> str:
    here = scope()
    sheet = queries.get_sheet(here.id, sheet_id)
    if not 1 <= number <= sheet.pages:
        raise NotFound
    register, places = queries.register(here.id), queries.places(here.id)
    lines = [line for line in queries.lines_of(sheet.id) if line.page == number]
    speakers = queries.speakers_by_id(here.id, {line.speaker_id for line in lines if line.speaker_id})
    kept = queries.pages_of(sheet.id).get(number)
    file = storage.find(here.id, kept.file) if kept and kept.file else None
    place = places.get(sheet.place)
    signed = {who for who, mark in register.marks.get(sheet.place, {}).items() if mark.signed}
    return render_template(
        "attendance/page.html", sheet=sheet, number=number, lines=lines, people={**speakers, **register.people},
        file=file, title=title_of(place) if place else sheet.place, signed=signed, fault=fault,
        closed=service.is_closed(here.id, sheet.place),
    )  # fmt: skip


@blueprint.get("/desk/<event>/sheets/<uuid:sheet>/<int:number>/picture")
@guard.requires("attendance.export")
def page_picture(event: str, sheet: UUID, number: int) -> Response:
    """The picture or scan of one page; raises NotFound without one."""
    found = queries.pages_of(queries.get_sheet(scope().id, sheet).id).get(number)
    file = storage.find(scope().id, found.file) if found and found.file else None
    if file is None:
        raise NotFound
    return storage.send(file)


@blueprint.get("/desk/<event>/closing/<key>/tablet")
@guard.requires("attendance.manage")
def tablet(event: str, key: str) -> str:
    """Find a person by name, and let them sign."""
    return _tablet(key)


@blueprint.post("/desk/<event>/closing/<key>/tablet")
@guard.requires("attendance.manage")
def sign_on_tablet(event: str, key: str) -> ResponseReturnValue:
    """Take a signature as it was drawn."""
    try:
        who = UUID(request.form.get("person", ""))
    except ValueError:
        raise NotFound from None
    try:
        fresh = service.sign_on_tablet(
            scope().id, key, who, request.form.get("strokes", ""), request.form.get("picture", ""),
            request.form.get("reason", "")[:300],
        )  # fmt: skip
    except (service.NoInk, service.ReasonNeeded) as refused:
        return _tablet(key, refused, who), 422
    flash(_("Signed. Thank you.") if fresh else _("This person has signed already."), "go")
    return redirect(url_for("attendance_desk.tablet", event=event, key=key), 303)


def _tablet(key: str, fault: Refusal | None = None, who: UUID | None = None) -> str:
    here, asked = scope(), request.args.get("q", "").strip()[:60]
    register = queries.register(here.id)
    if key not in register.places:
        raise NotFound
    terms = folded(asked).split()
    found = [
        face for face in register.people.values()
        if terms and all(term in folded(f"{face.name_ar} {face.name_latin}") for term in terms)
    ]  # fmt: skip
    one = next(
        (
            face
            for face in register.people.values()
            if str(face.registration) == (str(who) if who else request.args.get("person"))
        ),
        None,
    )
    return render_template(
        "attendance/tablet.html", key=key, title=title_of(register.places[key]), found=found[:FOUND], asked=asked,
        person=one, signed=bool(one and register.mark(one.registration, key).signed), fault=fault,
        closed=service.is_closed(here.id, key),
    )  # fmt: skip


@blueprint.get("/desk/<event>/signatures/<int:number>.png")
@guard.requires("attendance.export")
def ink(event: str, number: int) -> Response:
    """The picture of a signature on a tablet."""
    content = service.ink_picture(scope().id, number)
    return Response(content, mimetype="image/png", headers={"Cache-Control": "private, no-store"})

"""Scans to decide on: held ones, double admissions, batches at the wrong place, files of unsent ones."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.checkin import forms, queries, service
from app.checkin.queries import Chosen
from app.checkin.rules import DOOR_MESSAGES
from app.checkin.views.shared import blueprint, place_names
from app.kernel import clock, guard, web
from app.kernel.errors import NotFound, Refusal
from app.kernel.i18n import _, ngettext
from app.kernel.scope import scope

LARGEST_FILE = 20_000_000  # bytes: 20,000 scans with room


@blueprint.get("/desk/<event>/doors/held")
@guard.requires("doors.view")
def held(event: str) -> str:
    """Scans of phones that had ended or are unknown, and the form for a file of unsent ones."""
    return _held_page()


def _held_page(fault: str = "") -> str:
    found = queries.held(scope().id)
    words = {key: _(word) for key, word in DOOR_MESSAGES.items()}
    return render_template(
        "checkin/held.html", lines=found, places=place_names(hidden=True), outcomes=words, fault=fault
    )


@blueprint.post("/desk/<event>/doors/held")
@guard.requires("doors.manage")
def settle(event: str) -> ResponseReturnValue:
    """Accept or reject those that are ticked, or all that wait."""
    here = scope().id
    ticked = [found for one in request.form.getlist("scan") if (found := _uuid(one))]
    if request.form.get("all"):
        ticked = [one.scan_id for one in queries.held(here)]
    accept = request.form.get("act") == "accept"
    done = service.settle_held(here, ticked, accept=accept)
    words = (
        ngettext("%(num)s scan is accepted.", "%(num)s scans are accepted.", done)
        if accept
        else ngettext("%(num)s scan is rejected.", "%(num)s scans are rejected.", done)
    )
    flash(words if done else _("Nothing was ticked that still waits."), "go" if done else "info")
    return redirect(url_for("checkin_desk.held", event=event), 303)


@blueprint.post("/desk/<event>/doors/unsent")
@guard.requires("doors.manage")
@web.takes_files(LARGEST_FILE)
def unsent(event: str) -> ResponseReturnValue:
    """Take a file of scans that a phone could not send."""
    file = request.files.get("file")
    try:
        done = service.import_unsent(scope().id, scope().slug, file.read() if file else b"")
    except service.NotUnsent as refused:
        return _held_page(_(refused.message, **refused.params)), 422
    told = ngettext(
        "%(num)s scan of %(device)s was taken.", "%(num)s scans of %(device)s were taken.", done.scans,
        device=done.device,
    )  # fmt: skip
    if done.held:
        told += " " + ngettext(
            "%(num)s waits for your decision.", "%(num)s wait for your decision.", done.held
        )
    if done.invalid:
        told += " " + ngettext("%(num)s was not understood.", "%(num)s were not understood.", done.invalid)
    flash(told, "go")
    return redirect(url_for("checkin_desk.held", event=event), 303)


@blueprint.get("/desk/<event>/doors/conflicts")
@guard.requires("doors.view")
def conflicts(event: str) -> str:
    """Badges that two gates admitted while one of them was cut off."""
    found = queries.conflicts(scope().id)
    return render_template("checkin/conflicts.html", pairs=found, places=place_names(hidden=True))


@blueprint.post("/desk/<event>/doors/conflicts/<uuid:scan>")
@guard.requires("doors.manage")
def settle_conflict(event: str, scan: UUID) -> ResponseReturnValue:
    """Keep both, or take one back."""
    service.settle_conflict(scope().id, scan, _uuid(request.form.get("undo", "")))
    flash(_("Settled. Both scans stay in the log, with what you decided."), "go")
    return redirect(url_for("checkin_desk.conflicts", event=event), 303)


@blueprint.get("/desk/<event>/doors/move")
@guard.requires("doors.view")
def move(event: str) -> str:
    """Choose what was scanned at the wrong place; with a choice in the address, what would be moved."""
    return _move_page(_move_form())


def _move_form() -> forms.MoveForm:
    form = forms.MoveForm(request.form if request.method == "POST" else request.args)
    places = place_names(hidden=True)
    form.checkpoint.choices = form.target.choices = list(places.items())
    devices = [one for pairing in queries.pairings(scope().id) for one in pairing.devices]
    form.device.choices = [("", _("All devices")), *((str(one.id), one.name) for one in devices)]
    if not form.day.data:
        form.day.data = clock.local(clock.now(), scope().timezone).date()
    return form


def _chosen(form: forms.MoveForm) -> Chosen:
    day, zone = form.day.data, scope().timezone
    since = clock.at(day, form.since.data or time(0), zone)
    until = clock.at(day, form.until.data, zone) if form.until.data else clock.at(day, time(23, 59, 59), zone)
    late = clock.instant(datetime.fromisoformat(until.isoformat()) + timedelta(seconds=59))
    return Chosen(form.checkpoint.data, since, late, _uuid(form.device.data or ""))


def _move_page(form: forms.MoveForm, fault: str = "") -> str:
    asked = bool(request.values.get("checkpoint")) and form.validate()
    number, lines = queries.chosen(scope().id, _chosen(form)) if asked else (0, ())
    return render_template(
        "checkin/move.html", form=form, asked=asked, number=number, lines=lines, places=place_names(hidden=True),
        fault=fault,
    )  # fmt: skip


@blueprint.post("/desk/<event>/doors/move")
@guard.requires("doors.manage")
def move_now(event: str) -> ResponseReturnValue:
    """Move them: each is taken back where it was and stands where it should have been."""
    form = _move_form()
    if not form.validate():
        return _move_page(form), 422
    try:
        done = service.move_batch(scope().id, _chosen(form), form.target.data)
    except NotFound:
        return _move_page(form, _("Choose another place than the one where they were scanned.")), 422
    except Refusal as refused:
        return _move_page(form, _(refused.message, **refused.params)), 422
    flash(ngettext("%(num)s scan was moved.", "%(num)s scans were moved.", done), "go")
    return redirect(url_for("checkin_desk.board", event=event), 303)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

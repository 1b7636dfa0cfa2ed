"""Where the doors of an event scan, how they behave, and the rehearsal."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.checkin import forms, queries, service
from app.checkin.queries import Checkpoint
from app.checkin.rules import KINDS
from app.checkin.service import Settled
from app.checkin.views.shared import blueprint, place_name
from app.kernel import clock, guard
from app.kernel.errors import NotFound
from app.kernel.i18n import Text, _
from app.kernel.scope import scope


@blueprint.get("/desk/<event>/doors/places")
@guard.requires("doors.view")
def places(event: str) -> str:
    """All checkpoints: of the agenda, hidden or not, and added; settings and rehearsal."""
    return _page(_settings_form(), _new_form())


def _page(settings: forms.DoorSettingsForm, new: forms.CheckpointForm) -> str:
    found = queries.all_checkpoints(scope().id)
    return render_template(
        "checkin/places.html", found=[(one, place_name(one)) for one in found.values()], kinds=KINDS,
        settings=settings, new=new, now_set=queries.settings(scope().id), inside=queries.inside(scope().id),
    )  # fmt: skip


def _settings_form() -> forms.DoorSettingsForm:
    now = queries.settings(scope().id)
    form = forms.DoorSettingsForm(
        data={"early": now.early, "elsewhere": now.elsewhere, "silent": now.silent_minutes}
    )
    form.has_pin = now.kiosk_check is not None
    return form


def _new_form() -> forms.CheckpointForm:
    return forms.CheckpointForm(both_ways=True)


@blueprint.post("/desk/<event>/doors/settings")
@guard.requires("doors.manage")
def settings(event: str) -> ResponseReturnValue:
    """How doors behave."""
    form = _settings_form()
    if not form.validate_on_submit():
        return _page(form, _new_form()), 422
    pin = "" if form.no_pin.data else (form.pin.data or None)
    try:
        service.change_settings(scope().id, form.early.data, form.elsewhere.data, form.silent.data, pin)
    except service.BadPin as refused:
        form.pin.errors = [_(refused.message, **refused.params)]
        return _page(form, _new_form()), 422
    flash(_("The doors know within a minute."), "go")
    return redirect(url_for("checkin_desk.places", event=event), 303)


@blueprint.post("/desk/<event>/doors/places")
@guard.requires("doors.manage")
def add_place(event: str) -> ResponseReturnValue:
    """A place that the agenda does not have: a bus, a second entrance."""
    form = forms.CheckpointForm()
    if not form.validate_on_submit():
        return _page(_settings_form(), form), 422
    zone = scope().timezone
    names = {"ar": form.name_ar.data, "fr": form.name_fr.data, "en": form.name_fr.data}
    starts = clock.at(form.day.data, form.since.data, zone) if form.day.data and form.since.data else None
    ends = clock.at(form.day.data, form.until.data, zone) if form.day.data and form.until.data else None
    said = Settled(
        form.kind.data, Text({key: name.strip() for key, name in names.items() if name and name.strip()}), starts, ends,
        form.capacity.data, bool(form.both_ways.data), False,
    )  # fmt: skip
    try:
        service.add_checkpoint(scope().id, said)
    except service.CheckpointTaken as refused:
        form.name_fr.errors = [_(refused.message, **refused.params)]
        return _page(_settings_form(), form), 422
    flash(_("The place is there."), "go")
    return redirect(url_for("checkin_desk.places", event=event), 303)


@blueprint.post("/desk/<event>/doors/places/<key>")
@guard.requires("doors.manage")
def change_place(event: str, key: str) -> ResponseReturnValue:
    """Show or hide one, in only or both ways, how many it holds."""
    known: Checkpoint | None = queries.all_checkpoints(scope().id).get(key)
    if known is None:
        raise NotFound
    capacity = request.form.get("capacity", "").strip()
    if capacity and not (capacity.isascii() and capacity.isdigit() and 0 < int(capacity) < 1_000_000):
        flash(_("The capacity is a number of persons, such as 120."), "stop")
        return redirect(url_for("checkin_desk.places", event=event), 303)
    said = Settled(
        known.kind, known.title, known.hours.starts, known.hours.ends, int(capacity) if capacity else None,
        request.form.get("both_ways") == "y", request.form.get("shown") != "y",
    )  # fmt: skip
    service.keep_checkpoint(scope().id, key, said)
    flash(_("Saved. The doors know within a minute."), "go")
    return redirect(url_for("checkin_desk.places", event=event), 303)


@blueprint.post("/desk/<event>/doors/rehearsal")
@guard.requires("doors.manage")
def rehearsal(event: str) -> ResponseReturnValue:
    """Begin the rehearsal, or end it and clear it."""
    begin = request.form.get("act") == "begin"
    service.rehearse(scope().id, begin=begin)
    flash(
        _("The rehearsal has begun: everything works, nothing counts.")
        if begin
        else _("The rehearsal is over and cleared. From now on scans count."),
        "go",
    )
    return redirect(url_for("checkin_desk.places", event=event), 303)

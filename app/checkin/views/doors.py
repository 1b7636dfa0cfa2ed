"""Doors at the desk: pairing links with their codes, devices, and who was seen when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.checkin import forms, queries, service
from app.checkin.models import Pairing
from app.checkin.views.shared import blueprint, place_names
from app.kernel import clock, guard, qr, web
from app.kernel.errors import NotFound
from app.kernel.i18n import _
from app.kernel.scope import scope
from app.kernel.signing import unseal

MY_DOOR_LASTS = timedelta(hours=16)  # a volunteer's day: whoever comes again pairs again


@blueprint.get("/desk/<event>/doors")
@guard.requires("doors.view")
def doors(event: str) -> str:
    """All doors, their devices and last contacts, and the form for a new one; ?verify=1 recomputes the log's chain."""
    return _page(_form())


@blueprint.post("/desk/<event>/doors")
@guard.requires("doors.manage")
def pair(event: str) -> ResponseReturnValue:
    """Make a pairing link and show it."""
    form = _form()
    if not form.validate_on_submit():
        return _page(form), 422
    made = service.pair(
        scope().id,
        form.name.data,
        form.checkpoints.data or [],
        directions=[form.way.data] if form.way.data else [],
        may_override=bool(form.may_override.data),
        may_print=bool(form.may_print.data),
        may_walk_in=bool(form.may_walk_in.data),
        may_sign=bool(form.may_sign.data),
        lasts=timedelta(hours=form.lasts.data),
    )
    return redirect(url_for("checkin_desk.link", event=event, pairing=made.id))


@blueprint.get("/desk/<event>/doors/<uuid:pairing>")
@guard.requires("doors.manage")
def link(event: str, pairing: UUID) -> ResponseReturnValue:
    """The link of one door, large, as a code for the phone's camera."""
    found = _get(pairing)
    address = web.public_url("checkin.pair", token=unseal(found.link_sealed))
    drawn = Markup(qr.svg(address))  # noqa: S704 - our own drawing, no text of anyone in it
    page = render_template(
        "checkin/link.html", pairing=found, address=address, qr=drawn, places=place_names()
    )
    return web.guarded_by_secret(make_response(page))


@blueprint.post("/desk/<event>/doors/<uuid:pairing>/revoke")
@guard.requires("doors.manage")
def revoke(event: str, pairing: UUID) -> ResponseReturnValue:
    """End a link and all its devices."""
    service.revoke_pairing(pairing, scope().id)
    flash(_("The link and its devices have ended. What they scanned before is still taken."), "go")
    return redirect(url_for("checkin_desk.doors", event=event))


@blueprint.post("/desk/<event>/doors/devices/<uuid:device>/revoke")
@guard.requires("doors.manage")
def revoke_device(event: str, device: UUID) -> ResponseReturnValue:
    """End one device."""
    service.revoke_device(device, scope().id)
    flash(_("The device has ended. What it scanned before is still taken."), "go")
    return redirect(url_for("checkin_desk.doors", event=event))


@blueprint.route("/desk/<event>/my-door", methods=["GET", "POST"])
@guard.requires("door.work")
def my_door(event: str) -> ResponseReturnValue:
    """A volunteer turns the phone in hand into a door; POST makes the link of a few hours and follows it."""
    if request.method == "POST":
        made = service.pair(scope().id, guard.actor().name, lasts=MY_DOOR_LASTS)
        return redirect(url_for("checkin.pair", token=made.link), 303)
    return render_template("checkin/my_door.html")


def _get(pairing: UUID) -> Pairing:
    found = next((one for one in queries.pairings(scope().id) if one.id == pairing), None)
    if found is None or found.revoked_at or found.expires_at <= clock.now():
        raise NotFound
    return found


def _form() -> forms.PairingForm:
    form = forms.PairingForm()
    form.checkpoints.choices = list(place_names().items())
    return form


def _page(form: forms.PairingForm) -> str:
    event_id = scope().id
    facts: dict[str, Any] = {
        "pairings": queries.pairings(event_id),
        "verified": {"broken_at": queries.first_break(event_id)} if request.args.get("verify") else {},
    }
    return render_template("checkin/doors.html", form=form, places=place_names(), now=clock.now(), **facts)

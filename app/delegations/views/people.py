"""What the desk does for one delegate: decide on a change, end a link, the other script, delegation and rank."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.delegations import queries, service
from app.delegations.views.delegations import named
from app.kernel import guard
from app.kernel.errors import NotFound
from app.kernel.i18n import _
from app.kernel.scope import scope
from app.registration import queries as registrations
from app.registration import service as registering
from app.registration.rules import Faulty, QuotaUsed, ReasonMissing
from app.registration.rules.text import clean, has_arabic, has_latin
from app.registration.rules.transliteration import to_arabic, to_latin

blueprint = Blueprint("people_desk", __name__)


@blueprint.post("/desk/<event>/delegates/<uuid:registration>/settle")
@guard.requires("delegates.decide")
def settle(event: str, registration: UUID) -> ResponseReturnValue:
    """Agree to a change that was asked for, or not."""
    found = registrations.get(scope().id, registration)
    agree = request.form.get("act") == "agree"
    try:
        registering.settle(found.id, agree=agree, reason=request.form.get("reason", "")[:1000])
        flash(_("The change is made.") if agree else _("The registration stays as it was approved."), "go")
    except ReasonMissing as missing:
        flash(_(missing.message), "stop")
    except Faulty as faulty:
        flash(_(faulty.faults[0].message, **faulty.faults[0].params), "stop")
    return _back(registration)


@blueprint.post("/desk/<event>/delegates/<uuid:registration>/link")
@guard.requires("delegates.edit")
def link(event: str, registration: UUID) -> ResponseReturnValue:
    """End the personal link; or give another, which goes out by mail."""
    found = registrations.get(scope().id, registration)
    if request.form.get("act") == "revoke":
        registering.revoke_link(found.id)
        flash(_("The personal link no longer opens anything."), "go")
    else:
        registering.new_link(found.id)
        flash(_("There is a new personal link; the old one ended."), "go")
    return _back(registration)


@blueprint.route("/desk/<event>/delegates/<uuid:registration>/script", methods=["GET", "POST"])
@guard.requires("delegates.edit")
def script(event: str, registration: UUID) -> ResponseReturnValue:
    """Propose the name in the script that is missing; it is kept when a person confirms it."""
    found = registrations.get(scope().id, registration)
    to = "latin" if found.name_ar and not found.name_latin else "arabic"
    if found.name_ar and found.name_latin:
        return _back(registration)
    proposed = to_latin(found.name_ar) if to == "latin" else to_arabic(found.name_latin)
    fault = ""
    if request.method == "POST":
        proposed = clean(request.form.get("name", ""))[:120]
        fits = has_latin(proposed) if to == "latin" else has_arabic(proposed)
        if fits:
            registering.name_in_other_script(found.id, **{to: proposed})
            flash(_("The name is kept in both scripts."), "go")
            return _back(registration)
        fault = (
            _("Write this name in Latin letters.")
            if to == "latin"
            else _("Write this name in Arabic letters.")
        )
    page = render_template(
        "delegations/script.html", person=found, proposed=proposed, is_latin=to == "latin", fault=fault
    )
    return page, 422 if fault else 200


@blueprint.route("/desk/<event>/delegates/<uuid:registration>/delegation", methods=["GET", "POST"])
@guard.requires("delegates.edit")
def delegation(event: str, registration: UUID) -> ResponseReturnValue:
    """Count somebody to a delegation, as its head or with a rank of their own."""
    found, fault = registrations.get(scope().id, registration), ""
    if request.method == "POST":
        try:
            chosen = _chosen()
            service.assign(scope().id, found.id, chosen, _number(request.form.get("rank", "")))
            if chosen and request.form.get("leads"):
                service.name_head(chosen, found.id)
            flash(_("The delegation is saved."), "go")
            return _back(registration)
        except QuotaUsed as used:
            fault = _(used.message)
    lines = queries.listing(scope().id)
    choices = [("", _("None")), *((str(one.delegation.id), named(one.delegation)) for one in lines)]
    page = render_template("delegations/assign.html", person=found, choices=choices, fault=fault)
    return page, 409 if fault else 200


def _chosen() -> UUID | None:
    typed = request.form.get("delegation", "")
    try:
        return UUID(typed) if typed else None
    except ValueError as error:
        raise NotFound from error


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else None


def _back(registration: UUID) -> ResponseReturnValue:
    return redirect(url_for("front_desk.delegate", event=scope().slug, registration=registration), 303)

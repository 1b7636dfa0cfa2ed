"""Badges at the desk: how many there are, and their sheets."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.badges import queries, service
from app.badges.exports import STOCK_NAMES, STOCKS
from app.kernel import guard
from app.kernel.errors import NotFound
from app.kernel.i18n import _
from app.kernel.scope import scope
from app.registration import queries as registrations

blueprint = Blueprint("badges_desk", __name__)


@blueprint.get("/desk/<event>/badges")
@guard.requires("badges.view")
def badges(event: str) -> str:
    """How many badges each category has, and where to print them."""
    counts = queries.by_category(scope().id)
    formats = [(key, _(STOCK_NAMES[key])) for key in STOCKS]
    total = sum(number for _category, number in counts)
    return render_template("badges/badges.html", counts=counts, total=total, formats=formats)


@blueprint.post("/desk/<event>/delegates/<uuid:registration>/new-code")
@guard.requires("badges.print")
def replace(event: str, registration: UUID) -> ResponseReturnValue:
    """Another code for a lost badge; the old one ends at once."""
    found = registrations.get(scope().id, registration)
    if found.state != "approved":
        raise NotFound
    service.replace(found, _("The badge was lost."))
    flash(_("There is a new code: print the badge again. The old one no longer opens a door."), "go")
    return redirect(url_for("front_desk.delegate", event=event, registration=registration), 303)


@blueprint.post("/desk/<event>/badges.pdf")
@guard.requires("badges.print")
def sheets(event: str) -> Response:
    """Every approved delegate's badge, as a PDF to print."""
    wanted = request.form.get("format", "a4x8")
    if wanted not in STOCKS:
        raise NotFound
    content = service.print_all(scope().id, wanted)
    name = f"{scope().slug}-badges-{wanted}.pdf"
    return Response(
        content, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )

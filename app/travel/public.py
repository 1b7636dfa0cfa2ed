"""Where delegates say how they travel and where they stay."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.kernel import guard
from app.kernel.i18n import _
from app.registration import service as registering
from app.registration.rules import CHANGEABLE, NotFromHere
from app.travel.forms import asks_visa, form_of, save

blueprint = Blueprint("travel", __name__)


@blueprint.route("/p/<token>/travel", methods=["GET", "POST"])
@guard.open_to_all
def travel(token: str) -> ResponseReturnValue:
    """A delegate's own journey and stay."""
    found = registering.open_link(token)
    if found.state not in CHANGEABLE:
        raise NotFromHere(state=found.state)
    form = form_of(found)
    if request.method == "POST" and save(found, form):
        flash(_("Your changes are saved."), "go")
        return redirect(url_for("front.own_page", token=token), 303)
    page = render_template("travel/travel.html", form=form, token=token, asks_visa=asks_visa(found))
    return page, 422 if form.errors else 200

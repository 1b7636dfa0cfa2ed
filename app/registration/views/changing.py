"""A delegate's answers changed by the desk, for whoever called or wrote."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.kernel import guard, web
from app.kernel.i18n import _
from app.kernel.scope import scope
from app.registration import queries
from app.registration.forms import changed_form
from app.registration.forms.typed import MOST
from app.registration.rules import for_another

blueprint = Blueprint("registration_desk", __name__)


@blueprint.route("/desk/<event>/delegates/<uuid:registration>/change", methods=["GET", "POST"])
@guard.requires("delegates.edit")
@web.takes_files(MOST)
def change(event: str, registration: UUID) -> ResponseReturnValue:
    """Change the answers; it holds at once, as the secretariat itself decides what a badge shows."""
    found = queries.get(scope().id, registration)
    back = url_for("front_desk.delegate", event=event, registration=registration)
    form = changed_form(found, for_another)
    if form is None:
        flash(_("The changes are saved."), "go")
        return redirect(back, 303)
    page = render_template(
        "registration/change.html", form=form, back=back, layout="desk.html",
        person=[(found.name_ar, "ar"), (found.name_latin, "fr")],
    )  # fmt: skip
    return page, 422 if form.errors else 200

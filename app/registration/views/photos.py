"""Photos and files of delegates, for those of the desk who may see them."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.kernel import guard, storage, web
from app.kernel.i18n import _
from app.kernel.scope import scope
from app.registration import queries
from app.registration.forms.photo import photo_form, save_photo
from app.registration.forms.typed import MOST
from app.registration.rules import Faulty

blueprint = Blueprint("registration_photos", __name__)


@blueprint.route("/desk/<event>/delegates/<uuid:registration>/photo", methods=["GET", "POST"])
@guard.requires("delegates.edit")
@web.takes_files(MOST)
def photo(event: str, registration: UUID) -> ResponseReturnValue:
    """Send, crop or remove a delegate's photo for them."""
    found = queries.get(scope().id, registration)
    form, held = photo_form(found), queries.find_photo(found.id)
    if request.method == "POST":
        try:
            save_photo(found)
            flash(
                _("The photo is saved.") if queries.find_photo(found.id) else _("The photo is removed."), "go"
            )
            return redirect(url_for("front_desk.delegate", event=scope().slug, registration=found.id), 303)
        except Faulty as faulty:
            form.photo.errors = [_(fault.message, **fault.params) for fault in faulty.faults]
    name = found.name_latin or found.name_ar
    page = render_template(
        "registration/desk_photo.html", form=form, registration=found, name=name,
        version=held.badge_key[:8] if held else "",
    )  # fmt: skip
    return page, 422 if form.photo.errors else 200


@blueprint.get("/desk/<event>/delegates/<uuid:registration>/photo/<which>.jpg")
@guard.requires("delegates.view")
def picture(event: str, registration: UUID, which: str) -> Response:
    """A delegate's photo: as on the badge, or whole, to crop it."""
    found = queries.get(scope().id, registration)
    return storage.send(queries.get_picture(scope().id, found.id, which))


@blueprint.get("/desk/<event>/delegates/<uuid:registration>/files/<question>")
@guard.requires("delegates.view")
def file(event: str, registration: UUID, question: str) -> Response:
    """A file that a delegate sent, as a download."""
    found = queries.get(scope().id, registration)
    return storage.send(queries.get_answered_file(found.id, question))

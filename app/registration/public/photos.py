"""A delegate's own photo and files, behind the secret of their link."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.kernel import guard, storage, web
from app.kernel.errors import NotFound
from app.kernel.i18n import _
from app.registration import queries, service
from app.registration.forms.photo import photo_form, save_photo
from app.registration.forms.typed import MOST
from app.registration.rules import CHANGEABLE, Faulty

blueprint = Blueprint("registration_files", __name__)


@blueprint.route("/p/<token>/photo", methods=["GET", "POST"])
@guard.open_to_all
@web.takes_files(MOST)
def photo(token: str) -> ResponseReturnValue:
    """Send, crop or remove one's own photo."""
    found = service.open_link(token)
    if found.state not in CHANGEABLE:
        raise NotFound
    form, held = photo_form(found), queries.find_photo(found.id)
    if request.method == "POST":
        try:
            save_photo(found)
            flash(
                _("Your photo is saved.") if queries.find_photo(found.id) else _("Your photo is removed."),
                "go",
            )
            return redirect(url_for("registration_files.photo", token=token), 303)
        except Faulty as faulty:
            form.photo.errors = [_(fault.message, **fault.params) for fault in faulty.faults]
    page = render_template(
        "registration/photo.html", form=form, token=token, version=held.badge_key[:8] if held else ""
    )
    return page, 422 if form.photo.errors else 200


@blueprint.get("/p/<token>/photo/<which>.jpg")
@guard.open_to_all
def picture(token: str, which: str) -> Response:
    """One's own photo: as on the badge, or whole, to crop it."""
    found = service.open_link(token)
    return storage.send(queries.get_picture(found.event_id, found.id, which))


@blueprint.get("/p/<token>/files/<question>")
@guard.open_to_all
def file(token: str, question: str) -> Response:
    """A file that one sent oneself, as a download."""
    found = service.open_link(token)
    return storage.send(queries.get_answered_file(found.id, question))

"""A focal point mends what was said of one of their people, and answers for them what the event asks beside."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.kernel import guard, web
from app.kernel.errors import NotFound
from app.kernel.i18n import _, current_language
from app.registration import queries, service
from app.registration.forms import changed_form
from app.registration.forms.typed import MOST
from app.registration.rules import APPROVED, CHANGEABLE, Questions, for_another, for_focal_point

blueprint = Blueprint("registration_people", __name__)

FROM_ONE_PLACE = "120/hour"  # pages that a focal point sends


@blueprint.route("/d/<token>/people/<uuid:person>/change", methods=["GET", "POST"])
@guard.open_to_all
@web.takes_files(MOST)
def change(token: str, person: UUID) -> ResponseReturnValue:
    """Change one person's answers; what an approved badge shows waits for the secretariat."""
    delegation = service.open_delegation(token)
    found = queries.own_person(delegation, person)
    if found.state not in CHANGEABLE:
        raise NotFound
    if request.method == "POST":
        guard.limit("delegation", str(delegation.id), FROM_ONE_PLACE)
    has_own_page, back = bool(found.email), url_for("delegations.page", token=token)

    def shown(asked: Questions) -> Questions:
        answered = queries.raw_answers(found, current_language(), asked.fallback)
        return for_focal_point(asked, answered) if has_own_page else for_another(asked)

    form = changed_form(found, shown)
    if form is None:
        flash(_("The changes are saved."), "go")
        return redirect(back, 303)
    page = render_template(
        "registration/change.html", form=form, back=back, has_own_page=has_own_page,
        person=[(found.name_ar, "ar"), (found.name_latin, "fr")], asks_again=found.state == APPROVED,
    )  # fmt: skip
    return page, 422 if form.errors else 200

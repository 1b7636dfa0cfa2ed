"""Views of the list that are saved under a name."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.accreditation import service
from app.accreditation.service.views import NameMissing
from app.accreditation.views.asking import arguments, blueprint
from app.kernel import guard
from app.kernel.i18n import _
from app.kernel.scope import scope


@blueprint.post("/desk/<event>/delegates/views")
@guard.requires("batches.run")
def save_view(event: str) -> ResponseReturnValue:
    """Keep the list as it is now, for oneself or for all."""
    shared = request.form.get("shared") == "1" and guard.may("delegates.decide")
    kept = arguments(request.form)
    try:
        owner = None if shared else guard.actor().id
        service.save_view(scope().id, request.form.get("name", ""), kept, owner)
        flash(_("The view was saved; it stands above the list."), "go")
    except NameMissing as error:
        flash(_(error.message), "stop")
    return redirect(url_for("accreditation_desk.delegates", event=event, **kept), 303)


@blueprint.post("/desk/<event>/delegates/views/<uuid:view>/delete")
@guard.requires("batches.run")
def delete_view(event: str, view: UUID) -> ResponseReturnValue:
    """Forget a view."""
    service.delete_view(scope().id, view, guard.actor().id, shared=guard.may("delegates.decide"))
    flash(_("The view was forgotten; the delegates are as they were."), "go")
    return redirect(url_for("accreditation_desk.delegates", event=event), 303)

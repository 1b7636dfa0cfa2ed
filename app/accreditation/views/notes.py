"""Notes of the desk about one delegate."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.accreditation import service
from app.accreditation.service.notes import NoteEmpty
from app.accreditation.views.asking import blueprint
from app.kernel import guard
from app.kernel.i18n import _
from app.kernel.scope import scope


@blueprint.post("/desk/<event>/delegates/<uuid:registration>/notes")
@guard.requires("delegates.edit")
def add_note(event: str, registration: UUID) -> ResponseReturnValue:
    """Keep a note."""
    try:
        service.add_note(scope().id, registration, request.form.get("text", ""))
    except NoteEmpty as error:
        flash(_(error.message), "stop")
    return redirect(url_for("front_desk.delegate", event=event, registration=registration) + "#notes", 303)


@blueprint.post("/desk/<event>/delegates/<uuid:registration>/notes/<uuid:note>/delete")
@guard.requires("delegates.edit")
def delete_note(event: str, registration: UUID, note: UUID) -> ResponseReturnValue:
    """Throw a note away."""
    service.delete_note(scope().id, registration, note)
    return redirect(url_for("front_desk.delegate", event=event, registration=registration) + "#notes", 303)

"""The agenda's desk: the draft beside what is published, what is not translated yet, and publishing."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.agenda import queries, service
from app.kernel import clock, guard
from app.kernel.i18n import _, current_language
from app.kernel.scope import scope

blueprint = Blueprint("agenda_desk", __name__)


@blueprint.get("/desk/<event>/agenda")
@guard.requires("agenda.view")
def agenda(event: str) -> str:
    """Every session with its standing, and every text that lacks a language of the event."""
    page = queries.review(scope(), current_language(), clock.now())
    return render_template("agenda/desk.html", page=page)


@blueprint.post("/desk/<event>/agenda/publish")
@guard.requires("agenda.edit")
def publish(event: str) -> ResponseReturnValue:
    """Show the draft to everybody."""
    done = service.publish(scope().id)
    if done is None:
        flash(_("Nothing has changed since the last publication."), "info")
    else:
        flash(_("Published: version %(number)s of the agenda.", number=done.number), "go")
    return redirect(url_for("agenda_desk.agenda", event=scope().slug))

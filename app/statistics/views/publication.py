"""What everybody may see of the figures: looked at before, published, taken back."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.events import queries as events
from app.kernel import guard
from app.kernel.i18n import _, current_language
from app.kernel.scope import scope
from app.kernel.web import public_url
from app.statistics import queries, service
from app.statistics.rules import for_all, tables
from app.statistics.views.blueprint import blueprint


@blueprint.get("/desk/<event>/statistics/publication")
@guard.requires("attendance.view")
def publication(event: str) -> str:
    """The figures as they would be published now, and what is published."""
    here, language = scope(), current_language()
    found = queries.live(here.id)
    first = events.get_event(here.id).starts
    return render_template(
        "statistics/publication.html",
        figures=queries.shown(for_all(tables(found.facts)), here, first, language),
        shown=queries.find_publication(here.id),
        address=public_url("statistics.statistics", event=here.slug),
        as_of=found.facts.as_of,
    )


@blueprint.post("/desk/<event>/statistics/publication")
@guard.requires("event.edit")
def publish(event: str) -> ResponseReturnValue:
    """Show the figures of this moment to everybody."""
    service.publish(scope().id)
    flash(_("Published. Everybody can see these figures now."), "go")
    return redirect(url_for("statistics_desk.publication", event=event), 303)


@blueprint.post("/desk/<event>/statistics/publication/withdraw")
@guard.requires("event.edit")
def withdraw(event: str) -> ResponseReturnValue:
    """Take them back."""
    if service.withdraw(scope().id):
        flash(_("Taken back. Nobody sees figures any more."), "go")
    return redirect(url_for("statistics_desk.publication", event=event), 303)

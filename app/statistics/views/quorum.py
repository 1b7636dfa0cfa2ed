"""Quorum at the desk: who is there now, what is needed, and what was recorded."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.events import queries as events
from app.kernel import guard
from app.kernel.i18n import _, current_language, separator
from app.kernel.scope import scope
from app.statistics import forms, queries, service
from app.statistics.rules import Basis
from app.statistics.views.blueprint import blueprint


@blueprint.get("/desk/<event>/statistics/quorum")
@guard.requires("attendance.view")
def quorum(event: str) -> str:
    """The deciding sessions, their quorum now, and those that were recorded."""
    return _page(forms.QuorumForm(formdata=None, data={"basis": str(queries.basis_of(scope().id))}))


def _page(form: forms.QuorumForm) -> str:
    here, language = scope(), current_language()
    found, row = queries.live(here.id).facts, events.get_event(here.id)
    names = {one.key: one.name.pick(language, here.languages) for one in found.cities if one.member}
    sessions = [
        {
            "quorum": one,
            "title": one.title.pick(language, here.languages),
            "there": separator(language).join(names[key] for key in names if key in one.cities),
            "missing": separator(language).join(names[key] for key in names if key not in one.cities),
        }
        for one in found.quorums
    ]
    records = [
        (one, *service.quorum_said(one, row, language, named=True)) for one in queries.quorum_records(here.id)
    ]
    return render_template(
        "statistics/quorum.html", form=form, sessions=sessions, records=records, as_of=found.as_of
    )


@blueprint.post("/desk/<event>/statistics/quorum/basis")
@guard.requires("event.edit")
def set_basis(event: str) -> ResponseReturnValue:
    """Choose what makes a quorum."""
    form = forms.QuorumForm()
    if not form.validate_on_submit():
        return _page(form), 422
    service.set_basis(scope().id, Basis(form.basis.data))
    flash(_("Saved."), "go")
    return redirect(url_for("statistics_desk.quorum", event=event), 303)


@blueprint.post("/desk/<event>/statistics/quorum/<key>")
@guard.requires("event.edit")
def record(event: str, key: str) -> ResponseReturnValue:
    """Keep who is there now as a fact."""
    kept = service.record_quorum(scope().id, key)
    flash(
        _("Recorded: the quorum is reached.") if kept.reached else _("Recorded: there is no quorum."),
        "go" if kept.reached else "wait",
    )
    return redirect(url_for("statistics_desk.quorum", event=event), 303)

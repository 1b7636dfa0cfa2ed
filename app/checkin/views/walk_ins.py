"""Walk-ins that the desk puts in order: completed, merged with who was announced, confirmed, or refused."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.agenda.queries import directory
from app.checkin import queries, service
from app.checkin.views.shared import blueprint, place_names
from app.kernel import guard
from app.kernel.errors import NotFound, Refusal
from app.kernel.i18n import _
from app.kernel.scope import scope


@blueprint.get("/desk/<event>/doors/walk-ins")
@guard.requires("doors.view")
def walk_ins(event: str) -> str:
    """Who was admitted without being announced, the longest waiting first; ?find=words&of=id looks for somebody."""
    return _page()


def _page(fault: str = "") -> str:
    here, words = scope().id, request.args.get("find", "").strip()
    of = request.args.get("of", "")
    found = [one for one in directory().called(here, words) if str(one.id) != of] if words else []
    return render_template(
        "checkin/walk_ins.html", rows=queries.walk_ins(here), places=place_names(hidden=True), found=found,
        words=words, of=of, fault=fault,
    )  # fmt: skip


@blueprint.post("/desk/<event>/doors/walk-ins/<uuid:registration>")
@guard.requires("doors.manage")
def settle_walk_in(event: str, registration: UUID) -> ResponseReturnValue:
    """The registration is in order as it is, or it is refused and the badge ends."""
    refusal = request.form.get("reason", "").strip()[:1000]
    if request.form.get("act") == "refuse":
        guard.check("delegates.decide")
        if not refusal:
            return _page(_("Say why: the delegate reads the reason.")), 422
    try:
        service.settle_walk_in(
            scope().id, registration, refusal=refusal if request.form.get("act") == "refuse" else ""
        )
    except NotFound:
        raise
    except Refusal as refused:
        return _page(_(refused.message, **refused.params)), 422
    flash(_("This walk-in is in order."), "go")
    return redirect(url_for("checkin_desk.walk_ins", event=event), 303)

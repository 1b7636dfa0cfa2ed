"""Long work at the desk: what is under way, one work with its progress, its file, and its end."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from app.batches import queries, service
from app.batches.models import Batch, BatchItem
from app.batches.rules import DONE, UNDER_WAY
from app.kernel import guard
from app.kernel.errors import Forbidden, NotFound
from app.kernel.i18n import N_, _
from app.kernel.scope import scope

blueprint = Blueprint("batches_desk", __name__)

STATES = {
    "waiting": ("wait", N_("Waiting")),
    "running": ("wait", N_("Under way")),
    "done": ("go", N_("Done")),
    "cancelled": ("none", N_("Cancelled")),
    "failed": ("stop", N_("Failed")),
}


def name_of(batch: Batch) -> str:
    """What the work is called, in the reader's language."""
    kind = service.find_kind(batch.kind)
    return _(kind.name) if kind else batch.kind


def fault_of(item: BatchItem) -> str:
    """Why an item was left or failed, in the reader's language."""
    if not item.fault:
        return ""
    message, params = item.fault["message"], item.fault["params"]
    return _(message, **params)


@blueprint.get("/desk/<event>/batches")
@guard.requires("desk.view")
def batches(event: str) -> str:
    """What is under way and what ended lately, of the kinds that one may see."""
    seen = [one for one in queries.recent(scope().id) if _may_see(one)]
    return render_template("batches/batches.html", batches=seen, states=STATES, name_of=name_of)


@blueprint.get("/desk/<event>/batches/<uuid:batch_id>")
@guard.requires("desk.view")
def batch(event: str, batch_id: UUID) -> str:
    """One work: how far it is, what went wrong, its file; the page looks again by itself."""
    found = _get(batch_id)
    return render_template(
        "batches/batch.html",
        batch=found,
        name=name_of(found),
        state=STATES[found.state],
        under_way=found.state in UNDER_WAY,
        straight_on=found.then if found.state == DONE and not found.failed + found.skipped else "",
        failed=queries.troubles(found, "failed"),
        skipped=queries.troubles(found, "skipped"),
        file=queries.find_file(found.id),
        fault_of=fault_of,
        may_do=_may_do(found),
    )


@blueprint.post("/desk/<event>/batches/<uuid:batch_id>/cancel")
@guard.requires("batches.run")
def cancel(event: str, batch_id: UUID) -> ResponseReturnValue:
    """Leave what is not done yet."""
    if not _may_do(_get(batch_id)):
        raise Forbidden
    service.cancel(scope().id, batch_id)
    flash(_("Cancelled. What was done before stays done."), "info")
    return redirect(url_for("batches_desk.batch", event=event, batch_id=batch_id), 303)


@blueprint.get("/desk/<event>/batches/<uuid:batch_id>/file")
@guard.requires("desk.view")
def file(event: str, batch_id: UUID) -> ResponseReturnValue:
    """What the work made, as a download."""
    batch = _get(batch_id)
    found = queries.find_file(batch.id)
    if found is None or not _may_do(batch):
        raise NotFound
    return send_file(
        BytesIO(found.content), mimetype=found.mimetype, as_attachment=True, download_name=found.name
    )


def _get(batch_id: UUID) -> Batch:
    found = queries.get_batch(scope().id, batch_id)
    if not _may_see(found):
        raise NotFound
    return found


def _may_do(batch: Batch) -> bool:
    """True for those who may begin such work themselves."""
    kind = service.find_kind(batch.kind)
    return kind is not None and guard.may(kind.permission)


def _may_see(batch: Batch) -> bool:
    """True for those, and for whoever reads the journal."""
    return _may_do(batch) or guard.may("journal.view")

"""Evidence at the desk: packs with what leaves in them, anchors, and the auditors who receive these."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.evidence import queries, service
from app.evidence.forms import PackForm, RecipientsForm
from app.evidence.rules import PARTS, PURPOSES
from app.kernel import guard
from app.kernel.i18n import _
from app.kernel.scope import scope

blueprint = Blueprint("evidence_desk", __name__)


@blueprint.get("/desk/<event>/evidence")
@guard.requires("evidence.make")
def packs(event: str) -> str:
    """What leaves for which purpose, and the packs that were made."""
    return render_template(
        "evidence/packs.html",
        form=PackForm(formdata=None),
        purposes=PURPOSES.values(),
        parts=PARTS.values(),
        packs=queries.packs(scope().id),
        purpose_of=PURPOSES,
        position_of=service.position_of,
    )


@blueprint.post("/desk/<event>/evidence")
@guard.requires("evidence.manage")
def make(event: str) -> ResponseReturnValue:
    """Begin a pack."""
    form = PackForm()
    batch = service.begin_pack(scope().id, str(form.purpose.data), form.chosen_cut)
    return redirect(url_for("batches_desk.batch", event=event, batch_id=batch.id), 303)


@blueprint.get("/desk/<event>/evidence/anchors")
@guard.requires("evidence.make")
def anchors(event: str) -> str:
    """Every anchor that was kept, and who receives them."""
    return _anchors(RecipientsForm())


@blueprint.post("/desk/<event>/evidence/anchors")
@guard.requires("evidence.manage")
def anchor(event: str) -> ResponseReturnValue:
    """Anchor the records as they are now."""
    service.anchor_now(scope().id)
    flash(_("The records are anchored. The auditors who are named receive it by mail."), "go")
    return redirect(url_for("evidence_desk.anchors", event=event), 303)


@blueprint.post("/desk/<event>/evidence/auditors")
@guard.requires("evidence.manage")
def auditors(event: str) -> ResponseReturnValue:
    """Name who receives anchors."""
    form = RecipientsForm()
    if not form.keep():
        return _anchors(form), 422
    flash(_("Kept."), "go")
    return redirect(url_for("evidence_desk.anchors", event=event), 303)


def _anchors(form: RecipientsForm) -> str:
    return render_template(
        "evidence/anchors.html",
        form=form,
        anchors=[*reversed(queries.anchors(scope().id))],
        key=service.public_key().hex(),
        key_url=url_for("evidence.key", _external=True),
    )

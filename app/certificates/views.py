"""Certificates at the desk: who qualifies, the threshold, and issuing for all of them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.certificates import queries, service
from app.certificates.forms import CertificatesForm, ThresholdForm
from app.kernel import guard
from app.kernel.i18n import _
from app.kernel.scope import scope

blueprint = Blueprint("certificates_desk", __name__)


@blueprint.get("/desk/<event>/certificates")
@guard.requires("attendance.view")
def certificates(event: str) -> str:
    """Who qualifies, how many have theirs, and what to do next."""
    least = queries.least(scope().id)
    return _page(ThresholdForm(formdata=None, data={"least": least}))


@blueprint.post("/desk/<event>/certificates")
@guard.requires("delegates.edit")
def issue(event: str) -> ResponseReturnValue:
    """Begin certificates for all who qualify and have none."""
    form = CertificatesForm()
    try:
        batch = service.issue_all(
            scope().id, form.chosen_languages, release=form.hand_out.data != "keep",
            by_mail=form.hand_out.data == "mail", as_zip=form.as_file.data == "zip",
        )  # fmt: skip
    except service.NobodyWaits as refusal:
        flash(_(refusal.message), "info")
        return redirect(url_for("certificates_desk.certificates", event=event), 303)
    return redirect(url_for("batches_desk.batch", event=event, batch_id=batch.id), 303)


@blueprint.post("/desk/<event>/certificates/threshold")
@guard.requires("delegates.edit")
def threshold(event: str) -> ResponseReturnValue:
    """Ask for so many half-days."""
    form = ThresholdForm()
    if not form.validate():
        return _page(form), 422
    service.set_least(scope().id, int(form.least.data or 1))
    flash(_("Kept. Certificates that were issued before stay as they are."), "go")
    return redirect(url_for("certificates_desk.certificates", event=event), 303)


def _page(threshold: ThresholdForm) -> str:
    return render_template(
        "certificates/certificates.html",
        standing=queries.standing(scope().id),
        form=CertificatesForm(formdata=None),
        threshold=threshold,
    )

"""The desk invites one person: a place is held, and a letter brings the link by which they register themselves."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.delegations import queries
from app.delegations.views.delegations import named
from app.kernel import guard
from app.kernel.i18n import _
from app.kernel.scope import scope
from app.registration import queries as registrations
from app.registration import service as registering
from app.registration.forms import read_typed, registration_form
from app.registration.models import Registration
from app.registration.rules import Faulty, NoPlace, Questions, QuotaUsed, check_answers, for_invitation

blueprint = Blueprint("inviting_desk", __name__)


@blueprint.route("/desk/<event>/delegates/invite", methods=["GET", "POST"])
@guard.requires("delegates.edit")
def invite(event: str) -> ResponseReturnValue:
    """Invite somebody; with a mail address the invitation leaves at once, else the link is passed on by hand."""
    here = scope()
    asked = for_invitation(registrations.questions(here.id, here.version))
    if request.method == "GET":
        return _page(asked, {"country": here.country, "language": asked.languages[0]})
    typed = read_typed(here.id, asked.form)
    try:
        answers = typed.check(lambda raw: check_answers(raw, asked))
        made = registering.invite(here.id, answers, delegation_id=_delegation()).registration
    except Faulty as faulty:
        return _page(asked, typed.raw, faulty), 422
    except (NoPlace, QuotaUsed) as full:
        return _page(asked, typed.raw, fault=_(full.message)), 409
    return _invited(event, made)


def _invited(event: str, made: Registration) -> ResponseReturnValue:
    if made.email:
        flash(_("The invitation is on its way, and a place is held."), "go")
        return redirect(url_for("front_desk.delegate", event=event, registration=made.id), 303)
    flash(_("A place is held. There is no mail address: pass the link on yourself."), "go")
    if guard.may("mail.send"):
        return redirect(url_for("sharing_desk.person", event=event, registration=made.id), 303)
    return redirect(url_for("front_desk.delegate", event=event, registration=made.id), 303)


def _delegation() -> UUID | None:
    typed = request.form.get("delegation", "")
    return queries.get(scope().id, UUID(typed)).id if typed in dict(_delegations()) and typed else None


def _delegations() -> list[tuple[str, str]]:
    lines = queries.listing(scope().id)
    return [("", _("None")), *((str(one.delegation.id), named(one.delegation)) for one in lines)]


def _page(asked: Questions, raw: dict[str, str], faulty: Faulty | None = None, fault: str = "") -> str:
    form = registration_form(asked, raw)
    if faulty is not None:
        form.show(faulty)
    return render_template(
        "delegations/invite.html",
        form=form,
        delegations=_delegations(),
        chosen=raw.get("delegation", ""),
        fault=fault,
    )

"""The desk invites one person: a place is held, and a letter brings the link by which they register themselves."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.kernel import guard
from app.kernel.i18n import _, current_language
from app.kernel.ids import new_id
from app.kernel.scope import scope
from app.registration import queries, service
from app.registration.forms import read_typed, registration_form, sent_as
from app.registration.models import Registration
from app.registration.rules import Faulty, NoPlace, Questions, QuotaUsed, check_answers, for_invitation

blueprint = Blueprint("inviting_desk", __name__)


@blueprint.route("/desk/<event>/delegates/invite", methods=["GET", "POST"])
@guard.requires("delegates.edit")
def invite(event: str) -> ResponseReturnValue:
    """Invite somebody; with a mail address the invitation leaves at once, else the link is passed on by hand."""
    here = scope()
    asked = for_invitation(queries.questions(here.id, here.version))
    if request.method == "GET":
        known = {"country": here.country, "language": asked.languages[0], "submission": str(new_id())}
        return _page(asked, known)
    typed = read_typed(here.id, asked.form)
    try:
        answers = typed.check(lambda raw: check_answers(raw, asked))
        made = service.invite(here.id, answers, sent_as(), delegation_id=_delegation()).registration
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
    return next((UUID(ident) for ident, _name in _delegations() if ident == typed), None)


def _delegations() -> list[tuple[str, str]]:
    language, fallback = current_language(), scope().languages
    return [(str(one.id), one.title.pick(language, fallback)) for one in queries.delegations(scope().id)]


def _page(asked: Questions, raw: dict[str, str], faulty: Faulty | None = None, fault: str = "") -> str:
    form = registration_form(asked, raw)
    if faulty is not None:
        form.show(faulty)
    return render_template(
        "registration/invite.html",
        form=form,
        delegations=_delegations(),
        chosen=raw.get("delegation", ""),
        fault=fault,
    )

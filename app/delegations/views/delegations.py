"""The delegations at the desk: all at a glance, one with its people, invitations and reminders."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.delegations import queries, service
from app.delegations.forms import DelegationForm, delegation_form
from app.delegations.rules import INVITATION_WORDS, Invitation, invitation
from app.kernel import guard, web
from app.kernel.i18n import Text, _, current_language, ngettext
from app.kernel.scope import scope
from app.registration import queries as registrations
from app.registration.models import Delegation
from app.registration.rules import Questions

blueprint = Blueprint("delegations_desk", __name__)


@blueprint.get("/desk/<event>/delegations")
@guard.requires("delegates.view")
def delegations(event: str) -> str:
    """Each with its quota used and free, where its people stand, and whether it answered."""
    wanted = request.args.get("invitation", "")
    lines, counts = queries.listing(scope().id, wanted), queries.counts(scope().id)
    words = {str(key): (kind, _(word)) for key, (kind, word) in INVITATION_WORDS.items()}
    return render_template(
        "delegations/delegations.html", lines=lines, words=words, wanted=wanted, counts=counts,
        titles={line.delegation.id: named(line.delegation) for line in lines},
        state_words=registrations.STATE_WORDS, may_edit=guard.may("delegates.edit"), may_send=guard.may("mail.send"),
        to_invite=len(queries.not_invited(scope().id)), to_remind=len(queries.not_answered(scope().id)),
    )  # fmt: skip


def named(delegation: Delegation) -> str:
    """A delegation's name in the reader's language."""
    return queries.named(delegation, current_language(), scope().languages)


@blueprint.get("/desk/<event>/delegations/<uuid:delegation>")
@guard.requires("delegates.view")
def one(event: str, delegation: UUID) -> str:
    """One delegation: quota, focal point and link, people with where each stands."""
    found = queries.get(scope().id, delegation)
    stands = invitation(found.invited_at, found.opened_at, found.answered_at, found.declined_at)
    kind, word = INVITATION_WORDS[Invitation(stands)]
    link = (
        web.public_url("delegations.page", token=queries.link_token(found))
        if guard.may("delegates.edit")
        else ""
    )
    people = queries.people(found.id)
    return render_template(
        "delegations/delegation.html", delegation=found, title=named(found), kind=kind, word=_(word), people=people,
        used=queries.used(found.id), total=registrations.quota(found.id).total, state_words=registrations.STATE_WORDS,
        link="" if found.link_revoked_at else link, steps=registrations.last_steps([one.id for one in people]),
    )  # fmt: skip


@blueprint.route("/desk/<event>/delegations/new", methods=["GET", "POST"])
@guard.requires("delegates.edit")
def new(event: str) -> ResponseReturnValue:
    """Add a delegation."""
    return _edit(None, {"country": scope().country, "language": _asked().languages[0]})


@blueprint.route("/desk/<event>/delegations/<uuid:delegation>/edit", methods=["GET", "POST"])
@guard.requires("delegates.edit")
def edit(event: str, delegation: UUID) -> ResponseReturnValue:
    """Change a delegation."""
    found = queries.get(scope().id, delegation)
    columns = ("country", "places", "position", "focal_name", "focal_email", "language")
    known: dict[str, Any] = {name: getattr(found, name) for name in columns}
    known |= {
        "city": str(found.city_id or ""),
        "name_ar": found.name.get("ar", ""),
        "name_fr": _latin(found.name),
    }
    known |= {f"quota_{one.category.key}": one.places for one in found.quotas}
    return _edit(found, known)


def _latin(name: Text) -> str:
    return name.get("fr", "") or name.get("en", "") or name.get("", "")


def _edit(found: Delegation | None, known: dict[str, Any]) -> ResponseReturnValue:
    asked = _asked()
    form = delegation_form(asked, registrations.country_choices(asked.network, current_language()), known)
    if form.validate_on_submit() and (facts := _facts(form, asked)):
        if found is None:
            found = service.create(scope().id, facts)
        else:
            service.change(scope().id, found.id, facts)
        flash(_("The delegation is saved."), "go")
        return redirect(url_for("delegations_desk.one", event=scope().slug, delegation=found.id), 303)
    return render_template("delegations/edit.html", form=form, found=found), 422 if form.errors else 200


def _facts(form: DelegationForm, asked: Questions) -> service.Facts | None:
    """The form as facts; None leaves a fault in it."""
    city = next((one for one in asked.cities if str(one.id) == form.city.data), None)
    arabic, latin = (str(field.data or "").strip() for field in (form.name_ar, form.name_fr))
    if city is None and not arabic and not latin:
        form.name_fr.errors = [_("Choose a city or give a name.")]
        return None
    quotas = {one.id: form.quotas[one.key].data for one in asked.categories}
    return service.Facts(
        country=city.country if city else str(form.country.data or ""),
        city_id=city.id if city else None,
        name=Text() if city else Text(ar=arabic, fr=latin, en=latin),
        places=form.places.data,
        quotas={kind: number for kind, number in quotas.items() if number is not None},
        focal_name=str(form.focal_name.data or "").strip(),
        focal_email=str(form.focal_email.data or "").strip().lower(),
        language=str(form.language.data or ""),
        position=form.position.data,
    )


def _asked() -> Questions:
    return registrations.questions(scope().id, scope().version)


@blueprint.post("/desk/<event>/delegations/send")
@guard.requires("mail.send")
def send(event: str) -> ResponseReturnValue:
    """Invite everyone who was not invited yet, or remind those who have not answered."""
    if request.form.get("act") == "remind":
        number = service.remind(scope().id)
    else:
        number = service.invite(scope().id)
    flash(ngettext("One mail is on its way.", "%(num)s mails are on their way.", number), "go")
    return redirect(url_for("delegations_desk.delegations", event=event), 303)


@blueprint.post("/desk/<event>/delegations/<uuid:delegation>/send")
@guard.requires("mail.send")
def send_one(event: str, delegation: UUID) -> ResponseReturnValue:
    """Write to one focal point, again if need be."""
    if queries.get(scope().id, delegation).focal_email:
        service.invite_one(scope().id, delegation)
        flash(_("The mail is on its way."), "go")
    return redirect(url_for("delegations_desk.one", event=event, delegation=delegation), 303)


@blueprint.post("/desk/<event>/delegations/<uuid:delegation>/link")
@guard.requires("delegates.edit")
def link(event: str, delegation: UUID) -> ResponseReturnValue:
    """Another link for the focal point, or none."""
    if request.form.get("act") == "revoke":
        service.revoke_link(scope().id, delegation)
    else:
        service.new_link(scope().id, delegation)
    return redirect(url_for("delegations_desk.one", event=event, delegation=delegation), 303)


@blueprint.post("/desk/<event>/delegations/<uuid:delegation>/head")
@guard.requires("delegates.edit")
def head(event: str, delegation: UUID) -> ResponseReturnValue:
    """Say who leads the delegation."""
    found = queries.get(scope().id, delegation)
    person = next(
        (one for one in queries.people(found.id) if str(one.id) == request.form.get("person")), None
    )
    if person is not None:
        service.name_head(found.id, person.id)
    return redirect(url_for("delegations_desk.one", event=event, delegation=delegation), 303)


@blueprint.post("/desk/<event>/delegations/<uuid:delegation>/remove")
@guard.requires("delegates.edit")
def remove(event: str, delegation: UUID) -> ResponseReturnValue:
    """Delete a delegation that nobody belongs to."""
    service.remove(scope().id, delegation)
    return redirect(url_for("delegations_desk.delegations", event=event), 303)

"""The team of an event: who works on it, with which role, who is invited, and which API tokens reach it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.kernel import clock, guard, web
from app.kernel.errors import NotFound
from app.kernel.i18n import LANGUAGES, _, current_language, language_names, ngettext
from app.kernel.scope import scope
from app.people import forms, queries, rules, service
from app.people.models import Invitation
from app.people.views.signing_in import blueprint


@blueprint.get("/desk/<event>/team")
@guard.requires("team.view")
def team(event: str) -> str:
    """Who works on this event, who is invited, and which API tokens reach it."""
    return _page(_form())


@blueprint.post("/desk/<event>/team")
@guard.requires("team.manage")
def invite(event: str) -> ResponseReturnValue:
    """Invite someone by mail, and show the one-time link, this once."""
    form = _form()
    if not form.validate_on_submit():
        return _page(form), 422
    guard.limit("invitations by", str(guard.actor().id), "60/hour")
    try:
        made = service.invite(
            form.email.data, form.role.data, scope().id, form.name.data or "", form.language.data
        )
    except service.AlreadyThere as error:
        form.email.errors = [_(error.message)]
        return _page(form), 422
    return _shown(made)


@blueprint.post("/desk/<event>/team/invitations/<uuid:invitation>/send")
@guard.requires("team.manage")
def renew(event: str, invitation: UUID) -> ResponseReturnValue:
    """Send an invitation again with a new link; the old one ends."""
    return _shown(service.renew_invitation(scope().id, invitation))


@blueprint.post("/desk/<event>/team/invitations/<uuid:invitation>/revoke")
@guard.requires("team.manage")
def revoke(event: str, invitation: UUID) -> ResponseReturnValue:
    """Take an invitation back."""
    service.revoke_invitation(scope().id, invitation)
    flash(_("The invitation was taken back; its link no longer works."), "go")
    return redirect(url_for("people.team", event=event), 303)


@blueprint.get("/desk/<event>/team/<uuid:user>")
@guard.requires("team.manage")
def member(event: str, user: UUID) -> str:
    """One person: roles here, and the browsers that are signed in."""
    return _member(user)


@blueprint.post("/desk/<event>/team/<uuid:user>/role")
@guard.requires("team.manage")
def change_role(event: str, user: UUID) -> ResponseReturnValue:
    """Give another role in place of one held here."""
    service.change_role(user, request.form.get("role", ""), request.form.get("other", ""), scope().id)
    flash(_("The role was changed."), "go")
    return redirect(url_for("people.team", event=event), 303)


@blueprint.post("/desk/<event>/team/<uuid:user>/<role>/take")
@guard.requires("team.manage")
def take_role(event: str, user: UUID, role: str) -> ResponseReturnValue:
    """Take a role at this event away."""
    service.take_role(user, role, scope().id)
    flash(_("The role was taken away."), "go")
    return redirect(url_for("people.team", event=event), 303)


@blueprint.post("/desk/<event>/team/<uuid:user>/end-sign-ins")
@guard.requires("team.manage")
def end_sign_ins(event: str, user: UUID) -> ResponseReturnValue:
    """Sign somebody out everywhere."""
    ended = service.end_sign_ins_of(user, scope().id)
    flash(ngettext("One sign-in has ended.", "%(num)s sign-ins have ended.", ended), "go")
    return redirect(url_for("people.member", event=event, user=user), 303)


@blueprint.post("/desk/<event>/team/<uuid:user>/password-link")
@guard.requires("team.manage")
def password_link(event: str, user: UUID) -> ResponseReturnValue:
    """A way back in for a colleague of this event only, shown this once."""
    made = service.password_link(user, scope().id)
    link = web.public_url("people.password", token=made.token)
    return web.guarded_by_secret(make_response(_member(user, link)))


@blueprint.post("/desk/<event>/team/tokens/<uuid:token>/revoke")
@guard.requires("team.manage")
def revoke_token(event: str, token: UUID) -> ResponseReturnValue:
    """End an API token."""
    service.revoke_token(token, scope().id)
    flash(_("The token no longer works."), "go")
    return redirect(url_for("people.team", event=event), 303)


def _shown(made: Invitation) -> ResponseReturnValue:
    """The team with the link of an invitation, this once."""
    link = web.public_url("people.invitation", token=service.link_of(made))
    page = _page(_form(blank=True), link=link, email=made.email)
    return web.guarded_by_secret(make_response(page))


def _form(blank: bool = False) -> forms.InvitationForm:
    form = forms.InvitationForm(formdata=None) if blank else forms.InvitationForm()
    form.offer([(code, language_names([code], current_language())) for code in LANGUAGES])
    if not form.language.data:
        form.language.data = current_language()
    return form


def _page(form: forms.InvitationForm, **more: Any) -> str:
    event_id = scope().id
    return render_template(
        "people/team.html",
        form=form,
        users=queries.team(event_id),
        invitations=queries.invitations(event_id),
        now=clock.now(),
        tokens=queries.api_tokens(event_id),
        event_id=event_id,
        role_names=rules.ROLE_NAMES,
        role_help=rules.ROLE_HELP,
        **{"link": "", "email": "", **more},
    )


def _member(user_id: UUID, link: str = "") -> str:
    event_id = scope().id
    user = queries.find_member(event_id, user_id)
    if user is None:
        raise NotFound
    return render_template(
        "people/member.html",
        user=user,
        own=[one for one in user.memberships if one.event_id == event_id],
        everywhere=[one for one in user.memberships if one.event_id is None],
        elsewhere=any(one.event_id != event_id for one in user.memberships),
        sign_ins=queries.sign_ins(user.id),
        role_names=rules.ROLE_NAMES,
        link=link,
    )

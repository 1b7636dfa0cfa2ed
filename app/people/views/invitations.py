"""Following an invitation to the team: with the account one has, or with a new one."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.kernel import guard
from app.kernel.errors import NotFound
from app.kernel.i18n import _
from app.people import forms, queries, rules, service
from app.people.views.signing_in import blueprint, browser, signed_in


@blueprint.route("/desk/invitation/<token>", methods=["GET", "POST"])
@guard.open_to_all
def invitation(token: str) -> ResponseReturnValue:
    """What one is invited to; POST accepts it."""
    found = queries.find_invitation(token)
    if found is None:
        guard.limit("invitations from", guard.address(), "60/hour")
        raise NotFound
    form, who = forms.PasswordForm(), guard.actor()
    known = queries.find_user(found.email)
    as_user = who.kind == "user" and known is not None and known.id == who.id
    if form.is_submitted():
        if as_user:
            service.accept(token, cast(UUID, who.id))
            return redirect(url_for("front_desk.home"), 303)
        if form.validate():
            try:
                begun = service.accept_anew(token, str(form.password.data), browser())
                return signed_in(begun, url_for("front_desk.home"))
            except service.WeakPassword as error:
                form.password.errors = [_(error.message, **error.params)]
    page = render_template(
        "people/invitation.html",
        form=form,
        invitation=found,
        role=rules.ROLE_NAMES[found.role],
        role_help=rules.ROLE_HELP[found.role],
        as_user=as_user,
        someone_else=who.kind == "user" and not as_user,
        has_account=known is not None and known.password_hash is not None,
    )
    return page, 422 if form.errors else 200

"""Signing in and out, passwords, and one's own sign-ins."""

from __future__ import annotations

import re
from typing import cast
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue

from app.kernel import clock, guard, web
from app.kernel import jobs as kernel_jobs
from app.kernel.errors import NotFound
from app.kernel.guard import Actor
from app.kernel.i18n import _, current_language
from app.people import forms, jobs, queries, rules, service

blueprint = Blueprint("people", __name__)

MISSES = "10/10minutes"  # wrong passwords for one account
COOKIE = "multaqa_desk"
HALF = "half"  # in the browser's session, between the password and the second step
_DESK = re.compile(r"/desk(?:[/?][!-\[\]-~]*)?")  # printable ASCII; a backslash is a slash to some browsers


def load_user() -> Actor | None:
    """The user of the browser's cookie or of a bearer token, with their permissions by event."""
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if request.path.startswith("/api/"):
        return _by_token(bearer) if bearer else None
    token = request.cookies.get(COOKIE)
    found = queries.find_sign_in(token) if token else None
    if found is None:
        return None
    if clock.now() - found.seen_at > rules.NOTICED_EVERY:
        service.notice(found.id)
    g.sign_in = found.id
    held = [(one.event_id, one.role) for one in found.user.memberships]
    g.unprotected = not found.strong and any(role == "owner" for _event, role in held)
    may = rules.grants(held)
    if g.unprotected and current_app.config["CONFIG"].second_factor == "owners":
        may = {None: frozenset({"account.own"})}  # nothing but adding a second factor
    return Actor("user", found.user_id, found.user.name or found.user.email, may)


def _by_token(token: str) -> Actor | None:
    found = queries.find_api_token(token)
    if found is None:
        return None
    held = rules.grants((one.event_id, one.role) for one in found.user.memberships)
    if found.event_id is not None:  # a token for one event never reaches another
        held = {found.event_id: held.get(found.event_id, frozenset()) | held.get(None, frozenset())}
    return Actor("user", found.user_id, found.user.name or found.user.email, held)


@blueprint.route("/desk/sign-in", methods=["GET", "POST"])
@guard.open_to_all
def sign_in() -> ResponseReturnValue:
    """Ask for address and password; limited per network address and per account."""
    form = forms.SignInForm()
    if form.validate_on_submit():
        guard.limit("sign-in from", guard.address(), "30/10minutes")
        account = str(form.email.data)
        guard.check_limit("sign-in as", account, MISSES)
        try:
            begun = service.sign_in(form.email.data, form.password.data, browser())
            return signed_in(begun, own_page(request.args.get("next", "")))
        except service.WrongPassword as error:
            guard.count("sign-in as", account, MISSES)
            form.password.errors = [_(error.message)]
    page = render_template("people/sign_in.html", form=form, passkeys=service.passkeys_possible())
    return page, 422 if form.errors else 200


@blueprint.post("/desk/sign-out")
@guard.open_to_all
def sign_out() -> ResponseReturnValue:
    """End this browser's sign-in."""
    who = guard.actor()
    if who.id and "sign_in" in g:
        service.end_sign_in(g.sign_in, who.id)
    session.clear()
    response = make_response(redirect(url_for("people.sign_in")))
    response.delete_cookie(COOKIE)
    return response


@blueprint.route("/desk/lost-password", methods=["GET", "POST"])
@guard.open_to_all
def lost_password() -> ResponseReturnValue:
    """Offer a new link by mail; says the same whether the address has an account or not."""
    form = forms.LostForm()
    if form.validate_on_submit():
        guard.limit("lost password from", guard.address(), "10/hour")
        guard.limit("lost password of", str(form.email.data), "3/hour")
        kernel_jobs.enqueue(jobs.LOST_PASSWORD, form.email.data, current_language())
        return render_template("people/lost_sent.html", sends=current_app.config["CONFIG"].smtp is not None)
    return render_template("people/lost.html", form=form), (422 if form.errors else 200)


@blueprint.route("/desk/password/<token>", methods=["GET", "POST"])
@guard.open_to_all
def password(token: str) -> ResponseReturnValue:
    """Set a password by a one-time link, and sign in."""
    link = queries.find_link(token)
    if link is None:
        guard.limit("password link from", guard.address(), "60/hour")
        raise NotFound
    form = forms.PasswordForm()
    if form.validate_on_submit():
        try:
            return signed_in(
                service.set_password(token, form.password.data, browser()), url_for("front_desk.home")
            )
        except service.WeakPassword as error:
            form.password.errors = [_(error.message, **error.params)]
    page = render_template("people/password.html", form=form, email=link.user.email)
    return page, 422 if form.errors else 200


@blueprint.get("/desk/account")
@guard.requires("account.own")
def account() -> str:
    """One's own sign-ins."""
    who = guard.actor()
    found, user = queries.sign_ins(cast(UUID, who.id)), queries.get_user(cast(UUID, who.id))
    keys = queries.passkeys(user.id)
    return render_template(
        "people/account.html", sign_ins=found, current=g.get("sign_in"), factors=queries.factors(user),
        passkeys=keys, passkeys_possible=service.passkeys_possible(), device_name=rules.device_name,
        needed=current_app.config["CONFIG"].second_factor == "owners",
    )  # fmt: skip


@blueprint.post("/desk/account/sign-ins/<uuid:sign_in>/end")
@guard.requires("account.own")
def end_sign_in(sign_in: UUID) -> ResponseReturnValue:
    """End one of one's own sign-ins."""
    service.end_sign_in(sign_in, cast(UUID, guard.actor().id))
    flash(_("That sign-in has ended."), "go")
    return redirect(url_for("people.account"))


def signed_in(begun: service.NewSecret, target: str) -> Response:
    """Go on to a page with the cookie of a sign-in that begins here, or to the second step where one is asked."""
    session.clear()  # a session begun before the sign-in must not be worth anything after it
    if not begun.token:
        session[HALF] = {"user": str(begun.user_id), "at": clock.stamp(clock.now()), "next": target}
        return make_response(redirect(url_for("people.second")))
    return remembering(make_response(redirect(target)), begun)


def remembering(response: Response, begun: service.NewSecret) -> Response:
    """The response with the cookie of a sign-in."""
    lasts = int(rules.SIGN_IN_LASTS.total_seconds())
    response.set_cookie(
        COOKIE, begun.token, max_age=lasts, httponly=True, samesite="Lax", secure=web.secure(), path="/"
    )
    return response


def own_page(wish: str) -> str:
    """A page of this program only: no address of another host is followed after signing in."""
    return wish if _DESK.fullmatch(wish) else url_for("front_desk.home")


def browser() -> str:
    """What the visitor's browser calls itself."""
    return request.user_agent.string[:200]

"""Passkeys, the second step of a sign-in, and the second factors of one's own account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from flask import Response, flash, g, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.kernel import clock, guard, qr, web
from app.kernel.errors import Refusal
from app.kernel.i18n import _
from app.kernel.signing import seal_bytes, unseal_bytes
from app.people import forms, rules, service
from app.people.views.signing_in import HALF, MISSES, blueprint, browser, own_page, remembering, signed_in

HALF_LASTS = timedelta(minutes=10)  # between the password and the second step
FROM_ONE_PLACE = "60/10minutes"


def _me() -> UUID:
    return cast(UUID, guard.actor().id)


def _said() -> dict[str, Any]:
    said = request.get_json(silent=True)
    return said if isinstance(said, dict) else {}


def _refusal(error: Refusal) -> ResponseReturnValue:
    return jsonify(message=_(error.message, **error.params)), error.status


@blueprint.post("/desk/sign-in/passkey/begin")
@guard.open_to_all
def begin_passkey() -> ResponseReturnValue:
    """A challenge for whoever wants to sign in by a passkey."""
    guard.limit("passkey from", guard.address(), FROM_ONE_PLACE)
    try:
        asked = service.ask_to_sign_in()
    except service.PasskeyRefused as error:
        return _refusal(error)
    session["passkey"] = asked.state
    return jsonify(asked.options)


@blueprint.post("/desk/sign-in/passkey")
@guard.open_to_all
def sign_in_by_passkey() -> ResponseReturnValue:
    """Check what a passkey answered, and sign in."""
    guard.limit("passkey answers from", guard.address(), FROM_ONE_PLACE)
    said, target = _said(), own_page(request.args.get("next", ""))
    try:
        begun = service.sign_in_by_passkey(
            session.pop("passkey", {}), said.get("credential") or {}, browser()
        )
    except service.PasskeyRefused as error:
        return _refusal(error)
    session.clear()
    return remembering(jsonify(next=target), begun)


@blueprint.route("/desk/sign-in/second", methods=["GET", "POST"])
@guard.open_to_all
def second() -> ResponseReturnValue:
    """After the password: a code of the app, one for recovery, or a passkey."""
    half = _half()
    if half is None:
        return redirect(url_for("people.sign_in"))
    form = forms.CodeForm()
    if form.validate_on_submit():
        guard.check_limit("second step of", half["user"], MISSES)
        try:
            begun = service.second_step(UUID(half["user"]), str(form.code.data), browser())
            return signed_in(begun, own_page(half["next"]))
        except service.WrongCode as error:
            guard.count("second step of", half["user"], MISSES)
            form.code.errors = [_(error.message)]
    page = render_template(
        "people/second.html", form=form, passkeys=service.passkeys_possible(), next=half["next"]
    )
    return page, 422 if form.errors else 200


def _half() -> dict[str, str] | None:
    """Whose password was right in this browser a moment ago."""
    half: dict[str, str] = session.get(HALF, {})
    fresh = bool(half) and clock.now() - clock.parse(half["at"]) < HALF_LASTS
    return half if fresh else None


@blueprint.post("/desk/account/passkeys/begin")
@guard.requires("account.own")
def begin_registration() -> ResponseReturnValue:
    """A challenge for a new passkey."""
    try:
        asked = service.ask_to_register(_me())
    except service.PasskeyRefused as error:
        return _refusal(error)
    session["passkey"] = asked.state
    return jsonify(asked.options)


@blueprint.post("/desk/account/passkeys")
@guard.requires("account.own")
def add_passkey() -> ResponseReturnValue:
    """Keep the passkey that the browser made."""
    said = _said()
    name = str(said.get("name") or "").strip() or rules.device_name(browser()) or _("Passkey")
    try:
        codes = service.register(_me(), session.pop("passkey", {}), said.get("credential") or {}, name)
    except service.PasskeyRefused as error:
        return _refusal(error)
    _proved()
    flash(_("The passkey is kept. Next time, sign in with it."), "go")
    session["codes"] = [seal_bytes("\n".join(codes).encode()).hex()] if codes else []
    return jsonify(next=url_for("people.codes") if codes else url_for("people.account"))


@blueprint.post("/desk/account/passkeys/<uuid:passkey>/<any(rename, remove):act>")
@guard.requires("account.own")
def change_passkey(passkey: UUID, act: str) -> ResponseReturnValue:
    """Call a passkey otherwise, or let it go."""
    if act == "rename":
        service.rename_passkey(_me(), passkey, request.form.get("name", ""))
    else:
        service.remove_passkey(_me(), passkey)
    return redirect(url_for("people.account"), 303)


@blueprint.route("/desk/account/app", methods=["GET", "POST"])
@guard.requires("account.own")
def app() -> ResponseReturnValue:
    """Enrol an app that makes codes: its QR code, and a first code as proof."""
    form = forms.CodeForm()
    secret = _secret()
    if form.validate_on_submit():
        guard.limit("enrolment of", str(_me()), MISSES)
        try:
            codes = service.enrol(_me(), secret, str(form.code.data))
            session.pop("secret", None)
            _proved()
            session["codes"] = [seal_bytes("\n".join(codes).encode()).hex()] if codes else []
            flash(_("The app is kept. Signing in asks for its code from now on."), "go")
            return redirect(url_for("people.codes") if codes else url_for("people.account"), 303)
        except service.WrongCode as error:
            form.code.errors = [_(error.message)]
    account = guard.actor().name
    drawn = Markup(qr.svg(rules.enrolment(secret, account), _("For the app")))  # noqa: S704 - our own drawing
    page = render_template("people/app.html", form=form, drawn=drawn, secret=rules.spelt(secret))
    response = web.guarded_by_secret(Response(page))
    response.status_code = 422 if form.errors else 200
    return response


def _secret() -> bytes:
    """The secret that is on offer in this browser until it is taken; sealed, since cookies can be read."""
    if "secret" not in session:
        session["secret"] = seal_bytes(service.new_secret()).hex()
    return unseal_bytes(bytes.fromhex(session["secret"]))


def _proved() -> None:
    """This sign-in counts as a strong one: its holder has just shown a second factor."""
    if "sign_in" in g:
        service.strengthen(g.sign_in)


@blueprint.get("/desk/account/codes")
@guard.requires("account.own")
def codes() -> ResponseReturnValue:
    """The codes for recovery, this once."""
    sealed = session.pop("codes", [])
    if not sealed:
        return redirect(url_for("people.account"))
    shown = unseal_bytes(bytes.fromhex(sealed[0])).decode().split("\n")
    return web.guarded_by_secret(Response(render_template("people/codes.html", codes=shown)))


@blueprint.post("/desk/account/codes")
@guard.requires("account.own")
def make_codes() -> ResponseReturnValue:
    """Other codes in place of the earlier ones."""
    made = service.new_codes(_me())
    session["codes"] = [seal_bytes("\n".join(made).encode()).hex()]
    return redirect(url_for("people.codes"), 303)


@blueprint.post("/desk/account/app/remove")
@guard.requires("account.own")
def remove_app() -> ResponseReturnValue:
    """Let the app go."""
    service.remove_app(_me())
    flash(_("The app’s codes are asked no more."), "go")
    return redirect(url_for("people.account"), 303)


@blueprint.post("/desk/account/sign-ins/end-others")
@guard.requires("account.own")
def end_others() -> ResponseReturnValue:
    """End all of one's own sign-ins but this one."""
    ended = service.end_other_sign_ins(g.get("sign_in"), _me())
    flash(_("Other sign-ins ended: %(num)s.", num=ended), "go")
    return redirect(url_for("people.account"), 303)

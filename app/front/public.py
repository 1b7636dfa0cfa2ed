"""The first page, an event's page, and a delegate's own page behind the secret of its link."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.badges import service as badges
from app.badges.queries import faces
from app.calendar import service as calendar
from app.events import queries as events
from app.front import jobs, queries, service
from app.front.forms import LinkForm
from app.kernel import clock, guard, pages, qr, web
from app.kernel import jobs as kernel_jobs
from app.kernel.errors import NotFound
from app.kernel.i18n import _, current_language
from app.kernel.scope import enter, scope
from app.mail import service as mails
from app.registration import queries as registrations
from app.registration import rules
from app.registration import service as registering
from app.registration.models import Registration
from app.travel import queries as travel

blueprint = Blueprint("front", __name__)


@blueprint.get("/")
@guard.open_to_all
def index() -> ResponseReturnValue:
    """The meetings; with a single one, that one."""
    listed = events.listed()
    if len(listed) == 1:
        enter(events.scope_of(listed[0].id))  # answered here: ?lang= works on every page without a redirect
        return event(listed[0].slug)
    return render_template("front/index.html", events=listed)


@blueprint.get("/<event>/")
@guard.open_to_all
def event(event: str) -> Response:
    """The event's page."""
    here, now = scope(), clock.now()
    stamp = (here.version, int(now.timestamp()) // 60)
    return pages.cached_page(("event", here.id, request.path), stamp, _event_page)


def _event_page() -> str:
    page = queries.event_page(scope(), current_language(), clock.now())
    return render_template("front/event.html", page=page)


@blueprint.route("/<event>/my-link", methods=["GET", "POST"])
@guard.open_to_all
def my_link(event: str) -> ResponseReturnValue:
    """Send personal links again; says the same whether the address is known or not."""
    form = LinkForm()
    if not form.validate_on_submit():
        return render_template("front/my_link.html", form=form, sent=False), (422 if form.errors else 200)
    address = str(form.email.data).strip().lower()
    guard.limit("link from", guard.address(), "20/hour")
    guard.limit("link to", address, "3/hour")
    kernel_jobs.enqueue(jobs.SEND_LINKS, str(scope().id), address)
    return render_template("front/my_link.html", form=form, sent=True)


@blueprint.get("/p/<token>")
@guard.open_to_all
def own_page(token: str) -> str:
    """A delegate's pass: code, sessions, answers, and what they may do."""
    found = registering.open_link(token)
    if (mail_id := _mail_id()) is not None:
        mails.opened(found.id, mail_id)
    return render_template("front/pass.html", token=token, **_pass(found))


def _mail_id() -> UUID | None:
    """The mail whose link was followed: each names itself."""
    try:
        return UUID(request.args.get("m", ""))
    except ValueError:
        return None


def _pass(found: Registration) -> dict[str, Any]:
    here, language = scope(), current_language()
    window = registrations.opening(here.id, found.category_id).window
    approved = found.state == rules.APPROVED
    badge = badges.find_valid(found.id) if approved else None
    return {
        "state": found.state,
        "reason": found.reason,
        "face": faces([found.id])[found.id],
        "name_pairs": queries.name_pairs(found.name_ar, found.name_latin, found.language),
        "function": found.function,
        "place": queries.place(found, language, here.languages),
        "code": _code(badges.code_of(badge)) if badge else None,
        "sessions": queries.session_lines(found, language) if approved else [],
        "feed": web.public_url("calendar.person", feed=calendar.feed_for(found.id)) if approved else "",
        "travel": travel.find(found.id),
        "letters": queries.own_letters(found),
        "answers": registrations.answers_shown(found, language, here.languages, needs=True),
        "added": registrations.added_shown(found, language, here.languages, here.country),
        "photo": registrations.photo_version(found.id),
        "asks_photo": registrations.asks_photo(registrations.questions(here.id, here.version)),
        "consents": registrations.consents_shown(found, language, here),
        "writes_in": [(code, registrations.language_name(code, code)) for code in _spoken()],
        "spoken": found.language,
        "asked_change": registrations.proposal_shown(found, language, here.languages),
        "place_in_line": registrations.place_in_line(found) if found.state == rules.WAITING else 0,
        "offer_until": service.end_of_offer(found),
        "may_change": found.state in rules.CHANGEABLE and found.state != rules.INVITED,
        "may_withdraw": rules.can("withdraw", found.state),
        "may_return": rules.can("return", found.state) and window.is_open(clock.now()),
    }


def _spoken() -> tuple[str, ...]:
    here = scope()
    return registrations.questions(here.id, here.version).languages


def _code(code: Any) -> dict[str, Any]:
    drawn = Markup(qr.svg(code.payload, _("Badge code")))  # noqa: S704 - our own drawing
    return {"drawn": drawn, "typed": code.typed.shown}


@blueprint.route("/p/<token>/withdraw", methods=["GET", "POST"])
@guard.open_to_all
def withdraw(token: str) -> ResponseReturnValue:
    """Withdraw, after being asked once."""
    found = registering.open_link(token)
    if request.method == "GET":
        return render_template("front/withdraw.html", token=token)
    registering.withdraw(found.id, request.form.get("reason", "")[:500])
    return redirect(url_for("front.own_page", token=token))


@blueprint.post("/p/<token>/return")
@guard.open_to_all
def come_back(token: str) -> ResponseReturnValue:
    """Take part again after withdrawing; the secretariat decides anew."""
    registering.come_back(registering.open_link(token).id)
    return redirect(url_for("front.own_page", token=token))


@blueprint.post("/p/<token>/offer")
@guard.open_to_all
def offer(token: str) -> ResponseReturnValue:
    """Accept the place that fell free, or give it up."""
    found = registering.open_link(token)
    if request.form.get("act") == "accept":
        registering.accept(found.id)
        flash(_("The place is yours. The secretariat decides now and writes to you."), "go")
    elif request.form.get("act") == "decline":
        registering.withdraw(found.id)
    return redirect(url_for("front.own_page", token=token), 303)


@blueprint.post("/p/<token>/language")
@guard.open_to_all
def language(token: str) -> ResponseReturnValue:
    """Choose the language of mails and of this page."""
    found, chosen = registering.open_link(token), request.form.get("language", "")
    if chosen in _spoken():
        registering.speak(found.id, chosen)
    return redirect(url_for("front.own_page", token=token, lang=chosen), 303)


@blueprint.post("/p/<token>/consents/<key>")
@guard.open_to_all
def consent(token: str, key: str) -> ResponseReturnValue:
    """Give one consent or take it back, by itself."""
    found, here = registering.open_link(token), scope()
    asked = registrations.questions(here.id, here.version)
    one = next((one for one in asked.consents if one.key == key), None)
    if one is None or (one.required and not request.form.get("given")):
        raise NotFound
    words, spoken = one.text.best(current_language(), asked.fallback)
    registering.set_consent(
        found.id, rules.Given(key, bool(request.form.get("given")), spoken, words, one.version)
    )
    flash(_("Your choice is saved."), "go")
    return redirect(url_for("front.own_page", token=token, _anchor="consents"), 303)

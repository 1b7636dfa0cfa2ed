"""A delegate's own agenda, and how their calendar follows it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.agenda import queries as agenda
from app.agenda.rules import Audience, subscription
from app.calendar import queries, service
from app.calendar.public.blueprint import blueprint
from app.kernel import clock, guard, storage, web
from app.kernel.errors import NotFound
from app.kernel.i18n import _, current_language, zone_note
from app.kernel.scope import scope
from app.registration import rules
from app.registration import service as registering
from app.registration.models import Registration

STARS = "120/hour"  # taps by one delegate


@blueprint.get("/p/<token>/agenda")
@guard.open_to_all
def own_agenda(token: str) -> str:
    """The agenda with a delegate's marks: theirs alone, or with ?all=1 everything there is to choose from."""
    found = _who(token)
    whole = bool(request.args.get("all"))
    page = {
        "token": token, "whole": whole, "days": _days(found, whole), "anything": bool(agenda.published(found.event_id)),
        "calendar": calendar_of(found) if found.state == rules.APPROVED else None,
    }  # fmt: skip
    return render_template("calendar/own_agenda.html", page=page)


def _days(found: Registration, whole: bool) -> list[dict[str, Any]]:
    here, starred = scope(), queries.stars(found.id)
    published = agenda.published(here.id)
    mine = {one.key for one in queries.mine(published, found.category.key, found.id, starred)}
    expected = {one.key for one in queries.mine(published, found.category.key, found.id)}
    stars = {one.key for one in published if one.uid in starred}
    days = agenda.programme(here, current_language(), clock.now())
    kept = (
        replace(day, sessions=tuple(one for one in day.sessions if whole or one.key in mine)) for day in days
    )
    return [
        {"day": day, "marks": {one.key: (one.key in expected, one.key in stars) for one in day.sessions}}
        for day in kept
        if day.sessions
    ]


def calendar_of(found: Registration) -> dict[str, Any]:
    """What a delegate's page says of their calendar: the ways to subscribe, and whether invitations are sent."""
    here = scope()
    feed = web.public_url("calendar.person", feed=service.feed_for(found.id))
    title = here.title.pick(current_language(), here.languages)
    return {
        "subscription": subscription(feed, title),
        "invitations": queries.wants_invitations(found.id),
        "mail": found.email,
    }


@blueprint.get("/p/<token>/sessions/<key>")
@guard.open_to_all
def own_session(token: str, key: str) -> str:
    """A session as a delegate sees it: with the documents for delegates, once they are approved, and their star."""
    found = _who(token)
    here, language = scope(), current_language()
    session = next((one for one in agenda.published(here.id) if one.key == key), None)
    if session is None:
        raise NotFound
    shown = agenda.session_shown(here, session, language, clock.now(), _audiences(found))
    starred = queries.stars(found.id)
    page = {
        "token": token,
        "zone_note": zone_note(here.timezone),
        "documents_base": url_for("calendar.own_document", token=token, key="-", language="-").removesuffix(
            "-/-"
        ),
        "expected": queries.is_mine(session, found.category.key, found.id),
        "starred": session.uid in starred,
        **vars(shown),
    }
    return render_template("calendar/own_session.html", page=page)


@blueprint.get("/p/<token>/documents/<key>/<language>")
@guard.open_to_all
def own_document(token: str, key: str, language: str) -> Response:
    """A document for delegates, in one of its languages, as a download."""
    found = _who(token)
    file = agenda.document_file(found.event_id, key, language, _audiences(found))
    return storage.send(storage.get(found.event_id, file.file))


def _who(token: str) -> Registration:
    """The delegate of a link, unless they were refused or withdrew: then the agenda is everybody's alone."""
    found = registering.open_link(token)
    if found.state not in rules.CHANGEABLE:
        raise NotFound
    return found


def _audiences(found: Registration) -> tuple[Audience, ...]:
    approved = found.state == rules.APPROVED
    return (Audience.PUBLIC, Audience.DELEGATES) if approved else (Audience.PUBLIC,)


@blueprint.post("/p/<token>/agenda/<key>")
@guard.open_to_all
def star(token: str, key: str) -> ResponseReturnValue:
    """Star a session, or take the star back; the page goes on where it was."""
    found = _who(token)
    guard.limit("stars of", str(found.id), STARS)
    act = service.star if request.form.get("star") == "yes" else service.unstar
    act(found.event_id, found.id, key)
    if request.form.get("back") == "session":
        return redirect(url_for("calendar.own_session", token=token, key=key))
    whole = "1" if request.form.get("all") else None
    return redirect(url_for("calendar.own_agenda", token=token, all=whole, _anchor=key))


@blueprint.post("/p/<token>/calendar")
@guard.open_to_all
def calendar(token: str) -> ResponseReturnValue:
    """Renew the feed's address, or begin and end invitations by mail."""
    found = registering.open_link(token)
    if found.state != rules.APPROVED:
        raise NotFound
    act = request.form.get("act")
    if act == "renew":
        service.renew_feed(found.id)
        flash(
            _("Your calendar has a new address; the old one no longer works. Subscribe again with it."), "go"
        )
    elif act == "invite" and found.email:
        service.ask_for_invitations(found.id)
        flash(
            _("Your sessions come as invitations to %(mail)s, and so does every change.", mail=found.email),
            "go",
        )
    elif act == "no-invitations":
        service.no_more_invitations(found.id)
        flash(_("No more invitations. What is in your calendar stays there until you remove it."), "info")
    return redirect(url_for("calendar.own_agenda", token=token, _anchor="calendar"))

"""Blank badges: made for a category, printed, and given to somebody by their code."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.badges import queries, service
from app.badges.rules import LONGEST
from app.badges.views.printing import after, page_of
from app.kernel import guard
from app.kernel.db import atomic
from app.kernel.errors import NotFound
from app.kernel.i18n import _
from app.kernel.scope import scope
from app.registration import queries as registrations

MOST = 500
TRIES = "60/minute"
"""Codes that one person at the desk may look up: a typed one could be guessed in the end."""


def add_to(blueprint: Blueprint) -> None:
    """Put the pages under their addresses."""
    blueprint.add_url_rule("/desk/<event>/badges/blank", "blanks", blanks)
    blueprint.add_url_rule("/desk/<event>/badges/blank", "make_blanks", make_blanks, methods=["POST"])
    blueprint.add_url_rule(
        "/desk/<event>/delegates/<uuid:registration>/blank", "give_blank", give_blank, methods=["POST"]
    )


@guard.requires("badges.view")
def blanks(event: str) -> str:
    """How many blank badges each category has, the form for more, and whose badge it is that somebody found."""
    return _page()


def _page(fault: str = "") -> str:
    here, code = scope().id, request.args.get("code", "").strip()
    if code:
        guard.limit("badge-found", str(guard.actor().id), TRIES)
    return render_template(
        "badges/blank.html",
        counts=queries.blanks(here),
        code=code[:LONGEST],
        badge=service.find_by_code(here, code) if code else None,
        papers=service.paper_names(here),
        most=MOST,
        fault=fault,
        typed={"count": "8", "paper": "a4x8"} | request.form.to_dict(),
    )


@guard.requires("badges.print")
def make_blanks(event: str) -> ResponseReturnValue:
    """Make blank badges and print them."""
    paper, wanted = request.form.get("paper", "a4x8"), request.form.get("count", "")
    kinds = {category.key: category.id for category, _free, _given in queries.blanks(scope().id)}
    if paper not in queries.stocks(scope().id) or request.form.get("category") not in kinds:
        raise NotFound
    if not wanted.isascii() or not wanted.isdecimal() or not 1 <= int(wanted) <= MOST:
        return _page(_("Write a number from 1 to %(most)s.", most=MOST)), 422
    with atomic():
        made = service.make_blanks(scope().id, kinds[request.form["category"]], int(wanted))
        batch = service.begin_blanks(scope().id, made, paper, page_of)
    return after(batch)


@guard.requires("badges.print")
def give_blank(event: str, registration: UUID) -> ResponseReturnValue:
    """Make a blank badge somebody's, by what is printed on it."""
    found = registrations.get(scope().id, registration)
    if found.state != "approved":
        raise NotFound
    try:
        service.give_blank(found, request.form.get("code", ""))
    except service.NotBlank as refused:
        flash(_(refused.message), "stop")
    else:
        flash(_("The blank badge is theirs now. A badge they had before no longer opens a door."), "go")
    return redirect(url_for("front_desk.delegate", event=event, registration=registration), 303)

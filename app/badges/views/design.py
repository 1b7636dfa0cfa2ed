"""What badges show: chosen for the event and for each category, with a preview on real delegates; and the logos."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.badges import queries, service
from app.badges.rules import BACKS, PARTS, Back, Design, Part
from app.badges.service.content import read_file
from app.badges.service.previews import WHO
from app.kernel import guard
from app.kernel.errors import NotFound
from app.kernel.i18n import N_, Text, _
from app.kernel.scope import scope
from app.kernel.storage import FileRefused
from app.registration.queries import language_name

PART_NAMES: dict[Part, str] = {
    "honorific": N_("Honorific"),
    "second": N_("Name in the other script"),
    "function": N_("Function"),
    "place": N_("City and country"),
    "flag": N_("Flag of the country"),
    "photo": N_("Photo"),
    "dates": N_("Dates of the event"),
    "logos": N_("Logos"),
}
BACK_NAMES: dict[Back, str] = {
    "none": N_("Nothing"),
    "same": N_("The same as the front, because badges turn round"),
    "agenda": N_("The programme in two languages"),
    "note": N_("A note: wifi, whom to call"),
}
LONGEST_NOTE = 400


def add_to(blueprint: Blueprint) -> None:
    """Put the pages under their addresses."""
    blueprint.add_url_rule("/desk/<event>/badges/design", "design", design)
    blueprint.add_url_rule("/desk/<event>/badges/design", "save_design", save_design, methods=["POST"])
    blueprint.add_url_rule("/desk/<event>/badges/preview.png", "preview", preview)
    blueprint.add_url_rule("/desk/<event>/badges/logos", "add_logo", add_logo, methods=["POST"])
    blueprint.add_url_rule("/desk/<event>/badges/logos/<key>", "logo", logo)
    blueprint.add_url_rule(
        "/desk/<event>/badges/logos/<key>/remove", "drop_logo", drop_logo, methods=["POST"]
    )


@guard.requires("badges.view")
def design(event: str) -> str:
    """The form of one design beside its preview, front and back."""
    category = _category()
    chosen = queries.designs(scope().id)
    shown = _asked() if "shown" in request.args else queries.design_of(chosen, category)
    return render_template(
        "badges/design.html",
        design=shown,
        category=category,
        is_own=category in chosen,
        categories=[(one.key, one.name) for one, _number in queries.by_category(scope().id)],
        parts=[(key, _(PART_NAMES[key])) for key in PARTS],
        backs=[(key, _(BACK_NAMES[key])) for key in BACKS],
        who=request.args.get("who", "arabic"),
        whos=[(key, _(word)) for key, (word, _by) in WHO.items()],
        paper=request.args.get("paper", "a4x8"),
        papers=service.paper_names(scope().id),
        logos=queries.setup(scope().id).logos,
        longest=LONGEST_NOTE,
        language_name=language_name,
    )


def _category() -> str:
    category = request.values.get("category", "")
    if category and category not in {one.key for one, _number in queries.by_category(scope().id)}:
        raise NotFound
    return category


def _asked() -> Design:
    """The design as the form says it, saved or not."""
    back = request.values.get("back", "none")
    if back not in BACKS:
        raise NotFound
    parts = frozenset(part for part in PARTS if part in request.values.getlist("parts"))
    note = {code: request.values.get(f"note-{code}", "")[:LONGEST_NOTE] for code in scope().languages}
    return Design(parts, back, Text(note))


@guard.requires("badges.print")
def save_design(event: str) -> ResponseReturnValue:
    """Keep the design, or take the category back to that of the event."""
    category = _category()
    service.choose_design(scope().id, category, None if "reset" in request.form else _asked())
    flash(_("Saved. What is printed from now on looks like this."), "go")
    return redirect(url_for("badges_desk.design", event=event, category=category), 303)


@guard.requires("badges.view")
def preview(event: str) -> Response:
    """One badge as a picture, as the form stands; nobody's code is on it."""
    who, paper = request.args.get("who", "arabic"), request.args.get("paper", "a4x8")
    papers = queries.stocks(scope().id)
    if who not in WHO or paper not in papers:
        raise NotFound
    content = service.preview(
        scope().id, who, papers[paper][0], _asked(), _category(), back=request.args.get("side") == "back"
    )
    return Response(content, mimetype="image/png", headers={"Cache-Control": "private, no-store"})


@guard.requires("badges.print")
def add_logo(event: str) -> ResponseReturnValue:
    """Keep a logo; what is wrong with the file is said."""
    sent = request.files.get("logo")
    if sent is None or not sent.filename:
        flash(_("Choose a file first: PNG or SVG."), "stop")
    else:
        try:
            service.add_logo(scope().id, BytesIO(sent.read()))
        except FileRefused as refused:
            flash(_(refused.message, **refused.params), "stop")
        else:
            flash(_("The logo is on the badges from now on."), "go")
    return redirect(url_for("badges_desk.design", event=event), 303)


@guard.requires("badges.view")
def logo(event: str, key: str) -> Response:
    """A logo as it is printed."""
    content = read_file(scope().id, key) if key in queries.setup(scope().id).logos else None
    if content is None:
        raise NotFound
    return Response(content, mimetype="image/png", headers={"Cache-Control": "private, max-age=86400"})


@guard.requires("badges.print")
def drop_logo(event: str, key: str) -> ResponseReturnValue:
    """Remove a logo."""
    service.drop_logo(scope().id, key)
    return redirect(url_for("badges_desk.design", event=event), 303)

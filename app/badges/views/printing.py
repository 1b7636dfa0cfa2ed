"""The queue of the print room, its printings, and one badge at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.badges import queries, service
from app.badges.queries import Candidate, Choice
from app.badges.rules import ORDERS, WHATS, What
from app.batches import service as batches
from app.batches.models import Batch
from app.kernel import guard
from app.kernel.errors import NotFound
from app.kernel.i18n import N_, _, current_language
from app.kernel.scope import find_scope, scope
from app.registration import queries as registrations

PAGE = 100  # people of the queue that a page shows
SHORT = 1.5  # seconds in which most printings are done: nobody then waits for the background worker

WHAT_NAMES = {
    "due": N_("not printed yet, or changed since"),
    "new": N_("not printed yet"),
    "changed": N_("changed since they were printed"),
    "all": N_("all"),
}
ORDER_NAMES = {
    "delegation": N_("by delegation"),
    "arabic": N_("by Arabic alphabet"),
    "latin": N_("by Latin alphabet"),
    "category": N_("by category and name"),
    "precedence": N_("by order of precedence"),
}
FIELD_NAMES = {
    "name_ar": N_("Arabic name"), "name_latin": N_("Latin name"), "honorific": N_("honorific"),
    "function": N_("function"), "city": N_("city"), "country": N_("country"), "category": N_("category"),
    "photo": N_("photo"), "withheld": N_("consent to pictures"), "language": N_("language"),
}  # fmt: skip


def add_to(blueprint: Blueprint) -> None:
    """Put the pages under their addresses."""
    blueprint.add_url_rule("/desk/<event>/badges", "badges", badges)
    blueprint.add_url_rule("/desk/<event>/badges", "begin", begin, methods=["POST"])
    blueprint.add_url_rule("/desk/<event>/badges.pdf", "sheets", sheets, methods=["POST"])
    blueprint.add_url_rule("/desk/<event>/badges/printings", "printings", printings)
    blueprint.add_url_rule("/desk/<event>/badges/printings/<uuid:run>", "printing", printing)
    blueprint.add_url_rule(
        "/desk/<event>/badges/printings/<uuid:run>/sheets", "again", again, methods=["POST"]
    )
    blueprint.add_url_rule("/desk/<event>/badges/printings/<uuid:run>/index.pdf", "index", index)
    blueprint.add_url_rule(
        "/desk/<event>/delegates/<uuid:registration>/badge", "print_one", print_one, methods=["POST"]
    )
    blueprint.add_url_rule(
        "/desk/<event>/delegates/<uuid:registration>/new-code", "replace", replace, methods=["POST"]
    )
    blueprint.add_url_rule(
        "/desk/<event>/delegates/<uuid:registration>/handed", "hand_over", hand_over, methods=["POST"]
    )


def tabs() -> dict[str, Any]:
    """The pages under the word Badges."""
    here = find_scope()
    if here is None:  # the page of an error
        return {"badge_tabs": []}
    pages = (
        (_("To print"), "badges_desk.badges"),
        (_("Printings"), "badges_desk.printings"),
        (_("Design"), "badges_desk.design"),
        (_("Papers and printer"), "badges_desk.papers"),
        (_("Blank badges"), "badges_desk.blanks"),
        (_("Other prints"), "badges_desk.other"),
    )
    asked = request.endpoint or ""
    asked = "badges_desk.printings" if asked == "badges_desk.printing" else asked
    return {
        "badge_tabs": [
            (url_for(endpoint, event=here.slug), word, asked == endpoint) for word, endpoint in pages
        ]
    }


@guard.requires("badges.view")
def badges(event: str) -> str:
    """Who waits for the printer, who changed since, and the choice of what to print."""
    everyone = queries.candidates(scope().id, Choice(order="category"))
    choice = _choice(default="due")
    found = queries.candidates(scope().id, choice)
    counts = {
        "new": sum(one.printed is None for one in everyone),
        "changed": sum(bool(one.changed) for one in everyone),
        "printed": sum(one.printed is not None for one in everyone),
        "handed": sum(one.handed_at is not None for one in everyone),
        "all": len(everyone),
    }
    return render_template(
        "badges/badges.html",
        counts=counts,
        people=[_line(one) for one in found[:PAGE]],
        beyond=max(0, len(found) - PAGE),
        total=len(found),
        choice=choice,
        papers=service.paper_names(scope().id),
        whats=[(key, _(WHAT_NAMES[key])) for key in WHATS],
        orders=[(key, _(ORDER_NAMES[key])) for key in ORDERS],
        categories=queries.by_category(scope().id),
        delegations=_delegations(),
        paper=request.args.get("paper", "a4x8"),
    )


def _choice(default: What) -> Choice:
    values = request.values
    what, order = values.get("what", default), values.get("order", "category")
    if what not in WHATS or order not in ORDERS:
        raise NotFound
    chosen: dict[str, Any] = {"what": what, "order": order, "category": values.get("category", "")}
    if delegation := values.get("delegation", ""):
        chosen["delegation"] = _uuid(delegation)
    return Choice(**chosen)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def _delegations() -> list[tuple[UUID, str]]:
    language, fallback = current_language(), scope().languages
    return [(one.id, one.title.pick(language, fallback)) for one in queries.delegations(scope().id)]


def _line(one: Candidate) -> dict[str, Any]:
    language, fallback = current_language(), scope().languages
    names = [(one.face.name_ar, "ar"), (one.face.name_latin, "fr")]
    return {
        "id": one.registration,
        "names": names if language == "ar" else names[::-1],
        "category": one.face.category_name.pick(language, fallback),
        "city": one.face.city.pick(language, fallback),
        "printed_at": one.printed_at,
        "handed_at": one.handed_at,
        "changed": [_(FIELD_NAMES[name]) for name in one.changed],
    }


@guard.requires("badges.print")
def begin(event: str) -> ResponseReturnValue:
    """Print what was chosen, in the background; most printings are done at once."""
    paper = request.form.get("paper", "a4x8")
    if paper not in queries.stocks(scope().id):
        raise NotFound
    batch = service.begin(scope().id, _choice(default="due"), paper, request.form.get("reason", ""), page_of)
    return after(batch)


def page_of(run: UUID) -> str:
    """The page of one printing."""
    return url_for("badges_desk.printing", event=scope().slug, run=run)


def after(batch: Batch) -> ResponseReturnValue:
    """Lead to the printing if it is done in a moment, else to its progress."""
    progress = url_for("batches_desk.batch", event=scope().slug, batch_id=batch.id)
    under_way = batches.hurry(batch.id, SHORT)
    return redirect(progress if under_way else batch.then, 303)


@guard.requires("badges.print")
def sheets(event: str) -> Response:
    """Every approved delegate's badge, as a PDF to print."""
    wanted = request.form.get("format", "a4x8")
    if wanted not in queries.stocks(scope().id):
        raise NotFound
    return _sent(service.print_all(scope().id, wanted), f"badges-{wanted}")


@guard.requires("badges.view")
def printings(event: str) -> str:
    """What was printed, the newest first."""
    found = queries.runs(scope().id)
    papers = service.paper_names(scope().id)
    return render_template("badges/printings.html", runs=found, papers=papers, orders=ORDER_NAMES)


@guard.requires("badges.view")
def printing(event: str, run: UUID) -> str:
    """Who was on the sheets of one printing, page by page."""
    found = queries.find_run(scope().id, run)
    grid = found.stock["grid"]
    places = grid["columns"] * grid["rows"]
    lines = [
        {
            "page": number // places + 1,
            "place": number % places + 1,
            "id": printed.registration_id,
            "names": _names(printed.shown),
            "revoked": badge.revoked_at,
            "handed": badge.handed_at,
        }
        for number, (printed, badge) in enumerate(queries.on_sheets(found.id))
    ]
    paper = service.paper_names(scope().id).get(found.stock["name"], "")
    order = _(ORDER_NAMES[found.order])
    return render_template("badges/printing.html", run=found, lines=lines, paper=paper, order=order)


def _names(shown: dict[str, Any]) -> list[tuple[str, str]]:
    names = [(shown.get("name_ar", ""), "ar"), (shown.get("name_latin", ""), "fr")]
    return names if current_language() == "ar" else names[::-1]


@guard.requires("badges.print")
def again(event: str, run: UUID) -> ResponseReturnValue:
    """The same sheets once more, for a jam in the printer; said when they could not be quite the same."""
    found = queries.find_run(scope().id, run)
    content = service.draw_again(found)
    if content is None:
        flash(
            _("A photo, a logo or a person of this printing is gone: print the others anew instead."), "wait"
        )
        return redirect(url_for("badges_desk.printing", event=event, run=run), 303)
    return _sent(content, f"badges-{found.number}")


@guard.requires("badges.view")
def index(event: str, run: UUID) -> Response:
    """The page index of one printing."""
    found = queries.find_run(scope().id, run)
    return _sent(service.index_of(found, current_language()), f"badges-{found.number}-index")


@guard.requires("badges.print")
def print_one(event: str, registration: UUID) -> Response:
    """One badge, whose viewer opens its print dialogue; the code stays."""
    found = registrations.get(scope().id, registration)
    paper = request.form.get("paper", "")
    content = service.print_one(scope().id, found.id, paper, request.form.get("reason", ""))
    return _sent(content, "badge")


@guard.requires("badges.print")
def replace(event: str, registration: UUID) -> ResponseReturnValue:
    """Another code for a lost badge; the old one ends at once."""
    found = registrations.get(scope().id, registration)
    if found.state != "approved":
        raise NotFound
    service.replace(found, N_("The badge was lost."))
    flash(_("There is a new code: print the badge again. The old one no longer opens a door."), "go")
    return redirect(url_for("front_desk.delegate", event=event, registration=registration), 303)


@guard.requires("badges.print")
def hand_over(event: str, registration: UUID) -> ResponseReturnValue:
    """Note that somebody took their badge, or that it was noted by mistake."""
    service.hand_over(
        registrations.get(scope().id, registration), given=request.form.get("given", "1") == "1"
    )
    return redirect(url_for("front_desk.delegate", event=event, registration=registration), 303)


def _sent(content: bytes, name: str) -> Response:
    packed = content.startswith(b"PK")
    ending, kind = ("zip", "application/zip") if packed else ("pdf", "application/pdf")
    shown = "attachment" if packed else "inline"
    headers = {"Content-Disposition": f'{shown}; filename="{scope().slug}-{name}.{ending}"'}
    return Response(content, mimetype=kind, headers=headers)

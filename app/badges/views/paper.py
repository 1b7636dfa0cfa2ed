"""Papers of the event's own measures, and what its printer gets wrong."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.badges import forms, queries, service
from app.badges.exports import STOCK_NAMES, Stock
from app.badges.models import OwnPaper
from app.badges.rules import MEASURES, Correction, Duplex, Impossible
from app.kernel import guard
from app.kernel.errors import NotFound
from app.kernel.i18n import _, current_language, format_number
from app.kernel.scope import scope


def add_to(blueprint: Blueprint) -> None:
    """Put the pages under their addresses."""
    blueprint.add_url_rule("/desk/<event>/badges/papers", "papers", papers)
    blueprint.add_url_rule("/desk/<event>/badges/papers", "add_paper", add_paper, methods=["POST"])
    gone = "/desk/<event>/badges/papers/<uuid:paper>/remove"
    blueprint.add_url_rule(gone, "drop_paper", drop_paper, methods=["POST"])
    blueprint.add_url_rule("/desk/<event>/badges/printer", "printer", printer, methods=["POST"])
    blueprint.add_url_rule("/desk/<event>/badges/test-page.pdf", "test_page", test_page)


@guard.requires("badges.view")
def papers(event: str) -> str:
    """All papers, the form for another one, and the printer's."""
    return _page(forms.PaperForm(), _printer_form())


def _page(paper: forms.PaperForm, printer: forms.PrinterForm) -> str:
    found = queries.stocks(scope().id)
    return render_template(
        "badges/papers.html",
        papers=[_line(name, stock, row) for name, (stock, row) in found.items()],
        form=paper,
        printer=printer,
        setup=queries.setup(scope().id),
    )


def _line(name: str, stock: Stock, row: OwnPaper | None) -> dict[str, object]:
    return {
        "name": row.name if row else _(STOCK_NAMES[name]),
        "key": name,
        "id": row.id if row else None,
        "size": " × ".join(
            format_number(side, current_language()) for side in (stock.format.width, stock.format.height)
        ),
        "places": stock.grid.places,
        "emblem": stock.format.carries_emblem,
    }


def _printer_form() -> forms.PrinterForm:
    setup = queries.setup(scope().id)
    shown = {
        "single": queries.single_paper(scope().id),
        "duplex": setup.duplex or "none",
        "line": round(150 / setup.scale, 1),
        "left": round((20 - setup.right) / setup.scale, 1),
        "bottom": round((20 - setup.up) / setup.scale, 1),
    }
    return _with_papers(forms.PrinterForm(formdata=None, data=shown))


def _with_papers(form: forms.PrinterForm) -> forms.PrinterForm:
    form.single.choices = list(service.paper_names(scope().id).items())
    return form


@guard.requires("badges.print")
def add_paper(event: str) -> ResponseReturnValue:
    """Keep a paper; measures that do not fit are said at their field."""
    form = forms.PaperForm()
    if form.validate_on_submit():
        measures = {name: form[name].data for name in MEASURES}
        try:
            service.save_paper(
                scope().id, form.name.data or "", measures, cut=bool(form.cut.data), mono=bool(form.mono.data)
            )
        except Impossible as refused:
            form[refused.field].errors = [_(refused.message)]
        else:
            flash(_("The paper is there: choose it when you print."), "go")
            return redirect(url_for("badges_desk.papers", event=event), 303)
    return _page(form, _printer_form()), 422


@guard.requires("badges.print")
def drop_paper(event: str, paper: UUID) -> ResponseReturnValue:
    """Remove an own paper."""
    service.drop_paper(scope().id, paper)
    return redirect(url_for("badges_desk.papers", event=event), 303)


@guard.requires("badges.print")
def printer(event: str) -> ResponseReturnValue:
    """Keep what was measured on the test page."""
    form = _with_papers(forms.PrinterForm())
    if form.validate_on_submit():
        measured = [float(form[name].data) for name in ("left", "bottom", "line")]
        try:
            duplex = None if form.duplex.data == "none" else cast("Duplex", form.duplex.data)
            service.choose_printer(scope().id, duplex, Correction.measured(*measured), form.single.data)
        except Impossible as refused:
            form[refused.field].errors = [_(refused.message)]
        else:
            flash(_("Saved. What is printed from now on is put right."), "go")
            return redirect(url_for("badges_desk.papers", event=event), 303)
    return _page(forms.PaperForm(formdata=None), form), 422


@guard.requires("badges.view")
def test_page(event: str) -> Response:
    """The page to print and measure, for one paper."""
    found = queries.stocks(scope().id).get(request.args.get("paper", "a4x8"))
    if found is None:
        raise NotFound
    content = service.test_page(found[0])
    headers = {"Content-Disposition": 'inline; filename="test-page.pdf"'}
    return Response(content, mimetype="application/pdf", headers=headers)

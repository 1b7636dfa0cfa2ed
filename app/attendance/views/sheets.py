"""Sign-in sheets at the desk: what to print, what was printed, and the files."""

from __future__ import annotations

from uuid import UUID

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from app.attendance import forms, queries, service
from app.attendance.exports import sign_sheets_pdf, sign_sheets_xlsx
from app.attendance.models import Sheet
from app.attendance.rules import Kind, Place
from app.attendance.rules.sheets import SheetChoices
from app.attendance.views.blueprint import blueprint
from app.attendance.views.lists import TYPES
from app.events import queries as events
from app.kernel import guard
from app.kernel.errors import NotFound
from app.kernel.i18n import _, current_language, language_names
from app.kernel.scope import scope

KINDS = {"pdf": sign_sheets_pdf, "xlsx": sign_sheets_xlsx}
MOST_AT_ONCE = 40
"""Sheets in one file."""


@blueprint.get("/desk/<event>/sheets")
@guard.requires("attendance.view")
def sheets(event: str) -> str:
    """The sheets that were made, and the form for new ones."""
    return _page(_form(queries.sheet_choices(scope().id, scope().languages)))


@blueprint.post("/desk/<event>/sheets")
@guard.requires("attendance.manage")
def make_sheets(event: str) -> ResponseReturnValue:
    """Make sheets, remember how, and go to the file."""
    form = _form(None)
    if not form.validate_on_submit():
        return _page(form), 422
    choices = SheetChoices(
        form.order.data, _contact(form), tuple(form.languages.data.split("+")), form.blank.data or 0,
        tuple(form.apart.data or ()),
    )  # fmt: skip
    service.choose_sheets(scope().id, choices)
    made = service.make_sheets(scope().id, form.places.data or [], choices)
    kind = "xlsx" if request.form.get("as") == "xlsx" else "pdf"
    return redirect(_address(event, made, kind), 303)


def _address(event: str, made: list[Sheet], kind: str) -> str:
    refs = ",".join(sheet.reference for sheet in made)
    return url_for(
        "attendance_desk.sheets_file", event=event, ending=kind, refs=refs, lang=current_language()
    )


@blueprint.get("/desk/<event>/sheets/print.<any(pdf, xlsx):ending>")
@guard.requires("attendance.export")
def sheets_file(event: str, ending: str) -> Response:
    """The sheets that `refs` names, in one file; the same numbers for good."""
    refs = list(dict.fromkeys(request.args.get("refs", "").split(",")))[:MOST_AT_ONCE]
    found = [sheet for ref in refs if (sheet := queries.find_sheet(scope().id, ref)) is not None]
    if not found:
        raise NotFound
    content = KINDS[ending](service.drawn(scope().id, found), service.sign_words())
    service.noted(scope().id, found, ending)
    name = f"{scope().slug}-{found[0].place if len(found) == 1 else 'sheets'}-{found[0].reference}.{ending}"
    shown = "inline" if ending == "pdf" else "attachment"
    return Response(
        content, mimetype=TYPES[ending], headers={"Content-Disposition": f'{shown}; filename="{name}"'}
    )


@blueprint.get("/desk/<event>/sheets/<uuid:sheet>.<any(pdf, xlsx):ending>")
@guard.requires("attendance.export")
def sheet_file(event: str, sheet: UUID, ending: str) -> ResponseReturnValue:
    """One sheet again."""
    return redirect(_address(event, [queries.get_sheet(scope().id, sheet)], ending), 303)


def _form(choices: SheetChoices | None) -> forms.SheetForm:
    here, language = scope(), current_language()
    places = queries.places(here.id)
    form = forms.SheetForm(formdata=None) if choices else forms.SheetForm()
    form.places.choices = [SelectChoice(key, _said(place)) for key, place in places.items()]
    form.languages.choices = [
        SelectChoice("+".join(one), language_names(one, language)) for one in _languages(here.languages)
    ]
    form.apart.choices = [
        SelectChoice(one.key, one.name.pick(language, here.languages)) for one in events.categories(here.id)
    ]
    if choices:
        form.places.data = [key for key, place in places.items() if place.kind is Kind.HALFDAY]
        form.order.data, form.contact.data = choices.order, choices.contact or "none"
        form.blank.data, form.apart.data = choices.blank, list(choices.apart)
        form.languages.data = "+".join(choices.languages)
    return form


def _contact(form: forms.SheetForm) -> str:
    return "" if form.contact.data == "none" else str(form.contact.data)


def _languages(known: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Each language alone, and Arabic beside each other one."""
    pairs = [("ar", one) for one in known if one != "ar"] if "ar" in known else []
    return [*pairs, *((one,) for one in known)]


def _said(place: Place) -> str:
    return service.place_title(place).pick(current_language(), scope().languages)


def _page(form: forms.SheetForm) -> str:
    here = scope()
    places = queries.places(here.id)
    rows = [
        {
            "shown": one,
            "title": _said(places[one.sheet.place]) if one.sheet.place in places else one.sheet.place,
        }
        for one in queries.sheets(here.id)
    ]
    kinds = [
        (word, [key for key, place in places.items() if place.kind is kind])
        for kind, word in (
            (Kind.HALFDAY, _("Half-days")),
            (Kind.SESSION, _("Sessions")),
            (Kind.DAY, _("Days")),
        )
    ]
    return render_template("attendance/sheets.html", form=form, rows=rows, kinds=kinds)

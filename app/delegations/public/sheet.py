"""People of a delegation from a spreadsheet: first every fault by line, then all of them or nobody."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.delegations import service
from app.delegations.forms import SharedForm, said, shared_form, shared_of
from app.delegations.public.pages import FROM_ONE_PLACE, asked_here, told
from app.delegations.rules import MOST, PEOPLE_COLUMNS, LineFault, columns_of, typed_rows
from app.delegations.rules.people import read_people
from app.kernel import guard, tables
from app.kernel.i18n import N_, _, current_language
from app.kernel.ids import new_id
from app.registration import queries as registrations
from app.registration import service as registering
from app.registration.models import Delegation
from app.registration.rules import NotOpen, QuotaUsed, Submission

blueprint = Blueprint("delegations_sheet", __name__)

NO_COLUMN = N_(
    "No column with names was found. The first line must name the columns, such as: Name, Function."
)
TOO_MANY = N_("There are more than %(most)s people in this sheet.")
NO_PLACE = N_("No place is left for this person.")
WORDS = {
    "honorific": N_("Honorific"),
    "name_ar": N_("Name in Arabic letters"),
    "name_latin": N_("Name in Latin letters"),
    "function": N_("Function"),
    "category": N_("Category"),
    "email": N_("Mail address"),
    "phone": N_("Phone"),
    "gender": N_("Gender"),
    "language": N_("Language"),
}


@blueprint.get("/d/<token>/sheet")
@guard.open_to_all
def sheet(token: str) -> str:
    """Where rows are pasted or a file is chosen."""
    found = registering.open_delegation(token)
    return _page(token, found, shared_form(found, asked_here()))


@blueprint.post("/d/<token>/sheet")
@guard.open_to_all
def read(token: str) -> ResponseReturnValue:
    """Show what the sheet says with every fault; with `sure`, and without a fault, register everyone in it."""
    found, asked = registering.open_delegation(token), asked_here()
    guard.limit("delegation", str(found.id), FROM_ONE_PLACE)
    shared = shared_form(found, asked)
    text = request.form.get("rows", "")[:1_000_000]
    try:
        text = as_text() or text
        table = tables.read_table(text.encode())
    except tables.Unreadable as unreadable:
        return _page(token, found, shared, text, fault=_(unreadable.message, **unreadable.params)), 422
    columns = columns_of(table.head, PEOPLE_COLUMNS)
    rows = list(typed_rows(table.rows, columns))
    if not {"name_ar", "name_latin"} & set(columns.values()):
        return _page(token, found, shared, text, fault=_(NO_COLUMN)), 422
    if len(rows) > MOST:
        return _page(token, found, shared, text, fault=_(TOO_MANY, most=MOST)), 422
    people, faults = read_people(rows, shared_of(shared, found, asked), asked, current_language())
    consents, faults = _consents(shared, faults)
    if not request.form.get("sure"):  # then the service itself counts, and knows a page that was sent twice
        faults = faults or _over(found, people, [line for line, _raw in rows])
    if faults or consents or not request.form.get("sure"):
        return _page(token, found, shared, text, faults=faults, people=people), 422 if faults else 200
    return _register(token, found, shared, text, people)


def _consents(shared: SharedForm, faults: Sequence[LineFault]) -> tuple[bool, Sequence[LineFault]]:
    """A consent that is missing is said once, at its box, not in every line."""
    kept: list[LineFault] = []
    missing = False
    for fault in faults:
        if fault.column in shared:
            shared[fault.column].errors = [_(fault.message, **fault.params)]
            missing = True
        else:
            kept.append(fault)
    return missing, kept


def _register(
    token: str, found: Delegation, shared: SharedForm, text: str, people: Sequence[Submission]
) -> ResponseReturnValue:
    try:
        nonce = UUID(request.form.get("nonce", ""))
    except ValueError:
        nonce = new_id()
    try:
        told(len(service.register_all(found.id, people, nonce)))
    except (QuotaUsed, NotOpen) as refused:
        return _page(token, found, shared, text, fault=_(refused.message)), 409
    return redirect(url_for("delegations.page", token=token), 303)


def as_text() -> str:
    """The uploaded file as rows with tabs, so that it can be sent again to be confirmed; '' without one."""
    file = request.files.get("file")
    content = file.read(5_000_000) if file else b""
    if not content:
        return ""
    table = tables.read_table(content)
    out = StringIO(newline="")
    rows = [table.head, *(cells for _line, cells in table.rows)]
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue()


def _over(found: Delegation, people: Sequence[Submission], lines: Sequence[int]) -> Sequence[LineFault]:
    """Those for whom the delegation has no place left, in the order of the sheet."""
    quota, sent = registrations.quota(found.id), registrations.sent(found.id)
    faults: list[LineFault] = []
    for line, one in zip(lines, people, strict=True):
        category = one.answers.category_id
        if quota.allows(sent, category):
            sent[category] = sent.get(category, 0) + 1
        else:
            faults.append(LineFault(line, "category", NO_PLACE))
    return faults


def _page(
    token: str, found: Delegation, shared: SharedForm, text: str = "", *, fault: str = "",
    faults: Sequence[LineFault] = (), people: Sequence[Submission] = (),
) -> str:  # fmt: skip
    return render_template(
        "delegations/sheet.html", token=token, delegation=found, shared=shared, text=text, fault=fault,
        faults=said(faults, WORDS), people=people, nonce=request.form.get("nonce") or new_id(),
        heads=[_(word) for word in WORDS.values()],
    )  # fmt: skip

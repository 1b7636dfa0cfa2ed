"""Cities to invite from a spreadsheet: first every fault by line, then all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from babel import Locale
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.delegations import queries, service
from app.delegations.forms import said
from app.delegations.public.sheet import as_text
from app.delegations.rules import LineFault
from app.delegations.rules.cities import Invited, read_cities
from app.events.rules import is_country
from app.kernel import guard, tables
from app.kernel.i18n import LANGUAGES, N_, _, country_name, ngettext
from app.kernel.scope import scope
from app.registration import queries as registrations
from app.registration.rules.folding import folded

blueprint = Blueprint("cities_desk", __name__)

WORDS = {
    "name_ar": N_("Name in Arabic letters"),
    "name_fr": N_("Name in Latin letters"),
    "country": N_("Country"),
    "focal_name": N_("Name of the focal point"),
    "focal_email": N_("Mail address"),
    "language": N_("Language"),
    "places": N_("Number of places"),
}


@blueprint.get("/desk/<event>/delegations/import")
@guard.requires("delegates.edit")
def sheet(event: str) -> str:
    """Where the file is chosen."""
    return _page()


@blueprint.post("/desk/<event>/delegations/import")
@guard.requires("delegates.edit")
def read(event: str) -> ResponseReturnValue:
    """Show what would be made with every fault; with `sure`, and without a fault, make it."""
    here = scope()
    asked = registrations.questions(here.id, here.version)
    try:
        text = as_text() or request.form.get("rows", "")[:2_000_000]
        table = tables.read_table(text.encode())
    except tables.Unreadable as unreadable:
        return _page(fault=_(unreadable.message, **unreadable.params)), 422
    found, faults = read_cities(table.head, table.rows, asked, countries(), _existing(here.id))
    if faults or not request.form.get("sure"):
        return _page(text, found=found, faults=faults), 422 if faults else 200
    number = service.create_all(here.id, [_facts(one) for one in found])
    flash(ngettext("One delegation is made. Nobody was written to yet.",
                   "%(num)s delegations are made. Nobody was written to yet.", number), "go")  # fmt: skip
    return redirect(url_for("delegations_desk.delegations", event=event), 303)


def _facts(one: Invited) -> service.Facts:
    return service.Facts(
        country=one.country, city_id=one.city_id, name=one.name, places=one.places, quotas=one.quotas,
        focal_name=one.focal_name, focal_email=one.focal_email, language=one.language,
    )  # fmt: skip


def _existing(event_id: UUID) -> frozenset[object]:
    """What identifies the delegations that are there, as a line of a sheet would be identified."""
    lines = (line.delegation for line in queries.listing(event_id))
    return frozenset(
        one.city_id or (one.country, *sorted(folded(name) for name in one.name.values())) for one in lines
    )


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """Codes of countries by their folded names in the program's languages."""
    codes = [code for code in map(str, Locale.parse("en").territories) if is_country(code)]
    return {folded(country_name(code, language)): code for language in LANGUAGES for code in codes}


def _page(
    text: str = "", *, fault: str = "", found: Sequence[Invited] = (), faults: Sequence[LineFault] = ()
) -> str:
    here = scope()
    asked = registrations.questions(here.id, here.version)
    cities = {one.id: one.name for one in asked.cities}
    return render_template(
        "delegations/import.html", text=text, fault=fault, faults=said(faults, WORDS), found=found, cities=cities,
        heads=[_(word) for word in WORDS.values()],
    )  # fmt: skip

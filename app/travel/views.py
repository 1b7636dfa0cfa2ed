"""Travel and stay at the desk: who comes and goes when, who sleeps where, what the kitchen has to know."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.kernel import guard
from app.kernel.errors import NotFound
from app.kernel.i18n import Text, _, current_language
from app.kernel.scope import scope
from app.registration import queries as registrations
from app.travel import queries, service
from app.travel.forms import HotelForm, asks_visa, form_of, save
from app.travel.service import LISTS

blueprint = Blueprint("travel_desk", __name__)

TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@blueprint.get("/desk/<event>/travel")
@guard.requires("delegates.view")
def travel(event: str) -> ResponseReturnValue:
    """The arrivals, which are asked for most."""
    return redirect(url_for("travel_desk.shown", event=event, kind="arrivals"))


@blueprint.get("/desk/<event>/travel/<kind>")
@guard.requires("delegates.view")
def shown(event: str, kind: str) -> str:
    """One list as a page."""
    _check(kind)
    table = service.table(scope().id, kind, current_language())
    return render_template(
        "travel/list.html",
        table=table,
        kind=kind,
        silent=queries.silent(scope().id) if kind == "arrivals" else 0,
        lists=[(key, _(one.name)) for key, one in LISTS.items() if guard.may(one.permission)],
    )


@blueprint.get("/desk/<event>/travel/<kind>.<any(pdf,xlsx):ending>")
@guard.requires("delegates.view")
def file(event: str, kind: str, ending: str) -> Response:
    """One list to print, or as a spreadsheet."""
    _check(kind)
    content = service.export(scope().id, kind, ending, current_language())
    disposition = {"Content-Disposition": f'attachment; filename="{scope().slug}-{kind}.{ending}"'}
    return Response(content, mimetype=TYPES[ending], headers=disposition)


def _check(kind: str) -> None:
    """Meals and access are for those who prepare them."""
    if kind not in LISTS:
        raise NotFound
    guard.check(LISTS[kind].permission)


@blueprint.route("/desk/<event>/delegates/<uuid:registration>/travel", methods=["GET", "POST"])
@guard.requires("delegates.edit")
def stay(event: str, registration: UUID) -> ResponseReturnValue:
    """One delegate's journey, hotel and room, as the desk enters them."""
    person = registrations.get(scope().id, registration)
    form = form_of(person)
    if request.method == "POST" and save(person, form, room=True):
        flash(_("Your changes are saved."), "go")
        return redirect(url_for("front_desk.delegate", event=event, registration=registration), 303)
    page = render_template("travel/stay.html", form=form, person=person, asks_visa=asks_visa(person))
    return page, 422 if form.errors else 200


@blueprint.get("/desk/<event>/hotels")
@guard.requires("delegates.view")
def hotels(event: str) -> str:
    """The hotels, with how many of their rooms are used."""
    return render_template("travel/hotels.html", guests=queries.guests(scope().id))


@blueprint.route("/desk/<event>/hotels/new", methods=["GET", "POST"])
@guard.requires("delegates.edit")
def new_hotel(event: str) -> ResponseReturnValue:
    """Add a hotel."""
    return _hotel_page(None, HotelForm())


@blueprint.route("/desk/<event>/hotels/<uuid:hotel_id>", methods=["GET", "POST"])
@guard.requires("delegates.edit")
def hotel(event: str, hotel_id: UUID) -> ResponseReturnValue:
    """Change a hotel."""
    found = queries.get_hotel(scope().id, hotel_id)
    known = {"name_ar": found.name.get("ar", ""), "name_fr": found.name.get("fr", "")}
    form = HotelForm(data={**known, "address": found.address, "phone": found.phone, "rooms": found.rooms})
    return _hotel_page(hotel_id, form)


def _hotel_page(hotel_id: UUID | None, form: HotelForm) -> ResponseReturnValue:
    if form.validate_on_submit():
        latin = str(form.name_fr.data or "").strip()
        name = Text(ar=form.name_ar.data or "", fr=latin, en=latin)
        address, phone = (str(field.data or "").strip() for field in (form.address, form.phone))
        service.save_hotel(scope().id, hotel_id, name, address, phone, form.rooms.data or 0)
        return redirect(url_for("travel_desk.hotels", event=scope().slug), 303)
    page = render_template("travel/hotel.html", form=form, hotel_id=hotel_id)
    return page, 422 if form.errors else 200


@blueprint.post("/desk/<event>/hotels/<uuid:hotel_id>/remove")
@guard.requires("delegates.edit")
def remove_hotel(event: str, hotel_id: UUID) -> ResponseReturnValue:
    """Take a hotel off the list."""
    service.remove_hotel(scope().id, hotel_id)
    return redirect(url_for("travel_desk.hotels", event=event), 303)

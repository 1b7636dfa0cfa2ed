"""Places at the desk: how many there are, who holds them, when each category opens and closes, the waiting line."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.events import queries as events
from app.kernel import guard
from app.kernel.i18n import _, current_language, format_day
from app.kernel.scope import scope
from app.registration import queries as registrations
from app.registration import service as registering

blueprint = Blueprint("places_desk", __name__)

BOUNDS = {"capacity": (0, 100_000), "opens": (-1000, 365), "closes": (-1000, 365), "precedence": (0, 1000)}
"""What may be said of a category; `opens` and `closes` are kept as days from the first day, and move with it."""
DAYS = ("opens", "closes")


@blueprint.get("/desk/<event>/places")
@guard.requires("delegates.view")
def places(event: str) -> str:
    """The numbers, and the line in its order."""
    return _page()


@blueprint.post("/desk/<event>/places")
@guard.requires("event.edit")
def save(event: str) -> ResponseReturnValue:
    """Set the numbers; the line moves up at once where there are more places now."""
    faults: dict[str, str] = {}
    in_all = _number("capacity", (0, 1_000_000), faults)
    hours = _number("offer_hours", (1, 24 * 60), faults)
    wanted: dict[UUID, tuple[int | None, ...]] = {
        one.id: tuple(_said(name, one.key, faults) for name in BOUNDS)
        for one in events.categories(scope().id)
    }
    _check_order(wanted, faults)
    if faults:
        return _page(faults), 422
    registering.set_places(scope().id, in_all, hours or 48, wanted)
    flash(_("The places are saved."), "go")
    return redirect(url_for("places_desk.places", event=event), 303)


def _check_order(wanted: dict[UUID, tuple[int | None, ...]], faults: dict[str, str]) -> None:
    event = events.get_event(scope().id)
    for one in events.categories(event.id):
        _places, opens, closes, _precedence = wanted[one.id]
        window = events.registration_window(event, opens, closes)
        if (opens, closes) != (None, None) and window.closes <= window.opens:
            faults.setdefault(f"closes_{one.key}", _("It closes before it opens."))


def _said(name: str, key: str, faults: dict[str, str]) -> int | None:
    read = _day if name in DAYS else _number
    return read(f"{name}_{key}", BOUNDS[name], faults)


def _day(name: str, bounds: tuple[int, int], faults: dict[str, str]) -> int | None:
    """A day as days from the first of the meeting."""
    typed, starts = request.form.get(name, "").strip(), events.get_event(scope().id).starts
    if not typed:
        return None
    try:
        number = (date.fromisoformat(typed) - starts).days
    except ValueError:
        faults[name] = _("Write the day like 2027-01-28.")
        return None
    if not bounds[0] <= number <= bounds[1]:
        first, last = (_shown(_from(starts, bound)) for bound in bounds)
        faults[name] = _("Give a day from %(first)s to %(last)s, or leave it empty.", first=first, last=last)
        return None
    return number


def _number(name: str, bounds: tuple[int, int], faults: dict[str, str]) -> int | None:
    typed = request.form.get(name, "").strip()
    if not typed:
        return None
    try:
        number = int(typed)
    except ValueError:
        number = bounds[0] - 1
    if not bounds[0] <= number <= bounds[1]:
        faults[name] = _(
            "Give a whole number from %(least)s to %(most)s, or leave it empty.",
            least=bounds[0],
            most=bounds[1],
        )
        return None
    return number


def _page(faults: dict[str, str] | None = None) -> str:
    here, event = scope(), events.get_event(scope().id)
    held = registrations.places(here.id)
    return render_template(
        "delegations/places.html",
        event=event,
        window=[
            _shown(_from(event.starts, one)) for one in (event.registration_opens, event.registration_closes)
        ],
        categories=[
            _category(one, held.held.get(one.id, 0), event.starts) for one in events.categories(here.id)
        ],
        held=sum(held.held.values()),
        line=registrations.waiting_line(here.id),
        faults=faults or {},
        typed=request.form,
        may_edit=guard.may("event.edit"),
    )


def _category(one: Any, held: int, starts: date) -> dict[str, Any]:
    name = one.name.pick(current_language(), scope().languages)
    said = {field: getattr(one, field) for field in BOUNDS}
    days = {field: _from(starts, said[field]) for field in DAYS if said[field] is not None}
    return {"key": one.key, "name": name, "held": held, **said, **days}


def _from(starts: date, days: int) -> date:
    return starts + timedelta(days=days)


def _shown(day: date) -> str:
    return format_day(day, current_language(), scope().country, weekday=False)

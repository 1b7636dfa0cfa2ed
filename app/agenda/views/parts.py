"""Rooms and the hours of days at the desk."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.agenda import queries, rules, service
from app.agenda.forms import DayForm, RoomForm, day_data, form_in, room_data
from app.agenda.models import Room
from app.agenda.rules import DayPart, RoomPart
from app.agenda.views.blueprint import blueprint, both_versions, desk_page, refresh
from app.events import queries as events
from app.kernel import guard
from app.kernel.i18n import _, current_language, format_day, language_names
from app.kernel.scope import scope


@blueprint.get("/desk/<event>/agenda/rooms")
@guard.requires("agenda.view")
def rooms(event: str) -> str:
    """Rooms with seats and booths, and the hours of the days."""
    return _list(_day_forms())


@blueprint.get("/desk/<event>/agenda/rooms/new")
@guard.requires("agenda.edit")
def new_room(event: str) -> str:
    """An empty form."""
    return desk_page("room.html", form=form_in(RoomForm, scope().languages), row=None, stale=None)


@blueprint.post("/desk/<event>/agenda/rooms/new")
@guard.requires("agenda.edit")
def add_room(event: str) -> ResponseReturnValue:
    """Save a new room."""
    return _save(None)


@blueprint.get("/desk/<event>/agenda/rooms/<key>")
@guard.requires("agenda.view")
def room(event: str, key: str) -> str:
    """One room."""
    row = service.of_key(queries.rooms(scope().id), key)
    form = form_in(RoomForm, scope().languages, data=room_data(queries.room_part(row)))
    return desk_page("room.html", form=form, row=row, stale=None)


@blueprint.post("/desk/<event>/agenda/rooms/<key>")
@guard.requires("agenda.edit")
def save_room(event: str, key: str) -> ResponseReturnValue:
    """Save what was typed."""
    return _save(service.of_key(queries.rooms(scope().id), key))


@blueprint.post("/desk/<event>/agenda/rooms/<key>/remove")
@guard.requires("agenda.edit")
def remove_room(event: str, key: str) -> ResponseReturnValue:
    """Take a room away."""
    service.remove_room(scope().id, key)
    flash(_("The room was removed."), "go")
    return redirect(url_for("agenda_desk.rooms", event=scope().slug), 303)


@blueprint.post("/desk/<event>/agenda/days")
@guard.requires("agenda.edit")
def days(event: str) -> ResponseReturnValue:
    """Save the hours of all days."""
    forms = [form for _word, form in _day_forms(sent=True)]
    seen = [part for form in forms if (part := rules.remembered(DayPart, str(form.seen.data or "")))]
    known = {one.day: one for one in seen}
    typed = [form.part(number, known.get(number)) for number, form in enumerate(forms, 1)]
    if any(form.errors for form in forms):
        return _list(_words(forms)), 422
    try:
        service.save_days(scope().id, [one for one in typed if one], seen)
    except service.Stale as error:
        return _list(_words(forms, remember_stored=True), both_versions(error)), 409
    flash(_("Saved."), "go")
    return redirect(url_for("agenda_desk.rooms", event=scope().slug), 303)


def _list(day_forms: list[tuple[str, DayForm]], stale: Any = None) -> str:
    here, language = scope(), current_language()
    lines = [
        {
            "key": row.key,
            "name": row.name.best(language, here.languages),
            "capacity": row.capacity,
            "booths": row.booths,
            "missing": language_names(row.name.missing(here.languages), language),
        }
        for row in queries.rooms(here.id)
    ]
    return desk_page("rooms.html", rooms=lines, day_forms=day_forms, stale=stale)


def _day_forms(sent: bool = False) -> list[tuple[str, DayForm]]:
    """A form for each day of the event under its name; `sent` ones hold what was typed."""
    stored = {row.day: queries.day_part(row) for row in queries.event_days(scope().id)}
    number = len(events.days_of(events.get_event(scope().id)))
    forms = []
    for day in range(1, number + 1):
        data = day_data(stored[day]) if day in stored else {}
        formdata = request.form if sent else None
        forms.append(form_in(DayForm, scope().languages, data=data, prefix=f"day{day}-", formdata=formdata))
    return _words(forms)


def _words(forms: list[DayForm], remember_stored: bool = False) -> list[tuple[str, DayForm]]:
    here = scope()
    dates = events.days_of(events.get_event(here.id))
    if remember_stored:
        stored = {row.day: queries.day_part(row) for row in queries.event_days(here.id)}
        for number, form in enumerate(forms, 1):
            form.seen.data = rules.remember(stored[number]) if number in stored else ""
    words = [format_day(day, current_language(), here.country, year=False) for day in dates]
    return list(zip(words, forms, strict=True))


def _save(row: Room | None) -> ResponseReturnValue:
    form, here = form_in(RoomForm, scope().languages), scope()
    seen = rules.remembered(RoomPart, str(form.seen.data or "")) if row else None
    part = form.part(seen) if seen or row is None else None
    if part is None:
        return desk_page("room.html", form=form, row=row, stale=None), 422
    try:
        service.save_room(here.id, row.key if row else None, part, seen)
    except service.Stale as error:
        refresh(form, {**room_data(error.merged), "seen": rules.remember(error.stored)})
        return desk_page("room.html", form=form, row=row, stale=both_versions(error, row)), 409
    flash(_("Saved. What everybody sees changes with the next publication."), "go")
    return redirect(url_for("agenda_desk.rooms", event=here.slug), 303)

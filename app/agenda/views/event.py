"""The event at the desk: its facts, copies of it or of a day, and moving the whole meeting."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.agenda import queries, rules, service
from app.agenda.forms import form_in
from app.agenda.forms.event import (
    CopyForm,
    EventForm,
    MoveMeetingForm,
    event_data,
    seen_event,
)
from app.agenda.rules import EventDocument, Tell
from app.agenda.views.blueprint import blueprint, both_versions, desk_page, refresh
from app.agenda.views.versions import TELLS
from app.events import queries as events
from app.events.rules import EventFileFaults
from app.events.service import AddressTaken
from app.kernel import clock, guard
from app.kernel.i18n import N_, _, current_language, format_day, ngettext
from app.kernel.scope import scope


@blueprint.get("/desk/<event>/agenda/event")
@guard.requires("event.edit")
def event(event: str) -> str:
    """Title, place, days and zone; copies; moving."""
    part = events.event_part(scope().id)
    return _page(form_in(EventForm, scope().languages, data=event_data(part)))


@blueprint.post("/desk/<event>/agenda/event")
@guard.requires("event.edit")
def save_event(event: str) -> ResponseReturnValue:
    """Save the facts; everyone sees them at once."""
    form = form_in(EventForm, scope().languages)
    seen = seen_event(str(form.seen.data or ""))
    part = form.part(seen) if seen else None
    if part is None or seen is None:
        return _page(form), 422
    try:
        service.save_settings(scope().id, part, seen)
    except service.Stale as error:
        stored = rules.dump(EventDocument(event=error.stored))
        refresh(form, {**event_data(error.merged), "seen": stored})
        return _page(form, stale=both_versions(error)), 409
    except EventFileFaults as error:
        gone = sorted({one.say(_) for one in error.faults})
        return _page(form, faults=gone), 422
    flash(_("Saved. Everybody sees it at once."), "go")
    return redirect(url_for("agenda_desk.event", event=scope().slug), 303)


@blueprint.post("/desk/<event>/agenda/event/copy")
@guard.requires("event.edit")
def copy(event: str) -> ResponseReturnValue:
    """The same event under another address, on other days."""
    form = form_in(CopyForm, ())
    slug = str(form.slug.data or "").strip().lower()
    if form.first.data is None:
        form.first.errors = [_(N_("Write the day like 2027-01-28."))]
        return _page(_facts(), copying=form), 422
    try:
        service.copy_event(scope().id, slug, form.first.data)
    except AddressTaken as taken:
        form.slug.errors = [_(taken.message, **taken.params)]
        return _page(_facts(), copying=form), 422
    except EventFileFaults as error:
        form.first.errors = [one.say(_) for one in error.faults]
        return _page(_facts(), copying=form), 422
    flash(_("This is the copy. Nobody else sees it before you publish it."), "go")
    return redirect(url_for("agenda_desk.agenda", event=slug), 303)


@blueprint.post("/desk/<event>/agenda/event/copy-day")
@guard.requires("agenda.edit")
def copy_day(event: str) -> ResponseReturnValue:
    """The sessions of a day once more on another."""
    days = [request.form.get(name, "") for name in ("from_day", "to_day")]
    number = service.copy_day(
        scope().id, *(int(day) if day.isdecimal() and len(day) < 5 else 0 for day in days)
    )
    words = ngettext("One session was copied.", "%(num)s sessions were copied.", number)
    flash(words, "go" if number else "info")
    return redirect(url_for("agenda_desk.grid", event=scope().slug, day=days[1]), 303)


@blueprint.post("/desk/<event>/agenda/event/move")
@guard.requires("event.edit")
def move_meeting(event: str) -> ResponseReturnValue:
    """Move everything by days, publish it and tell everyone, in one act."""
    form = form_in(MoveMeetingForm, ())
    days = form.shift(events.get_event(scope().id).starts)
    tell = str(form.tell.data or "")
    if days is None or tell not in set(Tell):
        return _page(_facts(), moving=form), 422
    try:
        done = service.move_meeting(scope().id, days, Tell(tell))
    except service.DraftClashes as error:
        return _page(_facts(), moving=form, faults=[_(error.message)]), 409
    starts = events.get_event(scope().id).starts
    day = format_day(starts, current_language(), scope().country)
    if done:
        words = _(
            "The meeting begins on %(day)s now: version %(number)s is published.", day=day, number=done.number
        )
    else:
        words = _(
            "The meeting begins on %(day)s now. Nothing was published before, so nobody was told.", day=day
        )
    flash(words, "go")
    return redirect(url_for("agenda_desk.event", event=scope().slug), 303)


def _facts() -> EventForm:
    return form_in(
        EventForm, scope().languages, data=event_data(events.event_part(scope().id)), formdata=None
    )


def _page(form: EventForm, **more: Any) -> str:
    here, row = scope(), events.get_event(scope().id)
    days = [
        (number, format_day(day, current_language(), here.country, year=False))
        for number, day in enumerate(events.days_of(row), 1)
    ]
    moving = more.pop("moving", None) or form_in(
        MoveMeetingForm, (), data={"tell": Tell.EVERYONE.value}, formdata=None
    )
    moving.tell.choices = [(one.value, _(word)) for one, word in TELLS.items()]
    waiting = queries.pending(row, clock.now())
    return desk_page(
        "event.html",
        form=form,
        copying=more.pop("copying", None) or form_in(CopyForm, (), formdata=None),
        moving=moving,
        days=days,
        first=format_day(row.starts, current_language(), here.country),
        published=here.published,
        others=len(waiting.changes) if here.published else 0,
        **{"stale": None, "faults": [], **more},
    )

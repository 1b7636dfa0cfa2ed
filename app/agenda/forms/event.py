"""Forms of the event itself: its facts, a copy of it, another first day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, ClassVar

from wtforms import DateField, IntegerField, RadioField, StringField

from app.agenda.forms.base import DeskForm, Spoken, spread
from app.agenda.rules import EventDocument, Tell, dump, parse
from app.events.rules import EventFileFaults, EventPart
from app.kernel.i18n import N_, _

NAMES = ("title", "theme", "summary", "venue", "city", "host")


class EventForm(DeskForm):
    """What an event says of itself."""

    TEXTS: ClassVar = (
        Spoken("title", N_("Title"), required=True),
        Spoken("theme", N_("Theme")),
        Spoken("summary", N_("Summary"), area=True),
        Spoken("venue", N_("Venue")),
        Spoken("city", N_("City")),
        Spoken("host", N_("Host")),
    )
    days = StringField(
        N_("Days"), description=N_("How many days it lasts. To begin on another day, move the meeting.")
    )
    timezone = StringField(
        N_("Time zone"), description=N_("Like Africa/Nouakchott. Sessions keep their hours.")
    )
    contact = StringField(N_("Mail address of the secretariat"))
    expected_delegates = StringField(N_("Delegates expected"))

    def part(self, seen: EventPart) -> EventPart | None:
        """The event as typed; None with faults at their fields."""
        days, expected = self.whole("days"), self.whole("expected_delegates")
        if days == 0 or days is None:
            self.add_error("days", _(N_("Write a whole number.")))
        texts: dict[str, Any] = {name: self.said(name, getattr(seen, name)) for name in NAMES}
        if self.errors or days is None:
            return None
        ends = seen.starts + timedelta(days=min(days, 3660) - 1)
        plain: dict[str, Any] = {name: str(self[name].data or "").strip() for name in ("timezone", "contact")}
        typed = replace(seen, ends=ends, expected_delegates=expected, **plain, **texts)
        try:
            return parse(dump(EventDocument(event=typed))).event
        except EventFileFaults as error:
            self.show(
                replace(one, key=one.key.removeprefix("event.").replace("ends", "days"))
                for one in error.faults
            )
            return None


def event_data(part: EventPart) -> dict[str, Any]:
    """An event as values of its form."""
    data: dict[str, Any] = {
        name: getattr(part, name) for name in ("timezone", "contact", "expected_delegates")
    }
    for name in NAMES:
        data |= spread(name, getattr(part, name))
    return {**data, "days": part.days, "seen": dump(EventDocument(event=part))}


def seen_event(text: str) -> EventPart | None:
    """The event as a form remembers it; None where that is not whole."""
    try:
        return parse(text).event
    except EventFileFaults:
        return None


class CopyForm(DeskForm):
    """A copy of the event."""

    slug = StringField(
        N_("Address of the copy"), description=N_("Small letters, digits and hyphens, like tunis-2028.")
    )
    first = DateField(N_("First day"))


class MoveMeetingForm(DeskForm):
    """Another first day for everything, or so many days later or earlier."""

    days = IntegerField(N_("Days later"), description=N_("7 is a week later, -1 a day earlier."))
    tell = RadioField(N_("Whom to tell"), validate_choice=False, default=Tell.EVERYONE.value)

    def __init__(self, **settings: Any) -> None:
        """Say what must be there."""
        super().__init__(**settings)
        self.tell.flags.required = True

    def shift(self, starts: date) -> int | None:
        """By how many days, within what a calendar holds; None with a fault at its field."""
        days = self.days.data
        try:
            moved = starts + timedelta(days=days) if days else None
        except OverflowError:
            moved = None
        if moved is None or not date(1900, 1, 1) <= moved <= date(2190, 12, 31):
            self.add_error("days", _(N_("Write a whole number of days, other than 0.")))
            return None
        return int(days)

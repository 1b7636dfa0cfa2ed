"""Forms of what sessions are made of: rooms, hours of days, speakers, documents."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from wtforms import BooleanField, FileField, RadioField, SelectField, StringField

from app.agenda.forms.base import DeskForm, Spoken, spread
from app.agenda.rules import Audience, DayPart, DocumentPart, RoomPart, SpeakerPart, remember
from app.agenda.rules.programme_reader import read_document, read_room, read_speaker
from app.kernel.i18n import N_, Text, _

AUDIENCES = {
    Audience.DESK: N_("Nobody yet: the desk alone"),
    Audience.DELEGATES: N_("Delegates"),
    Audience.PUBLIC: N_("Everybody"),
}


class RoomForm(DeskForm):
    """A room."""

    TEXTS: ClassVar = (Spoken("name", N_("Name"), required=True),)
    capacity = StringField(N_("Seats"), description=N_("Empty where it does not matter."))
    booths = StringField(
        N_("Booths for interpreters"), description=N_("One for each language; empty where nobody knows.")
    )

    def part(self, seen: RoomPart | None) -> RoomPart | None:
        """The room as it was typed; None with faults at their fields."""
        values = {
            "key": seen.key if seen else "new",
            "name": dict(self.said("name", seen.name if seen else Text())),
            "capacity": self.whole("capacity"),
            "booths": self.whole("booths"),
        }
        part = self.read(read_room, values)
        return replace(part, extra=seen.extra) if part and seen else part


def room_data(part: RoomPart) -> dict[str, Any]:
    """A room as values of its form."""
    plain = {"capacity": part.capacity, "booths": part.booths, "seen": remember(part)}
    return {**spread("name", part.name), **plain}


class SpeakerForm(DeskForm):
    """Somebody of the programme."""

    TEXTS: ClassVar = (
        Spoken("function", N_("Function")),
        Spoken("organisation", N_("Organisation")),
        Spoken("city", N_("City")),
        Spoken("biography", N_("Biography"), area=True, most=5000),
    )
    name_ar = StringField(N_("Name in Arabic letters"))
    name_latin = StringField(N_("Name in Latin letters"))
    country = SelectField(N_("Country"), validate_choice=False)
    registration = RadioField(N_("This person is the delegate"), validate_choice=False, choices=[])
    words = StringField(N_("Find a delegate"), description=N_("By name, city or address."))
    photo = FileField(N_("Photo"), description=N_("JPEG, PNG or WebP. It is cut and written anew."))
    no_photo = BooleanField(N_("Take the photo away"))

    def part(self, seen: SpeakerPart | None) -> SpeakerPart | None:
        """The speaker as typed; None with faults at their fields."""
        values: dict[str, Any] = {
            name: str(self[name].data or "") for name in ("name_ar", "name_latin", "country", "registration")
        }
        values["key"] = seen.key if seen else "new"
        for one in self.TEXTS:
            values[one.name] = dict(self.said(one.name, getattr(seen, one.name) if seen else Text()))
        part = self.read(read_speaker, values)
        return replace(part, extra=seen.extra) if part and seen else part


def speaker_data(part: SpeakerPart) -> dict[str, Any]:
    """A speaker as values of their form."""
    data = {name: getattr(part, name) for name in ("name_ar", "name_latin", "country", "registration")}
    for one in SpeakerForm.TEXTS:
        data |= spread(one.name, getattr(part, one.name))
    return {**data, "seen": remember(part)}


class DocumentForm(DeskForm):
    """A document of a session."""

    TEXTS: ClassVar = (Spoken("title", N_("Title"), required=True),)
    session = SelectField(N_("Session"), validate_choice=False)
    audience = RadioField(N_("Who may read it"), validate_choice=False, choices=[])

    def __init__(self, **settings: Any) -> None:
        """Name the audiences."""
        super().__init__(**settings)
        self.audience.choices = [(one.value, _(word)) for one, word in AUDIENCES.items()]
        self.session.flags.required = self.audience.flags.required = True

    def part(self, seen: DocumentPart | None) -> DocumentPart | None:
        """The document as typed; None with faults at their fields."""
        values = {
            "key": seen.key if seen else "new",
            "session": str(self.session.data or ""),
            "audience": str(self.audience.data or ""),
            "title": dict(self.said("title", seen.title if seen else Text())),
        }
        part = self.read(read_document, values)
        return replace(part, extra=seen.extra) if part and seen else part


def document_data(part: DocumentPart) -> dict[str, Any]:
    """A document as values of its form."""
    plain = {"session": part.session, "audience": part.audience.value, "seen": remember(part)}
    return {**spread("title", part.title), **plain}


class DayForm(DeskForm):
    """The hours of one day; both empty: around the clock."""

    TEXTS: ClassVar = (Spoken("title", N_("Name of the day")),)
    opens = StringField(N_("From"))
    closes = StringField(N_("Until"))

    def part(self, day: int, seen: DayPart | None) -> DayPart | None:
        """The day as typed; None where no hours were said, or with faults at their fields."""
        if not (str(self.opens.data or "").strip() or str(self.closes.data or "").strip()):
            return None
        opens, closes = self.hour("opens"), self.hour("closes")
        if opens is None or closes is None:
            return None
        title = self.said("title", seen.title if seen else Text())
        return DayPart(day=day, opens=opens, closes=closes, title=title, extra=seen.extra if seen else {})


def day_data(part: DayPart) -> dict[str, Any]:
    """A day as values of its form."""
    hours = {"opens": f"{part.opens:%H:%M}", "closes": f"{part.closes:%H:%M}", "seen": remember(part)}
    return {**spread("title", part.title), **hours}

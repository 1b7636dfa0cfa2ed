"""The words of lists and sheets in all languages of the program, and what places are called."""

from __future__ import annotations

from app.attendance.exports.sign_data import SignWords
from app.attendance.rules import Kind, Place
from app.events.models import Event
from app.kernel import clock
from app.kernel.clock import Instant
from app.kernel.i18n import LANGUAGES, N_, Text, _, format_day, format_span, format_time, speaking


def labelled(message: str, **values: object) -> Text:
    """A word of the program in all of its languages."""
    said: dict[str, str] = {}
    for language in LANGUAGES:
        with speaking(language):
            said[language] = _(message, **values)
    return Text(said)


def place_title(place: Place) -> Text:
    """What people call a place: the session's title, or the half-day of the event's days."""
    if place.kind is Kind.SESSION:
        return place.title
    if place.kind is Kind.DAY:
        return labelled(N_("Day %(day)s"), day=place.day)
    half = {"am": N_("Day %(day)s, morning"), "pm": N_("Day %(day)s, afternoon")}
    return labelled(half[place.half], day=place.day)


def hours_said(event: Event, starts: Instant, ends: Instant, language: str) -> str:
    """Day and hours in a language, on the clocks of the event."""
    first, last = (clock.local(one, event.timezone) for one in (starts, ends))
    hours = format_span(format_time(first), format_time(last), language)
    comma = "، " if language == "ar" else ", "
    return f"{format_day(first.date(), language, event.country)}{comma}{hours}"


def when(event: Event, place: Place) -> Text:
    """The same of a place, in all languages."""
    return Text({one: hours_said(event, place.starts, place.ends, one) for one in LANGUAGES})


def paper_words() -> dict[str, Text]:
    """The words that lists and sheets share (exports.PaperWords)."""
    return {
        "number": labelled(N_("No.")),
        "name": labelled(N_("Name")),
        "name_arabic": labelled(N_("Name in Arabic letters")),
        "name_latin": labelled(N_("Name in Latin letters")),
        "function": labelled(N_("Function")),
        "city": labelled(N_("City")),
        "country": labelled(N_("Country")),
        "place": labelled(N_("City and country")),
        "signature": labelled(N_("Signature")),
        "page": labelled(N_("Page {page} of {pages}")),
        "reference": labelled(N_("Reference {reference}")),
    }


def sign_words() -> SignWords:
    """The words of a sign-in sheet."""
    parts = {
        "delegates": Text(),
        "speakers": labelled(N_("Speakers and moderators")),
        "staff": labelled(N_("Staff of the meeting")),
    }
    return SignWords(
        **paper_words(),
        sheet=labelled(N_("Sign-in sheet")),
        contact=labelled(N_("Contact")),
        agreement=labelled(N_("Grant agreement {agreement}")),
        parts=parts,
    )

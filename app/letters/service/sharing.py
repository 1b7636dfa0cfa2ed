"""Ready text and link to pass on by WhatsApp: a delegate's own page, or the registration page of the event."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from app.events import queries as events
from app.kernel.i18n import direction, speaking
from app.letters import queries
from app.letters.rules import fill, line_of, parse, plain
from app.registration.models import Registration


@dataclass(frozen=True)
class Shared:
    """A text in a language, and the address that opens WhatsApp with it."""

    language: str
    text: str
    link: str


def for_person(person: Registration) -> Shared:
    """The text with the delegate's own page, in their language, to their phone where it is known."""
    with speaking(person.language):
        facts = queries.of_person(person)
    return _shared(person.event_id, "share.person", person.language, facts, person.phone)


def for_event(event_id: UUID, language: str) -> Shared:
    """The text with the event's registration page."""
    with speaking(language):
        facts = queries.of_event(events.get_event(event_id), language)
    return _shared(event_id, "share.event", language, facts, "")


def _shared(event_id: UUID, occasion: str, language: str, facts: dict[str, str], phone: str) -> Shared:
    said, rtl = queries.words(event_id, occasion, language), direction(language) == "rtl"
    body = plain(fill(parse(said.body), facts), rtl, {})
    text = f"*{line_of(said.subject, facts, rtl)}*\n\n{body}"
    return Shared(language, text, f"https://wa.me/{phone.lstrip('+')}?text={quote(text)}")

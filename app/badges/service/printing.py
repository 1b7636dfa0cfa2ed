"""Printing: the sheets of everyone approved, with the codes they have."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from app.audit.rules import Act
from app.audit.service import record
from app.badges import queries
from app.badges.exports import STOCKS, BadgeEvent, BadgeFace, badge_sheets
from app.badges.queries import Printable
from app.badges.rules import Code
from app.events import queries as events
from app.events.models import Event
from app.events.rules.emblem import emblem_of
from app.kernel.db import atomic
from app.kernel.errors import Refusal
from app.kernel.i18n import N_, country_name, format_days
from app.kernel.signing import unseal


class NothingToPrint(Refusal):
    """Nobody is approved yet."""

    code = "nothing-to-print"
    message = N_("Nobody is approved yet: there is no badge to print.")


def print_all(event_id: UUID, stock: str, only: Collection[UUID] | None = None) -> bytes:
    """Every approved delegate's badge as PDF, by category and name; journalled; raises NothingToPrint.

    `only` names the registrations whose badges are wanted.
    """
    with atomic():
        event = events.get_event(event_id)
        badges = [one for one in queries.printable(event_id) if only is None or one.face.registration in only]
        if not badges:
            raise NothingToPrint
        facts = _event(event)
        sheets = badge_sheets(facts, [_face(one, facts.languages) for one in badges], STOCKS[stock])
        after = {"badges": len(badges), "format": stock}
        record(Act("badges.printed", "event", event_id, event_id, about=event.title.pick("en"), after=after))
        return sheets


def _event(event: Event) -> BadgeEvent:
    languages = tuple(event.languages)
    emblem = emblem_of(event.funder, event.emblem)
    return BadgeEvent(
        title=event.title,
        dates={one: format_days(event.starts, event.ends, one, event.country) for one in languages},
        languages=languages,
        organisers=tuple(one.name for one in event.organisers),
        funding=event.statement or None,
        emblem="eu" if emblem == "eu" else None,
        accent=event.accent,
    )


def _face(one: Printable, languages: tuple[str, ...]) -> BadgeFace:
    face, code = one.face, Code(unseal(one.code_sealed))
    return BadgeFace(
        language=one.language,
        first="arabic" if one.language == "ar" and face.name_ar else "latin",
        name_arabic=face.name_ar,
        name_latin=face.name_latin,
        honorific=face.honorific,
        function=face.function,
        city=face.city.pick(one.language, languages),
        country=country_name(face.country, one.language),
        category=face.category_name,
        colour=face.colour,
        payload=code.payload,
        typed=code.typed.shown,
        withheld=one.withheld,
    )

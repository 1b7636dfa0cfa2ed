"""Something that is written: its placeholders with what they stand for, what must be in it, and its built-in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.kernel.i18n import N_

MEANINGS: Mapping[str, str] = {
    "name": N_("The delegate’s name, in Arabic letters in an Arabic text"),
    "name_other": N_("The same name in the other script"),
    "honorific": N_("How the delegate wishes to be addressed"),
    "function": N_("The delegate’s function"),
    "city": N_("The delegate’s city"),
    "country": N_("The delegate’s country"),
    "category": N_("What the delegate comes as"),
    "delegation": N_("The delegate’s delegation"),
    "title": N_("The name of the meeting"),
    "theme": N_("The theme of the meeting"),
    "dates": N_("The days of the meeting"),
    "venue": N_("Where the meeting is held"),
    "venue_city": N_("The city of the meeting"),
    "host": N_("Who receives the meeting"),
    "contact": N_("The secretariat’s mail address"),
    "link": N_("The delegate’s own page; alone on a line it becomes a button"),
    "register": N_("The registration page"),
    "place": N_("The delegate’s place in the line"),
    "reason": N_("The reason that the secretariat gave"),
    "until": N_("Until when the place is kept"),
    "badge": N_("The badge code to scan and to type; on a line of its own"),
    "sessions": N_("The delegate’s sessions as a list; on a line of its own"),
    "changes": N_("What changed in the programme; on a line of its own"),
    "reference": N_("The letter’s reference"),
    "date": N_("The date of the letter"),
    "passport": N_("The passport’s number"),
    "passport_country": N_("The country of the passport"),
    "passport_expires": N_("Until when the passport is valid"),
    "arrives": N_("The day of arrival"),
    "departs": N_("The day of departure"),
    "hotel": N_("The delegate’s hotel"),
    "organisers": N_("Who organises the meeting"),
    "attended": N_("How many half-days the delegate attended, and of how many"),
    "hours": N_("For how many hours the delegate was there"),
}
"""What each placeholder stands for."""

ALONE = frozenset({"badge", "sessions", "changes"})
"""Placeholders that make a whole block."""

EVENT = ("title", "theme", "dates", "venue", "venue_city", "host", "contact", "register")
PERSON = ("name", "honorific", "function", "city", "country", "category", "delegation", "link", *EVENT)


@dataclass(frozen=True)
class Occasion:
    """When something is written: its name, what may stand in it, what must, and the built-in words (source texts)."""

    key: str
    label: str
    places: tuple[str, ...]
    subject: str
    paragraphs: tuple[str, ...]
    needed: tuple[str, ...] = ()

"""The questions that the program itself needs: columns of their own, part of every form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.kernel.i18n import N_
from app.registration.rules.form.document import Form, Kind, Question, Section


@dataclass(frozen=True)
class Core:
    """A question of the program's own: its words, and whether a form may leave it out or as it is optional."""

    kind: Kind
    label: str
    help: str = ""
    fixed: bool = False  # it is always asked
    needed: bool = False  # and always required


CORE: Mapping[str, Core] = {
    "honorific": Core(Kind.TEXT, N_("Honorific"), N_("As you wish to be addressed: H.E., Dr, Ms, Mr…")),
    "name_ar": Core(Kind.TEXT, N_("Name in Arabic letters"), fixed=True),
    "name_latin": Core(Kind.TEXT, N_("Name in Latin letters"), fixed=True),
    "function": Core(Kind.TEXT, N_("Function"), N_("For example: mayor, deputy mayor, director")),
    "category": Core(Kind.ONE, N_("You come as"), fixed=True, needed=True),
    "gender": Core(
        Kind.ONE, N_("Gender"), N_("For the figures on equality only; never on a badge or a list.")
    ),
    "photo": Core(Kind.PHOTO, N_("Photo for the badge"), N_("Your face from the front, as in a passport.")),
    "country": Core(Kind.COUNTRY, N_("Country"), fixed=True, needed=True),
    "city": Core(
        Kind.CITY, N_("City"), N_("Choose from the list, or type another."), fixed=True, needed=True
    ),
    "email": Core(
        Kind.EMAIL,
        N_("Mail address"),
        N_("Your personal link and your badge go there."),
        fixed=True,
        needed=True,
    ),
    "phone": Core(Kind.PHONE, N_("Phone"), N_("As you dial it at home, or with + and the country’s code.")),
    "language": Core(Kind.ONE, N_("We write to you in"), fixed=True, needed=True),
    "interpretation": Core(Kind.ONE, N_("Interpretation you need")),
    "diet": Core(Kind.LONG, N_("Meals"), N_("What you do not eat, allergies.")),
    "access": Core(
        Kind.LONG,
        N_("Access and assistance"),
        N_("What you need to take part. It is stored encrypted, for those who prepare it."),
    ),
}

SECTIONS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "who": (
        N_("Who you are"),
        ("honorific", "name_ar", "name_latin", "function", "category", "gender", "photo"),
    ),
    "where": (N_("Where you come from"), ("country", "city")),
    "contact": (N_("How we reach you"), ("email", "phone", "language")),
    "meeting": (N_("At the meeting"), ("interpretation", "diet", "access")),
}
"""Sections of the program's own form: heading and questions."""


def core_question(key: str) -> Question:
    """A question of the program as its own form asks it; the photo waits until an organiser wants it."""
    core = CORE[key]
    return Question(key=key, kind=core.kind, required=core.needed, hidden=key == "photo")


def default_form() -> Form:
    """The form of an event that made none."""
    sections = (
        Section(key=key, questions=tuple(core_question(name) for name in names))
        for key, (_title, names) in SECTIONS.items()
    )
    return Form(sections=tuple(sections))

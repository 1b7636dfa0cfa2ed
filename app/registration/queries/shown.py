"""Answers as people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.kernel.i18n import N_, _, country_name, language_names
from app.registration.models import Registration
from app.registration.queries.single import access_needs
from app.registration.rules import NO_INTERPRETATION

GENDER_WORDS = {
    "female": N_("Female"),
    "male": N_("Male"),
    "other": N_("Other"),
    "unsaid": N_("I prefer not to say"),
}

STATE_WORDS: Mapping[str, tuple[str, str]] = {
    "invited": ("info", N_("Invited")),
    "submitted": ("wait", N_("Waiting")),
    "waiting": ("info", N_("On the waiting list")),
    "approved": ("go", N_("Approved")),
    "refused": ("stop", N_("Refused")),
    "withdrawn": ("none", N_("Withdrawn")),
}
"""Each state as the kind of its chip and its word."""


def answers_shown(
    registration: Registration, language: str, fallback: tuple[str, ...], *, needs: bool
) -> Sequence[tuple[str, str]]:
    """What was answered, as pairs of question and answer in words, without what was left empty.

    Meals and access `needs` tell of faith and health: for the delegate and for those who prepare them.
    """
    city, heard = registration.city, registration.interpretation
    said = [
        (N_("Honorific"), registration.honorific),
        (N_("Name in Arabic letters"), registration.name_ar),
        (N_("Name in Latin letters"), registration.name_latin),
        (N_("Function"), registration.function),
        (N_("You come as"), registration.category.name.pick(language, fallback)),
        (N_("Gender"), _(GENDER_WORDS[registration.gender]) if registration.gender else ""),
        (N_("Country"), country_name(registration.country, language)),
        (N_("City"), city.name.pick(language, fallback) if city else registration.city_typed),
        (N_("Mail address"), registration.email),
        (N_("Phone"), registration.phone),
        (N_("We write to you in"), language_name(registration.language, language)),
        (N_("Interpretation you need"), _heard(heard, language) if heard else ""),
    ]
    if needs:
        said += [
            (N_("Meals"), registration.diet),
            (N_("Access and assistance"), access_needs(registration)),
        ]
    return [(_(question), answer) for question, answer in said if answer]


def language_name(code: str, language: str) -> str:
    """A language's name as an answer of its own, so with a capital: Français."""
    name = language_names([code], language)
    return name[:1].upper() + name[1:]


def _heard(code: str, language: str) -> str:
    return _("None") if code == NO_INTERPRETATION else language_name(code, language)

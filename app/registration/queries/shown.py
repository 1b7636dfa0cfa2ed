"""Answers as people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from babel import Locale
from sqlalchemy import select

from app.events.models import Category, City
from app.events.rules import is_country
from app.kernel.clock import Instant
from app.kernel.db import db
from app.kernel.i18n import N_, _, country_name, language_names
from app.kernel.scope import Scope
from app.registration.models import Registration
from app.registration.queries.asked import questions
from app.registration.queries.forms import find_form
from app.registration.queries.single import access_needs, steps
from app.registration.rules import CORE, NO_INTERPRETATION, Form
from app.registration.rules.folding import folded
from app.registration.rules.form import default_form

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

STEP_WORDS: Mapping[str, str] = {
    "invite": N_("Invited"),
    "submit": N_("Registered"),
    "queue": N_("Put on the waiting list"),
    "offer": N_("Place offered"),
    "accept": N_("Offered place accepted"),
    "lapse": N_("Offer ended without an answer"),
    "approve": N_("Registration approved"),
    "refuse": N_("Registration refused"),
    "withdraw": N_("Registration withdrawn"),
    "return": N_("Returned"),
    "requeue": N_("Returned to the waiting list"),
    "replace": N_("Replaced by someone else"),
    "merge": N_("Merged with another registration"),
    "ask": N_("Change asked for"),
    "agree": N_("Change approved"),
    "keep": N_("Change refused"),
}


@dataclass(frozen=True)
class StepShown:
    """What happened, in words, when, by whom and why."""

    at: Instant
    word: str
    actor: str
    reason: str


def steps_shown(registration_id: UUID) -> Sequence[StepShown]:
    """The steps of a registration, oldest first; one statement."""
    return [
        StepShown(one.at, _(STEP_WORDS.get(one.transition, one.transition)), one.actor, one.reason)
        for one in steps(registration_id)
    ]


def answers_shown(
    registration: Registration, language: str, fallback: tuple[str, ...], *, needs: bool
) -> Sequence[tuple[str, str]]:
    """What was answered, as pairs of question and answer in words, without what was left empty.

    Meals and access `needs` tell of faith and health: for the delegate and for those who prepare them.
    """
    city, heard = registration.city, registration.interpretation
    said = {
        "honorific": registration.honorific,
        "name_ar": registration.name_ar,
        "name_latin": registration.name_latin,
        "function": registration.function,
        "category": registration.category.name.pick(language, fallback),
        "gender": _(GENDER_WORDS[registration.gender]) if registration.gender else "",
        "country": country_name(registration.country, language),
        "city": city.name.pick(language, fallback) if city else registration.city_typed,
        "email": registration.email,
        "phone": registration.phone,
        "language": language_name(registration.language, language),
        "interpretation": interpretation_name(heard, language),
    }
    if needs:
        said |= {"diet": registration.diet, "access": access_needs(registration)}
    asked = find_form(registration.event_id, registration.form) or default_form()
    return [(_words(asked, key, language, fallback), answer) for key, answer in said.items() if answer]


def _words(form: Form, key: str, language: str, fallback: tuple[str, ...]) -> str:
    """The words of one of the program's own questions, as this version asked it."""
    question = form.find(key)
    return (question.label.pick(language, fallback) if question else "") or _(CORE[key].label)


def language_name(code: str, language: str) -> str:
    """A language's name as an answer of its own, so with a capital: Français."""
    name = language_names([code], language)
    return name[:1].upper() + name[1:]


def interpretation_name(code: str, language: str) -> str:
    """Into which language somebody wants to hear, in words; "" where nobody asked."""
    if not code:
        return ""
    return _("None") if code == NO_INTERPRETATION else language_name(code, language)


@dataclass(frozen=True)
class ConsentShown:
    """One question of consent with its answer; `at` None where it was never answered."""

    key: str
    required: bool
    text: str
    given: bool
    at: Instant | None


def consents_shown(registration: Registration, language: str, here: Scope) -> Sequence[ConsentShown]:
    """Each consent that the event asks, as this delegate answered it."""
    asked = questions(here.id, here.version)
    held = {one.key: one for one in registration.consents}
    return [
        ConsentShown(
            one.key, one.required, one.text.pick(language, asked.fallback),
            one.key in held and held[one.key].given, held[one.key].at if one.key in held else None,
        )
        for one in asked.consents
    ]  # fmt: skip


def proposal_shown(
    registration: Registration, language: str, fallback: tuple[str, ...]
) -> Sequence[tuple[str, str, str]]:
    """What a delegate asked to change, as (question, as it is, as it was asked); two statements at most."""
    asked = registration.proposed
    if not asked:
        return ()
    pairs = [
        (word, getattr(registration, name), asked[name])
        for name, word in PLAIN_WORDS.items()
        if name in asked
    ]
    if "category_id" in asked:
        now = registration.category.name.pick(language, fallback)
        pairs.append((N_("You come as"), now, _named(Category, asked["category_id"], language, fallback)))
    if "country" in asked:
        here, there = (country_name(code, language) for code in (registration.country, asked["country"]))
        pairs.append((N_("Country"), here, there))
    if "city_id" in asked or "city_typed" in asked:
        now = (
            registration.city.name.pick(language, fallback) if registration.city else registration.city_typed
        )
        typed = asked.get("city_typed") or _named(City, asked.get("city_id"), language, fallback)
        pairs.append((N_("City"), now, typed))
    return [(_(word), old, new) for word, old, new in pairs]


PLAIN_WORDS = {
    "honorific": N_("Honorific"),
    "name_ar": N_("Name in Arabic letters"),
    "name_latin": N_("Name in Latin letters"),
    "function": N_("Function"),
}


def _named(kind: type[Category | City], ident: str | None, language: str, fallback: tuple[str, ...]) -> str:
    name = (
        db.session.scalars(select(kind.name).where(kind.id == UUID(ident))).one_or_none() if ident else None
    )
    return name.pick(language, fallback) if name else ""


@lru_cache(maxsize=64)
def country_choices(network: tuple[str, ...], lang: str) -> dict[str, list[tuple[str, str]]]:
    """Countries to choose from by group, as (code, name): the network's in their order, then all others by name."""
    known = filter(is_country, map(str, Locale.parse("en").territories))
    rest = sorted(
        ((code, country_name(code, lang)) for code in known if code not in network),
        key=lambda pair: folded(pair[1]),
    )
    first = [(code, country_name(code, lang)) for code in network]
    near = {_("Countries of the network"): first} if first else {}
    return {"": [("", "")], **near, _("Other countries") if first else _("Countries"): rest}

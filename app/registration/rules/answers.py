"""The answers of a delegate as checked values: what is not in order cannot be written down as one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.events.rules import is_country
from app.registration.rules import contact, text
from app.registration.rules.faults import Checklist, Wrong
from app.registration.rules.form import CORE, Own, due, field_of
from app.registration.rules.form.checking import Photo, asked_only, check_added, put_in_order, written
from app.registration.rules.names import search_key
from app.registration.rules.questions import GENDERS, NO_INTERPRETATION, AskedConsent, KnownCity, Questions

LONGEST = {"name": 120, "honorific": 100, "function": 300, "city": 100, "diet": 500, "access": 1000}


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What a delegate said of themselves; made by `check_answers` only."""

    honorific: str
    name_ar: str
    name_latin: str
    function: str
    category: str  # its key
    category_id: UUID
    country: str
    city: str  # its name, known or typed
    city_id: UUID | None
    city_typed: str  # '' where the city is known
    email: str  # '' for one whom a focal point registered without an address
    phone: str
    gender: str
    interpretation: str
    diet: str
    access: str
    language: str
    search: str
    photo: Photo | None = None
    own: tuple[Own, ...] = ()  # typed answers to what the event asks besides
    form: int = 0  # the version of the form that was answered
    written: frozenset[str] = frozenset(
        CORE
    )  # keys of the questions that this says something about; others stay

    def __post_init__(self) -> None:
        """Refuse what no form may let through; ValueError is the program's own mistake."""
        named, placed = self.name_ar or self.name_latin, bool(self.city_id) != bool(self.city_typed)
        if not (named and placed):
            raise ValueError("answers without a name or a city; make them with check_answers()")


@dataclass(frozen=True)
class Given:
    """One consent as it was answered, with the words that were shown."""

    key: str
    given: bool
    language: str
    words: str
    version: int = 1  # of the words


@dataclass(frozen=True)
class Submission:
    """A whole registration: the answers and each consent by itself."""

    answers: Answers
    consents: tuple[Given, ...]


Raw = Mapping[str, str]
"""What was typed and chosen, by the form's field names; what is not there was left empty.

A question that the event added is at `q_KEY`, several choices on lines of their own. A page also sends `asked`: the
fields that it showed. What is due and not among them becomes a fault, so that it is asked; others (imports, focal
points) leave `asked` out, and only what is required must be there.
"""


def check_submission(raw: Raw, questions: Questions, shown_in: str) -> Submission:
    """The registration that the answers make, on a page in language `shown_in`; raises Faulty."""
    checks = Checklist()
    given = tuple(_consent(checks, raw, asked, questions, shown_in) for asked in questions.consents)
    consents_wrong, checks.faults = checks.faults, []
    found = _answers(checks, raw, questions)
    checks.faults += consents_wrong
    checks.settle()
    return Submission(Answers(**found), given)


def check_answers(raw: Raw, questions: Questions, before: Raw | None = None) -> Answers:
    """The answers alone, for a change that asks no consent anew; raises Faulty.

    `before` are the answers so far: what they made due and these do not is emptied, what the form itself no longer
    asks stays as it was answered.
    """
    checks = Checklist()
    found = _answers(checks, raw, questions, before)
    checks.settle()
    return Answers(**found)


def _answers(checks: Checklist, raw: Raw, questions: Questions, before: Raw | None = None) -> dict[str, Any]:
    """The arguments of Answers, in the order of the form; complete only where no fault was found."""
    asked = due(questions.form, raw)
    said = asked_only(raw, asked)
    country = ""
    with checks.at("country"):
        country = _country(said)
    found = {
        **_names(checks, said),
        **_place(checks, said, questions),
        **_contact(checks, said, questions, country),
        **_choices(checks, said, questions, {question.key for question in asked}),
        **_needs(checks, said),
    }
    needed = tuple(one for one in asked if not questions.by_focal or _of_another(one.key, raw))
    found |= check_added(checks, said, needed, country, before or {})
    put_in_order(checks, raw, questions.form, asked)
    town = questions.find_city(found["city_typed"], country) if found.get("city_typed") else None
    found |= {
        "country": country,
        "search": _search(found, town),
        "city": found.get("city_typed"),
        "city_id": None,
        "form": questions.form.number,
        "written": written(questions.form, asked, before),
    }
    if town:
        found |= {"city": town.name.pick("en"), "city_id": town.id, "city_typed": ""}
    return found


def _of_another(key: str, raw: Raw) -> bool:
    """Whether whoever speaks for another is held to this: the program's own questions, and what else a page showed."""
    return key != "email" and (
        key in CORE.keys() - {"photo"} or field_of(key) in raw.get("asked", "").split()
    )


def _names(checks: Checklist, raw: Raw) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("honorific", "function"):
        with checks.at(name):
            found[name] = text.line(raw.get(name, ""), LONGEST[name])
    scripts = (("name_ar", text.has_arabic, "not-arabic"), ("name_latin", text.has_latin, "not-latin"))
    for name, right, code in scripts:
        with checks.at(name):
            found[name] = text.line(raw.get(name, ""), LONGEST["name"])
            if found[name] and not right(found[name]):
                raise Wrong(code)
    with checks.at("name_ar"):
        if found.get("name_ar") == "" and found.get("name_latin") == "":
            raise Wrong("name-missing")
    return found


def _place(checks: Checklist, raw: Raw, questions: Questions) -> dict[str, Any]:
    found: dict[str, Any] = {}
    with checks.at("category"):
        category = questions.find_category(raw.get("category", ""))
        if category is None:
            raise Wrong("unknown-choice" if raw.get("category") else "missing")
        found |= {"category": category.key, "category_id": category.id}
    with checks.at("city"):
        found["city_typed"] = text.line(raw.get("city", ""), LONGEST["city"])
        if not found["city_typed"]:
            raise Wrong("missing")
    return found


def _country(raw: Raw) -> str:
    code = raw.get("country", "")
    if not code:
        raise Wrong("missing")
    if not is_country(code):
        raise Wrong("unknown-choice")
    return code


def _contact(checks: Checklist, raw: Raw, questions: Questions, country: str) -> dict[str, str]:
    found: dict[str, str] = {}
    with checks.at("email"):
        found["email"] = _email(raw) if raw.get("email", "").strip() or _needs_address(questions) else ""
    with checks.at("phone"):
        # Without a country only a number that begins with + can be read; the country has its own fault then.
        found["phone"] = contact.phone(raw.get("phone", ""), country) if country else ""
    return found


def _needs_address(questions: Questions) -> bool:
    asked = questions.form.find("email")
    return not questions.by_focal and (asked is None or asked.required)


def _email(raw: Raw) -> str:
    address = contact.email(raw.get("email", ""))
    meant = contact.suggestion(address)
    if not meant or raw.get("email_choice") == address:
        return address
    if raw.get("email_choice") == meant:
        return meant
    raise Wrong("mistyped-email", suggestion=meant)


def _choices(checks: Checklist, raw: Raw, questions: Questions, asked: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    heard = ("", *questions.interpretation, NO_INTERPRETATION) if questions.interpretation else ("",)
    known = (("gender", ("", *GENDERS)), ("interpretation", heard), ("language", questions.languages))
    for name, choices in known:
        with checks.at(name):
            found[name] = raw.get(name, "")
            if name in asked and found[name] not in choices:
                raise Wrong("unknown-choice" if found[name] else "missing")
    return found


def _needs(checks: Checklist, raw: Raw) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("diet", "access"):
        with checks.at(name):
            found[name] = text.limited(text.clean(raw.get(name, ""), lines=True), LONGEST[name])
    return found


def _consent(checks: Checklist, raw: Raw, asked: AskedConsent, questions: Questions, shown_in: str) -> Given:
    given = bool(raw.get(consent_field(asked.key)))
    with checks.at(consent_field(asked.key)):
        if asked.required and not given:
            raise Wrong("consent-needed")
    words, language = asked.text.best(shown_in, questions.fallback)
    return Given(asked.key, given, language, words, asked.version)


def consent_field(key: str) -> str:
    """The name of the form's field for a consent."""
    return f"consent_{key}"


def _search(found: Mapping[str, Any], town: KnownCity | None) -> str:
    """The words by which the desk finds this person: names, city in every language, address, number."""
    places = town.name.values() if town else (found.get("city_typed", ""),)
    texts = [found.get(name, "") for name in ("name_ar", "name_latin", "email", "phone")]
    return search_key(*texts, *places)

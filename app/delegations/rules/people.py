"""People of a delegation as checked values, from the rows of a page or of a sheet; all faults, each at its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.delegations.rules.sheets import LineFault
from app.kernel.i18n import Text
from app.registration.rules import (
    Faulty,
    Questions,
    Submission,
    check_submission,
    consent_field,
)
from app.registration.rules.folding import folded

GENDER_WORDS = {
    "female": ("female", "f", "w", "woman", "femme", "mme", "أنثى", "امرأة"),
    "male": ("male", "m", "man", "homme", "h", "ذكر", "رجل"),
}
LANGUAGE_WORDS = {
    "ar": ("ar", "arabic", "arabe", "العربية", "عربي", "عربية"),
    "fr": ("fr", "french", "francais", "الفرنسية", "فرنسي", "فرنسية"),
    "en": ("en", "english", "anglais", "الإنجليزية", "إنجليزي"),
}


@dataclass(frozen=True)
class Shared:
    """What is the same for everyone whom a focal point registers: place, language, consents they were asked for."""

    country: str
    city: str
    language: str
    consents: frozenset[str] = frozenset()


def check_person(
    raw: Mapping[str, str], shared: Shared, asked: Questions, shown_in: str, *, confirmed: bool = False
) -> Submission:
    """One person; raises Faulty. An address that looks mistyped is taken as it is where `confirmed`."""
    typed = {"country": shared.country, "city": shared.city, "language": shared.language}
    typed |= {name: value for name, value in raw.items() if value}
    typed |= {consent_field(key): "y" for key in shared.consents}
    if confirmed:
        typed["email_choice"] = typed.get("email", "").strip().lower()
    if len(asked.categories) == 1:
        typed.setdefault("category", asked.categories[0].key)
    submission = check_submission(typed, replace(asked, by_focal=True), shown_in)
    # Of a consent that may be refused nobody decides for another: each gives it on a page of their own.
    given = (one if one.key in shared.consents else replace(one, given=False) for one in submission.consents)
    return replace(submission, consents=tuple(given))


def read_people(
    rows: Iterable[tuple[int, Mapping[str, str]]], shared: Shared, asked: Questions, shown_in: str
) -> tuple[Sequence[Submission], Sequence[LineFault]]:
    """The people of a sheet and every fault in it, by line; people are complete only where there is no fault."""
    found: list[Submission] = []
    faults: list[LineFault] = []
    for line, raw in rows:
        try:
            found.append(check_person(understood(raw, asked), shared, asked, shown_in, confirmed=True))
        except Faulty as faulty:
            faults += [LineFault(line, fault.field, fault.message, fault.params) for fault in faulty.faults]
    return found, faults


def understood(raw: Mapping[str, str], asked: Questions) -> dict[str, str]:
    """A row whose choices are told by key in place of the words that people write."""
    said = dict(raw)
    if "category" in said:
        said["category"] = _category(said["category"], asked)
    for name, known in (("gender", GENDER_WORDS), ("language", LANGUAGE_WORDS)):
        if name in said:
            word = folded(said[name]).strip(" .")
            said[name] = next((key for key, words in known.items() if word in map(folded, words)), said[name])
    return said


def _category(word: str, asked: Questions) -> str:
    plain = folded(word).strip()
    for one in asked.categories:
        if plain == folded(one.key) or any(plain == folded(name) for name in _names(one.name)):
            return one.key
    return word


def _names(name: Text) -> Iterable[str]:
    return name.values()

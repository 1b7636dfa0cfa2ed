"""Answers to questions that an event added: from text as it was typed to typed values, and back."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.events.rules import is_country
from app.registration.rules import contact, text
from app.registration.rules.faults import Wrong
from app.registration.rules.folding import words
from app.registration.rules.form.document import Choice, Kind, Question
from app.registration.rules.form.due import field_of, parts, said

LONGEST = {Kind.TEXT: 300, Kind.LONG: 3000, Kind.CITY: 100}
GREATEST = 1e12
_DIGITS = str.maketrans({chr(first + digit): str(digit) for first in (0x660, 0x6F0) for digit in range(10)})
_NUMBER = re.compile(r"[+-]?\d+(\.\d{1,6})?")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, kw_only=True)
class Own:
    """One typed answer; of the values only the one of its kind is set."""

    key: str
    kind: Kind
    text: str = ""  # text, long, email, phone (E.164), country (ISO 3166), city
    number: float | None = None
    day: date | None = None
    choices: tuple[str, ...] = ()  # keys: of one, or of several
    yes: bool | None = None  # yesno and consent
    file: str = ""  # the key of a stored file


def check_own(question: Question, raw: Mapping[str, str], country: str = "", held: str = "") -> Own | None:
    """The typed answer to one question, None where nothing was said; raises Wrong.

    Choices are known by key or by label in any language. `country` reads phone numbers as those of the delegate's
    own; `held` is the answer so far, whose retired choices may stay.
    """
    typed = raw.get(field_of(question.key), "").strip()
    if not typed:
        if question.required:
            raise Wrong("consent-needed" if question.kind is Kind.CONSENT else "missing")
        return None
    found = _typed(question, typed, country, held)
    if question.kind is Kind.CONSENT and question.required and not found.yes:
        raise Wrong("consent-needed")
    return found


def _typed(question: Question, typed: str, country: str, held: str) -> Own:
    key, kind = question.key, question.kind
    if kind in (Kind.ONE, Kind.SEVERAL):
        return Own(key=key, kind=kind, choices=_choices(question, typed, parts(held)))
    if kind in (Kind.YESNO, Kind.CONSENT):
        return Own(key=key, kind=kind, yes=_yes(question, typed))
    if kind is Kind.NUMBER:
        return Own(key=key, kind=kind, number=_number(question, typed))
    if kind is Kind.DATE:
        return Own(key=key, kind=kind, day=_day(typed))
    if kind in (Kind.FILE, Kind.PHOTO):
        if not is_file_key(typed):
            raise Wrong("file-gone")
        return Own(key=key, kind=kind, file=typed)
    return Own(key=key, kind=kind, text=_text(kind, typed, country))


def _text(kind: Kind, typed: str, country: str) -> str:
    if kind is Kind.EMAIL:
        return contact.email(typed)
    if kind is Kind.PHONE:
        return contact.phone(typed, country)
    if kind is Kind.COUNTRY:
        if not is_country(typed):
            raise Wrong("unknown-choice")
        return typed
    return text.limited(text.clean(typed, lines=kind is Kind.LONG), LONGEST[kind])


def _choices(question: Question, typed: str, held: list[str]) -> tuple[str, ...]:
    offered = [choice for choice in question.choices if not choice.retired or choice.key in held]
    wanted = parts(typed) if question.kind is Kind.SEVERAL else [typed]
    chosen = {_choice(offered, one).key for one in wanted}
    return tuple(choice.key for choice in question.choices if choice.key in chosen)


def _choice(offered: list[Choice], typed: str) -> Choice:
    for choice in offered:
        if choice.key == typed:
            return choice
    for choice in offered if words(typed) else ():
        if any(words(label) == words(typed) for label in choice.label.values()):
            return choice
    raise Wrong("unknown-choice")


def _yes(question: Question, typed: str) -> bool:
    answer = said(question, {field_of(question.key): typed})
    if not answer:
        raise Wrong("unknown-choice")
    return "yes" in answer


def _number(question: Question, typed: str) -> float:
    plain = typed.translate(_DIGITS).replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    plain = plain.replace("٫", ".").replace(",", ".")
    if not _NUMBER.fullmatch(plain) or abs(value := float(plain)) > GREATEST or not math.isfinite(value):
        raise Wrong("not-a-number")
    if question.least is not None and value < question.least:
        raise Wrong("number-small", least=shown_number(question.least))
    if question.most is not None and value > question.most:
        raise Wrong("number-great", most=shown_number(question.most))
    return value


def _day(typed: str) -> date:
    found = _DAY.fullmatch(typed.translate(_DIGITS))
    if found is None:
        raise Wrong("not-a-date")
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        value = date(int(year), int(month), int(day))
    except ValueError as error:
        raise Wrong("not-a-date") from error
    if not 1900 <= value.year <= 2200:
        raise Wrong("not-a-date")
    return value


def is_file_key(typed: str) -> bool:
    """True for what can be the key of a stored file."""
    return bool(_KEY.fullmatch(typed))


def read_crop(typed: str) -> tuple[float, float, float] | None:
    """Left, top and width of a crop, in hundredths of the picture's sides with commas between; None for the middle."""
    try:
        left, top, width = (float(part) / 100 for part in typed.translate(_DIGITS).split(","))
    except ValueError:
        return None
    return (left, top, width) if all(map(math.isfinite, (left, top, width))) else None


def shown_number(value: float) -> str:
    """A number without the point that it does not need: 3, 2.5."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def raw_of(answer: Own) -> str:
    """The text that gives this answer again."""
    if answer.kind in (Kind.ONE, Kind.SEVERAL):
        return "\n".join(answer.choices)
    if answer.yes is not None:
        return "yes" if answer.yes else "no"
    if answer.number is not None:
        return shown_number(answer.number)
    if answer.day is not None:
        return answer.day.isoformat()
    return answer.file or answer.text

"""A passport as a letter for a visa names it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.events.rules import is_country
from app.registration.rules.faults import Checklist, Wrong
from app.registration.rules.text import clean

_NUMBER = re.compile(r"[A-Z0-9]{5,15}")  # ICAO Doc 9303: nine in most states, and no other characters
_DIGITS = str.maketrans({chr(first + digit): str(digit) for first in (0x660, 0x6F0) for digit in range(10)})


@dataclass(frozen=True)
class PassportFacts:
    """Number (capital letters and digits), issuing country (ISO 3166, two letters) and last day of validity."""

    number: str
    country: str
    expires: date


def check_passport(raw: Mapping[str, str], event_ends: date) -> PassportFacts:
    """What was typed as a passport that is valid beyond the event's last day; raises Faulty."""
    checks, number, country, expires = Checklist(), "", raw.get("passport_country", ""), event_ends
    with checks.at("passport_number"):
        number = re.sub(r"[\s.-]", "", clean(raw.get("passport_number", ""))).translate(_DIGITS).upper()
        if not _NUMBER.fullmatch(number):
            raise Wrong("not-a-passport" if number else "missing")
    with checks.at("passport_country"):
        if not is_country(country):
            raise Wrong("unknown-choice" if country else "missing")
    with checks.at("passport_expires"):
        expires = _day(raw.get("passport_expires", ""))
        if expires <= event_ends:
            raise Wrong("passport-expires")
    checks.settle()
    return PassportFacts(number, country, expires)


def _day(text: str) -> date:
    if not text.strip():
        raise Wrong("missing")
    try:
        return date.fromisoformat(text.strip().translate(_DIGITS))
    except ValueError as error:
        raise Wrong("not-a-day") from error

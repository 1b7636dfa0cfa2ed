"""References of letters: a prefix, the kind, the year and a number given once; and why a letter cannot be written."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.kernel.errors import Refusal
from app.kernel.i18n import N_

CODES: Mapping[str, str] = {
    "invitation": "INV",
    "visa": "VISA",
    "participation": "PART",
    "certificate": "CERT",
}
WRITTEN_TO: Mapping[str, frozenset[str]] = {
    "invitation": frozenset({"invited", "submitted", "waiting", "approved"}),
    "visa": frozenset({"submitted", "approved"}),
    "participation": frozenset({"approved"}),
    "certificate": frozenset({"approved"}),
}
"""States of those whom a letter of each kind is written for."""

LONGEST_PREFIX = 20


class NoLetter(Refusal):
    """This person gets no such letter as things stand."""

    code = "no-letter"
    message = N_("A letter of this kind is not written for someone in this state.")


class NoPassport(NoLetter):
    """Support for a visa names the passport, which the delegate has not given yet."""

    code = "no-passport"
    message = N_(
        "The passport is missing: the delegate gives it under travel and stay, where a visa is needed."
    )


class NotToWithdraw(Refusal):
    """The letter was withdrawn before."""

    code = "letter-withdrawn"
    message = N_("This letter was withdrawn before.")


def prefix_of(typed: str, slug: str) -> str:
    """The prefix of an event's references: what was typed, else its address in capitals."""
    return re.sub(r"[^A-Z0-9-]+", "-", (typed or slug).upper()).strip("-")[:LONGEST_PREFIX] or "EVENT"


def reference(prefix: str, kind: str, year: int, number: int) -> str:
    """NKC/INV/2027/0012: numbers run by event and kind, without gaps."""
    return f"{prefix}/{CODES[kind]}/{year}/{number:04d}"


def check_state(kind: str, state: str) -> None:
    """Raise NoLetter where a letter of this kind is not written for someone in this state."""
    if state not in WRITTEN_TO[kind]:
        raise NoLetter

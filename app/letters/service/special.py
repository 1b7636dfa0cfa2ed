"""Kinds of letters that a higher slice makes: it knows who gets one, what else is said in it, and how it looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.letters.exports import LetterPaper, letter_pdf
from app.letters.rules.references import check_state
from app.registration.models import Registration


def _nothing(_person: Registration, _sample: bool) -> Mapping[str, str]:
    return {}


def _anybody(_person: Registration) -> None:
    """Every state that the kind is written for is enough."""


@dataclass(frozen=True)
class Special:
    """How one kind is made. `check` raises NoLetter for whoever gets none; `facts` are said in the language spoken."""

    check: Callable[[Registration], None] = _anybody
    facts: Callable[[Registration, bool], Mapping[str, str]] = _nothing
    pdf: Callable[[LetterPaper], bytes] = letter_pdf


_known: dict[str, Special] = {}


def make_specially(kind: str, special: Special) -> None:
    """Let a higher slice make a kind of letter."""
    _known[kind] = special


def special_of(kind: str) -> Special:
    """How a kind is made: as every letter, unless a slice said otherwise."""
    return _known.get(kind, Special())


def check_person(kind: str, person: Registration) -> None:
    """Raise NoLetter for whoever gets no letter of this kind as things stand."""
    check_state(kind, person.state)
    special_of(kind).check(person)

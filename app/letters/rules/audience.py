"""Who of those that a filter names is written to, in which language, and who is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.kernel.i18n import N_

UNREACHED: Mapping[str, str] = {
    "no-address": N_("No mail address"),
    "came-back": N_("A mail to this address came back"),
    "no-letter": N_("No letter was released for them"),
}
"""Why somebody of a sending gets no mail."""


@dataclass(frozen=True)
class Person:
    """Somebody whom a filter names."""

    id: UUID
    name: str
    email: str  # '' = none
    language: str


@dataclass(frozen=True)
class Audience:
    """The count before a sending."""

    people: Sequence[Person]
    by_language: Mapping[str, int]  # of those who get it
    no_address: Sequence[Person]
    came_back: Sequence[Person]
    no_letter: Sequence[Person]
    shared: Mapping[str, Sequence[Person]]  # address to the people behind it, where there are several

    @property
    def reached(self) -> int:
        """How many mails leave."""
        return sum(self.by_language.values())


def counted(
    people: Sequence[Person],
    languages: Sequence[str],
    blocked: Collection[str],
    has_letter: Collection[UUID] | None,
) -> Audience:
    """Sort people by what happens with them; `languages` are those that the words are written in.

    `has_letter` holds those for whom the letter to attach was released; None where none is attached.
    """
    able = [one for one in people if one.email and one.email not in blocked]
    reached = [one for one in able if has_letter is None or one.id in has_letter]
    behind: dict[str, list[Person]] = {}
    for one in reached:
        behind.setdefault(one.email, []).append(one)
    return Audience(
        people,
        Counter(spoken(one.language, languages) for one in reached)
        if languages
        else Counter({"": len(reached)}),
        [one for one in people if not one.email],
        [one for one in people if one.email and one.email in blocked],
        [one for one in able if one not in reached],
        {email: several for email, several in behind.items() if len(several) > 1},
    )


def spoken(wish: str, languages: Sequence[str]) -> str:
    """The language in which somebody gets it: their own where the words are written in it, else the first."""
    return wish if wish in languages else languages[0]

"""Words that name one person, and whether they stand in a text."""

from __future__ import annotations

from collections.abc import Iterable

LEAST = 4  # letters; a shorter word stands in too many texts to mean one person


def identifying(values: Iterable[object]) -> frozenset[str]:
    """Those of the values that name or reach a person: texts of at least four letters."""
    return frozenset(str(one).strip() for one in values if isinstance(one, str) and len(one.strip()) >= LEAST)


def names_one(said: str, words: Iterable[str]) -> frozenset[str]:
    """Which of the words stand in a text, however they are capitalised."""
    folded = said.casefold()
    return frozenset(word for word in words if word.casefold() in folded)

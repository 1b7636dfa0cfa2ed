"""A line of a table as answers: words of three languages become the keys that forms send."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.accreditation.rules.exchange import TOLD, spelt
from app.registration.rules import CORE, Kind, Questions, field_of

Words = Mapping[str, Iterable[str]]
"""Key to the words that mean it, in every language."""

NOTHING = frozenset({"", "-", "–", "—", "n/a", "/", "."})
"""How people say that a cell is empty."""


@dataclass(frozen=True)
class Matching:
    """Which field each column fills, by its place; what is said where a line leaves the field empty."""

    columns: Mapping[int, str]
    defaults: Mapping[str, str]

    def as_plain(self) -> dict[str, dict[str, str]]:
        """For storing."""
        columns = {str(place): name for place, name in self.columns.items()}
        return {"columns": columns, "defaults": dict(self.defaults)}

    @classmethod
    def of_plain(cls, plain: Mapping[str, Mapping[str, str]]) -> Matching:
        """What was stored."""
        columns = {int(place): name for place, name in plain.get("columns", {}).items()}
        return cls(columns, dict(plain.get("defaults", {})))

    @cached_property
    def by_field(self) -> Mapping[str, int]:
        """The place of each field's column."""
        return {name: place for place, name in self.columns.items()}


@dataclass(frozen=True)
class Vocabulary:
    """What words mean in each field that offers a choice: words as `spelt`, to keys."""

    keys: Mapping[str, Mapping[tuple[str, ...], str]]
    several: frozenset[str]  # fields that hold several choices

    def key(self, name: str, cell: str) -> str:
        """The key that a word means; the word itself where nobody knows it."""
        known = self.keys.get(name)
        if known is None:
            return cell
        if name in self.several:
            return "\n".join(known.get(spelt(part), part.strip()) for part in re.split(r"[\n;,،؛]+", cell))
        return known.get(spelt(cell), cell)


def vocabulary(questions: Questions, words: Mapping[str, Words]) -> Vocabulary:
    """All that choices are called: `words` by field, and those of the event's categories and own questions."""
    named = {one.key: one.name.values() for one in questions.categories}
    fields: dict[str, Words] = {**words, "category": named}
    several = set()
    for one in questions.form.questions():
        if one.key in CORE:
            continue
        if one.kind in (Kind.ONE, Kind.SEVERAL):
            fields[field_of(one.key)] = {choice.key: choice.label.values() for choice in one.choices}
        if one.kind is Kind.SEVERAL:
            several.add(field_of(one.key))
        if one.kind is Kind.YESNO:
            fields[field_of(one.key)] = words["yes-no"]
        if one.kind is Kind.COUNTRY:
            fields[field_of(one.key)] = words["country"]
    return Vocabulary(
        {
            name: {spelt(word): key for key, meanings in meant.items() for word in (key, *meanings)}
            for name, meant in fields.items()
        },
        frozenset(several),
    )


def answers_of(cells: Sequence[str], matching: Matching, known: Vocabulary) -> dict[str, str]:
    """What a line says, by the fields of the form; a cell that says nothing is left out."""
    said: dict[str, str] = {}
    for place, name in matching.columns.items():
        cell = cells[place] if place < len(cells) else ""
        if name in TOLD or cell.strip().casefold() in NOTHING:
            continue
        said[name] = known.key(name, cell)
    return said

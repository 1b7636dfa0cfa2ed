"""Which entries of three versions of a list are the same thing: by key, or by what they are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.events.rules.parts import City, Organiser

Named = Mapping[str, Any]
"""The entries of one version by a label that the three versions share, in that version's order."""


def align(*versions: Sequence[Any]) -> tuple[Named, ...]:
    """Entries of the same list in several versions, under labels that say which are the same."""
    known: dict[str, list[Any]] = {}
    return tuple(_label(version, known) for version in versions)


def place(name: str, label: str) -> str:
    """How an entry is called in a report, such as sessions[opening]."""
    return f"{name}[{label}]"


def _label(version: Sequence[Any], known: dict[str, list[Any]]) -> Named:
    """The clearest matches come first, so that a namesake does not take another's place."""
    labels: dict[int, str] = {}
    free = dict(known)
    for alike in (_same, _akin):
        for index, entry in enumerate(version):
            if index in labels:
                continue
            found = (label for label, others in free.items() if any(alike(entry, other) for other in others))
            if (label := next(found, None)) is not None:
                labels[index] = label
                del free[label]
    for index, entry in enumerate(version):
        if index not in labels:
            labels[index] = next(label for label in _new_labels(entry) if label not in known)
        known.setdefault(labels[index], []).append(entry)
    return {labels[index]: entry for index, entry in enumerate(version)}


def _same(one: Any, other: Any) -> bool:
    """Keyed entries are the same by their key, cities and organisers where nothing of their names differs."""
    if isinstance(one, City | Organiser):
        return _kind(one) == _kind(other) and one.name == other.name
    return bool(one.key == other.key)


def _akin(one: Any, other: Any) -> bool:
    """A city or organiser whose name was corrected in one language is still the same."""
    if not isinstance(one, City | Organiser):
        return False
    return _kind(one) == _kind(other) and bool(one.name.items() & other.name.items())


def _kind(entry: City | Organiser) -> str:
    return entry.country if isinstance(entry, City) else entry.role


def _new_labels(entry: Any) -> Iterator[str]:
    name = (
        f"{_kind(entry)} {entry.name.pick('en')}" if isinstance(entry, City | Organiser) else str(entry.key)
    )
    yield name
    number = 2
    while True:
        yield f"{name} ({number})"
        number += 1

"""What the agenda asks of the registrations above it: how many come, who somebody is, who is meant by a name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, cast
from uuid import UUID

from flask import Flask, current_app


@dataclass(frozen=True)
class Headcount:
    """How many delegates are approved, in all and by the key of their category."""

    total: int = 0
    by_category: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Delegate:
    """A delegate as the agenda's forms name them; `place` in the reader's language, `category` a key."""

    id: UUID
    name_ar: str
    name_latin: str
    place: str
    category: str


class Directory(Protocol):
    """Who answers; the slice of registrations does."""

    def headcount(self, event_id: UUID) -> Headcount:
        """How many are approved."""

    def called(self, event_id: UUID, words: str) -> Sequence[Delegate]:
        """Delegates whose name, city or address holds these words, at most some dozens."""

    def named(self, event_id: UUID, ids: Collection[UUID]) -> Mapping[UUID, Delegate]:
        """The delegates of these ids; who is gone is left out."""


def register_directory(app: Flask, directory: Directory) -> None:
    """Let the slice that keeps the delegates answer."""
    app.extensions["agenda-directory"] = directory


def directory() -> Directory:
    """Who answers here."""
    return cast(Directory, current_app.extensions["agenda-directory"])

"""Attendance lists after the fact: who was there by scan, by signature, by both, by neither; persons against places."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.attendance.rules.listing import by_name
from app.attendance.rules.presence import Mark
from app.attendance.rules.register import Register
from app.registration.rules.face import Face

SHOWS: Mapping[str, Callable[[Mark, bool], bool]] = {
    "all": lambda mark, expected: expected or mark.scanned or mark.signed is not None,
    "present": lambda mark, _expected: mark.present,
    "absent": lambda mark, expected: expected and not mark.present,
    "scanned": lambda mark, _expected: mark.scanned,
    "signed": lambda mark, _expected: mark.signed is not None,
    "both": lambda mark, _expected: mark.scanned and mark.signed is not None,
    "scan-only": lambda mark, _expected: mark.scanned and mark.signed is None,
    "signature-only": lambda mark, _expected: mark.signed is not None and not mark.scanned,
    "neither": lambda mark, expected: expected and not mark.scanned and mark.signed is None,
}
"""What a list may show: each judges a mark and whether the person was expected."""


@dataclass(frozen=True)
class Wanted:
    """Which people a list is about; empty fields do not narrow it."""

    show: str = "all"
    category: str = ""
    country: str = ""

    def keeps(self, face: Face) -> bool:
        """True for a person whom the list is about."""
        return self.category in ("", face.category) and self.country in ("", face.country)


@dataclass(frozen=True)
class Record:
    """One person on the list of one place."""

    face: Face
    expected: bool
    mark: Mark


@dataclass(frozen=True)
class Matrix:
    """Persons against places: `keys` are the columns, each row holds a mark for each of them."""

    keys: tuple[str, ...]
    rows: tuple[tuple[Face, tuple[Mark, ...]], ...]

    @property
    def totals(self) -> tuple[int, ...]:
        """How many of these people were present at each place."""
        return tuple(sum(marks[at].present for _face, marks in self.rows) for at in range(len(self.keys)))


def recorded(register: Register, key: str, wanted: Wanted, language: str) -> list[Record]:
    """The list of one place, by name in the list's script; KeyError for an unknown place."""
    expected, shown = register.expected(key), SHOWS[wanted.show]
    found = [
        Record(face, who in expected, register.mark(who, key))
        for who, face in register.people.items()
        if wanted.keeps(face)
    ]
    kept = [one for one in found if shown(one.mark, one.expected)]
    return sorted(kept, key=lambda one: by_name(one.face, language))


def matrix(register: Register, keys: Sequence[str], wanted: Wanted, language: str) -> Matrix:
    """Everybody whom at least one of these places shows, against all of them."""
    expected = {key: register.expected(key) for key in keys}
    shown = SHOWS[wanted.show]

    def marks(who: UUID) -> tuple[Mark, ...]:
        return tuple(register.mark(who, key) for key in keys)

    faces = sorted(
        (face for face in register.people.values() if wanted.keeps(face)),
        key=lambda face: by_name(face, language),
    )
    rows = [(face, marks(face.registration)) for face in faces]
    kept = [
        (face, own)
        for face, own in rows
        if any(shown(mark, face.registration in expected[key]) for key, mark in zip(keys, own, strict=True))
    ]
    return Matrix(tuple(keys), tuple(kept))

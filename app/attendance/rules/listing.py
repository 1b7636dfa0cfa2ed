"""Attendance of one session: who was expected, who came, in the order of a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.attendance.rules.presence import ABSENT, Mark
from app.checkin.rules import CheckpointFacts
from app.kernel.clock import Instant
from app.kernel.i18n import Text
from app.registration.rules.face import Face


@dataclass(frozen=True)
class Row:
    """One person on the list; times in UTC, None where nothing was scanned."""

    face: Face
    expected: bool
    present: bool
    first_in: Instant | None
    last_out: Instant | None
    minutes: int

    @property
    def attended(self) -> bool:
        """True for whoever was admitted at least once."""
        return self.first_in is not None


@dataclass(frozen=True)
class Attendance:
    """One session's attendance as far as known at `as_of`."""

    key: str
    title: Text
    room: Text
    starts: Instant | None
    ends: Instant | None
    as_of: Instant
    rows: tuple[Row, ...]

    @property
    def expected(self) -> int:
        """How many approved people were expected."""
        return sum(row.expected for row in self.rows)

    @property
    def attended(self) -> int:
        """How many came."""
        return sum(row.attended for row in self.rows)

    @property
    def present(self) -> int:
        """How many are inside now, by the log."""
        return sum(row.present for row in self.rows)


def rows(
    faces: Sequence[Face], place: CheckpointFacts, marks: Mapping[UUID, Mark], language: str
) -> tuple[Row, ...]:
    """Everyone expected at the place and whoever came besides, by name in the list's script."""
    listed = []
    for face in faces:
        seen = marks.get(face.registration, ABSENT)
        wanted = place.awaits(face.category, face.registration)
        if wanted or seen.first_in:
            listed.append(Row(face, wanted, seen.inside, seen.first_in, seen.last_out, seen.minutes))
    return tuple(sorted(listed, key=lambda row: by_name(row.face, language)))


def by_name(face: Face, language: str) -> tuple[str, str]:
    """The name that a list in this language is ordered by: the Arabic one in Arabic, else the Latin one."""
    first, second = (face.name_ar, face.name_latin) if language == "ar" else (face.name_latin, face.name_ar)
    return (first or second).casefold(), str(face.registration)

"""What is still open at a place while people are there: who scanned and did not sign, who is missing, which pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from app.attendance.rules.presence import Signed
from app.attendance.rules.register import Register


@dataclass(frozen=True)
class Gaps:
    """Registrations unless said otherwise; `pages` are (reference, page) of printed sheets that nobody handed in."""

    unsigned: tuple[UUID, ...]
    unscanned: tuple[UUID, ...]
    speakers_missing: tuple[UUID, ...]  # registrations, or speakers who have none
    pages: tuple[tuple[str, int], ...]

    @property
    def open(self) -> int:
        """How many things are open."""
        return len(self.unsigned) + len(self.unscanned) + len(self.speakers_missing) + len(self.pages)


def gaps(
    register: Register,
    key: str,
    speakers: Iterable[UUID],
    signed_speakers: Mapping[UUID, Signed],
    pages: Collection[tuple[str, int]],
) -> Gaps:
    """The gaps of one place; `speakers` are its registrations or speakers who should have signed or been scanned."""
    marks = register.marks[key]
    unsigned = [who for who, mark in marks.items() if mark.scanned and mark.signed is None]
    unscanned = [who for who, mark in marks.items() if mark.signed is not None and not mark.scanned]
    here = {who for who, mark in marks.items() if mark.scanned or mark.signed is not None} | set(
        signed_speakers
    )
    missing = [who for who in dict.fromkeys(speakers) if who not in here]
    return Gaps(tuple(unsigned), tuple(unscanned), tuple(missing), tuple(sorted(pages)))

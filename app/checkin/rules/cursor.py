"""How far a device has read: what its next question for the roster begins after."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

_WRITTEN = re.compile(r"([0-9]{1,9})\.([0-9]{1,9})\.([0-9]{1,9})(?:\.([0-9a-f]{32}))?")


@dataclass(frozen=True)
class Cursor:
    """The event's version and the last entry of the journal and of the scan log; both are numbered in the order
    of their commits, so that nothing that was being written while a device asked can be missed. `reached` is the last
    person told, while not everybody has been."""

    version: int
    journal: int
    scan: int
    reached: UUID | None = None

    def __str__(self) -> str:
        """As devices keep it; it means nothing to them."""
        told = f"{self.version}.{self.journal}.{self.scan}"
        return f"{told}.{self.reached.hex}" if self.reached is not None else told

    def follows(self, end: Cursor) -> bool:
        """True when changes since this cursor can be told: same version of the event, not ahead of the end."""
        return self.version == end.version and self.journal <= end.journal and self.scan <= end.scan


def parse_cursor(text: str) -> Cursor | None:
    """Read a cursor back; None for anything else, which asks for everything."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    *numbers, reached = found.groups()
    version, journal, scan = map(int, numbers)
    return Cursor(version, journal, scan, UUID(hex=reached) if reached else None)

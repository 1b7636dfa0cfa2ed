"""How far a device has read: what its next question for the roster begins after."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WRITTEN = re.compile(r"([0-9]{1,9})\.([0-9]{1,9})\.([0-9]{1,9})")


@dataclass(frozen=True)
class Cursor:
    """The event's version and the last entry of the journal and of the scan log; both are numbered in the order
    of their commits, so that nothing that was being written while a device asked can be missed."""

    version: int
    journal: int
    scan: int

    def __str__(self) -> str:
        """As devices keep it; it means nothing to them."""
        return f"{self.version}.{self.journal}.{self.scan}"

    def follows(self, end: Cursor) -> bool:
        """True when changes since this cursor can be told: same version of the event, not ahead of the end."""
        return self.version == end.version and self.journal <= end.journal and self.scan <= end.scan


def parse_cursor(text: str) -> Cursor | None:
    """Read a cursor back; None for anything else, which asks for everything."""
    found = _WRITTEN.fullmatch(text)
    return Cursor(*map(int, found.groups())) if found else None

"""Where a pack is cut: the newest line of each chain that counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Position:
    """Numbers in the journal, the log of scans and the log of signatures; 0 where a chain is empty."""

    journal: int
    scans: int
    signatures: int

    @property
    def name(self) -> str:
        """How people call it, such as J412-S1893-G240."""
        return f"J{self.journal}-S{self.scans}-G{self.signatures}"

"""What a badge shows: an event's choice, or that of one category."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Part = Literal["honorific", "second", "function", "place", "flag", "photo", "dates", "logos"]
PARTS: tuple[Part, ...] = get_args(Part)
"""What may be left out. Title, category, first name, code and funding block may not."""

Back = Literal["none", "same", "agenda", "note"]
BACKS: tuple[Back, ...] = get_args(Back)
"""Nothing; the front again, because badges turn round; the programme in two languages; the house's own words."""

USUAL: frozenset[Part] = frozenset(PARTS) - {"photo"}


@dataclass(frozen=True)
class Design:
    """The parts that a badge shows and its back; `note` (wifi, whom to call) maps language to text."""

    parts: frozenset[Part] = USUAL
    back: Back = "none"
    note: Mapping[str, str] = field(default_factory=dict)

    def shows(self, part: Part) -> bool:
        """True when this part is wanted."""
        return part in self.parts

"""What doors, lists and badges show of a registered person: no address, no phone, no answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.kernel.i18n import Text


@dataclass(frozen=True)
class Face:
    """Names in both scripts (either may be empty), function, where from, category with name and colour."""

    registration: UUID
    name_ar: str
    name_latin: str
    honorific: str
    function: str
    city: Text  # a city that the event does not know stands under the language ""
    country: str
    category: str
    category_name: Text
    colour: str

    def as_json(self) -> dict[str, Any]:
        """The form that the API gives to doors and programs."""
        return {
            "name_ar": self.name_ar,
            "name_latin": self.name_latin,
            "function": self.function,
            "city": self.city[""] if "" in self.city else dict(self.city),
            "country": self.country,
            "category": self.category,
            "category_name": dict(self.category_name),
            "colour": self.colour,
        }

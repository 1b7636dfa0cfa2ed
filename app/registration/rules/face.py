"""What doors, lists and badges show of a registered person: no address, no phone, no answer."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

from app.kernel.i18n import Text


class Face(NamedTuple):
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
            "city": self.city[""] if "" in self.city else self.city.as_json(),
            "country": self.country,
            "category": self.category,
            "category_name": self.category_name.as_json(),
            "colour": self.colour,
        }

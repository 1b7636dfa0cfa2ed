"""Answers as columns and as the journal tells them."""

from __future__ import annotations

from typing import Any

from app.kernel.signing import seal
from app.registration import queries
from app.registration.models import Registration
from app.registration.rules import Answers

PRIVATE = frozenset({"diet", "access"})
"""Answers that tell of faith or health: the journal says that they changed, never what they say."""

PLAIN = (
    "honorific", "name_ar", "name_latin", "function", "category_id", "country", "city_id", "city_typed",
    "email", "phone", "gender", "interpretation", "diet", "language", "search",
)  # fmt: skip
"""Answers that are stored as they are; `access` is sealed."""

SAID = (
    "honorific", "name_ar", "name_latin", "function", "category", "country", "city", "email", "phone", "gender",
    "language", "interpretation", "diet", "access",
)  # fmt: skip
"""Answers that the journal tells."""


def columns(answers: Answers) -> dict[str, Any]:
    """The answers by the column that keeps each."""
    return {
        **{name: getattr(answers, name) for name in PLAIN},
        "access_sealed": seal(answers.access) if answers.access else None,
    }


def said(registration: Registration) -> dict[str, Any]:
    """What a registration says, as the journal tells it."""
    city = registration.city
    inside = {
        "category": registration.category.key,
        "city": city.name.pick("en") if city else registration.city_typed,
        "access": queries.access_needs(registration),
    }
    return {name: inside[name] if name in inside else getattr(registration, name) for name in SAID}


def veiled(told: dict[str, Any], instead: str) -> dict[str, Any]:
    """The same without what tells of faith or health."""
    return {name: instead if name in PRIVATE else value for name, value in told.items()}

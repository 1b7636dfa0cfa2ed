"""Two registrations of one person became one: the one that stays learns of the journey from the other."""

from __future__ import annotations

from typing import Any

from app.registration import queries as registrations
from app.registration import signals as registered
from app.registration.models import Registration
from app.travel import queries
from app.travel.rules import joined
from app.travel.service.saving import save


def listen() -> None:
    """Follow the registrations that are merged."""
    registered.merged.connect(_on_merged)


def _on_merged(_sender: object, registration: Registration, other: Registration, **_more: Any) -> None:
    mine, theirs = (queries.stay_of(queries.find(one.id)) for one in (registration, other))
    both = joined(mine, theirs)
    if both != mine:
        passport = registrations.find_passport(other.id) if both.visa == "yes" != mine.visa else None
        save(registration.id, both, passport)

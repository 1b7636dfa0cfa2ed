"""Who may see whom without an account at the desk: a delegate themselves, a focal point their own delegation."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Person:
    """Somebody who might be seen: the registration, its event and its delegation (None for who came alone)."""

    id: UUID
    event: UUID
    delegation: UUID | None


@dataclass(frozen=True)
class Viewer:
    """Who looks, by a secret link: a delegate by their registration, or a focal point by the delegation; never both."""

    event: UUID
    registration: UUID | None = None
    delegation: UUID | None = None


def may_see(viewer: Viewer, person: Person) -> bool:
    """True for oneself and, for a focal point, for people of the own delegation at the own event; else nobody.

    Categories and delegations never see each other: there is no page on which delegates meet others' names.
    """
    if viewer.event != person.event:
        return False
    if viewer.registration is not None:
        return viewer.registration == person.id
    return viewer.delegation is not None and viewer.delegation == person.delegation

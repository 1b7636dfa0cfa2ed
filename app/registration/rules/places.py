"""Who still gets a place: capacity of the event and of each category, quotas of a delegation, the waiting line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.kernel.errors import Refusal
from app.kernel.i18n import N_


class NoPlace(Refusal):
    """The event or the category is full, and this act does not wait."""

    code = "no-place"
    message = N_("No place is free here. Raise the number of places first, or wait until one falls free.")


class QuotaUsed(Refusal):
    """The delegation has named as many people as it may, in all or of this category."""

    code = "quota-used"
    message = N_("This delegation has used all its places for this category.")
    field = "category"


@dataclass(frozen=True)
class Places:
    """How many places there are (None: no limit) and how many are held, in all and by category."""

    event: int | None
    categories: Mapping[UUID, int | None]
    held: Mapping[UUID, int]

    def free(self, category: UUID) -> bool:
        """True when one more of this category finds a place."""
        own = self.categories.get(category)
        in_all = self.event is None or sum(self.held.values()) < self.event
        return in_all and (own is None or self.held.get(category, 0) < own)

    def with_one_more(self, category: UUID) -> Places:
        """The same after one more took a place."""
        held = {**self.held, category: self.held.get(category, 0) + 1}
        return Places(self.event, self.categories, held)


def next_in_line(places: Places, line: Iterable[tuple[UUID, UUID]]) -> Sequence[UUID]:
    """Whom free places are offered to: of (registration, category) in the line's order, each who finds one.

    Who waits for a category that is full does not hold up those behind who wait for another.
    """
    called: list[UUID] = []
    for registration, category in line:
        if places.free(category):
            called.append(registration)
            places = places.with_one_more(category)
    return called


@dataclass(frozen=True)
class QuotaFacts:
    """What a delegation may send: in all (None: no limit beyond the categories'), and of each category named.

    With categories named and no number in all, a category that is not named has no place.
    """

    places: int | None
    categories: Mapping[UUID, int]

    def allows(self, sent: Mapping[UUID, int], category: UUID) -> bool:
        """True when one more of this category may come beside those that were `sent`, by category."""
        if self.places is not None and sum(sent.values()) >= self.places:
            return False
        if category in self.categories:
            return sent.get(category, 0) < self.categories[category]
        return self.places is not None or not self.categories

    @property
    def total(self) -> int | None:
        """How many may come in all; None without a limit."""
        named = sum(self.categories.values()) if self.categories else None
        if self.places is None or named is None:
            return named if self.places is None else self.places
        return self.places

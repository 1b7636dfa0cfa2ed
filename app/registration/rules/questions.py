"""What an event asks its delegates: the facts that answers are checked against."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from uuid import UUID

from app.events.rules import Window, foremost
from app.kernel.clock import Instant
from app.kernel.i18n import Text
from app.registration.rules.folding import words
from app.registration.rules.form import Form, default_form
from app.registration.rules.names import alike

GENDERS = ("female", "male", "other", "unsaid")
NO_INTERPRETATION = "none"


_words_of = lru_cache(maxsize=4096)(words)  # names of cities, which every registration is held against


@dataclass(frozen=True)
class KnownCategory:
    """A kind of delegate that may be chosen."""

    id: UUID
    key: str
    name: Text
    window: Window | None = None  # when one can register in it, where it differs from the event's


@dataclass(frozen=True)
class KnownCity:
    """A city that the event knows."""

    id: UUID
    country: str
    name: Text


@dataclass(frozen=True)
class AskedConsent:
    """One question of consent."""

    key: str
    required: bool
    text: Text
    version: int = 1  # of its words


@dataclass(frozen=True)
class Questions:
    """What one event asks, and what it offers as answers; languages in the event's order."""

    languages: tuple[str, ...]  # that the program writes in
    fallback: tuple[str, ...]  # the event's own, for texts that lack the visitor's
    interpretation: tuple[str, ...]  # heard in at least one session; () = not asked
    network: tuple[str, ...]  # countries offered first
    categories: tuple[KnownCategory, ...]
    consents: tuple[AskedConsent, ...]
    cities: tuple[KnownCity, ...]
    window: Window  # when one can register, for the categories that say nothing else
    form: Form = field(default_factory=default_form)  # the version that is answered
    by_focal: bool = (
        False  # asked of who speaks for another: no address is needed, what the event added may come later
    )

    def window_of(self, category: KnownCategory) -> Window:
        """When one can register in a category."""
        return category.window or self.window

    def told(self, now: Instant) -> Window:
        """The hours to tell of: open while one can register in some category."""
        return foremost([self.window_of(one) for one in self.categories] or [self.window], now)

    def open_at(self, now: Instant) -> Questions:
        """The same with the categories that are open alone."""
        return replace(
            self, categories=tuple(one for one in self.categories if self.window_of(one).is_open(now))
        )

    def find_category(self, key: str) -> KnownCategory | None:
        """The category of this key."""
        return next((category for category in self.categories if category.key == key), None)

    def find_city(self, typed: str, country: str) -> KnownCity | None:
        """The one known city of the country whose name, in any language and near spelling, was typed."""
        here = [city for city in self.cities if city.country == country]
        wanted = words(typed)
        same = [city for city in here if any(_words_of(name) == wanted for name in city.name.values())]
        near = same or [city for city in here if any(alike(typed, name) for name in city.name.values())]
        return near[0] if len(near) == 1 else None

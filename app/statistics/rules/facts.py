"""What figures are counted from: who people are as far as counts need it, and where they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from app.attendance.rules import Kind, Place
from app.kernel.clock import Instant
from app.kernel.i18n import Text
from app.registration.rules import APPROVED, INVITED
from app.statistics.rules.quorum import Quorum

FEMALE, MALE, OTHER, UNSAID = GENDERS = ("female", "male", "other", "unsaid")
"""As declared; whoever did not answer, or would rather not say, is `unsaid`."""

ELSEWHERE = "elsewhere"
"""The key of cities that the event does not know."""


@dataclass(frozen=True)
class Position:
    """The last line of each chain that counts: scans, journal, signatures; 0 = none."""

    scans: int
    journal: int
    signatures: int


@dataclass(frozen=True)
class Person:
    """A registration as counts need it; `city` is a key of the facts' cities, or ELSEWHERE."""

    state: str
    category: str
    city: str
    country: str
    gender: str
    delegation: str
    submitted: Instant
    decided: Instant | None

    @property
    def registered(self) -> bool:
        """True for whoever sent the form; an invitation alone is none."""
        return self.state != INVITED

    @property
    def approved(self) -> bool:
        """True while the approval stands."""
        return self.state == APPROVED


@dataclass(frozen=True)
class Named:
    """A row that figures may have: a category, a city, a delegation."""

    key: str
    name: Text
    member: bool = False  # of the network
    places: int | None = None


@dataclass(frozen=True)
class Presence:
    """Who was where, by place of record: by the event's rule, and inside by the log at that moment."""

    present: Mapping[str, frozenset[UUID]]
    inside: Mapping[str, frozenset[UUID]]
    expected: Mapping[str, frozenset[UUID]]
    arrivals: Mapping[int, Mapping[UUID, Instant]]  # by day, the first way in of each person on it
    arrived: Mapping[UUID, Instant | None]  # the first way in of all; None: present by a signature only


@dataclass(frozen=True)
class Facts:
    """All that an event's figures are counted from, at one position of its logs."""

    as_of: Instant
    zone: str
    places: Mapping[str, Place]
    people: Mapping[UUID, Person]
    presence: Presence
    categories: tuple[Named, ...]
    cities: tuple[Named, ...]
    delegations: tuple[Named, ...]
    roles: tuple[tuple[str, str, str], ...] = ()  # role, speaker, gender
    quorums: tuple[Quorum, ...] = ()
    approved: frozenset[UUID] = field(default=frozenset())

    def of_kind(self, kind: Kind) -> tuple[Place, ...]:
        """The places of one kind, by time."""
        return tuple(place for place in self.places.values() if place.kind is kind)


@dataclass(frozen=True)
class Filter:
    """Which people and which place are looked at; "" does not narrow."""

    place: str = ""
    category: str = ""
    country: str = ""
    gender: str = ""

    def takes(self, one: Person) -> bool:
        """True for a person who is among those looked at."""
        wanted = (
            (self.category, one.category), (self.country, one.country), (self.gender, one.gender),
        )  # fmt: skip
        return all(not asked or asked == own for asked, own in wanted)

    @property
    def narrows(self) -> bool:
        """True where not everybody is looked at."""
        return bool(self.category or self.country or self.gender)

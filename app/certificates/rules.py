"""Who gets a certificate, from presence as the event's rule judges it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.attendance.rules import Kind, Mark, Place
from app.kernel.i18n import N_
from app.letters.rules.references import NoLetter

MOST_HALFDAYS = 60


class NotPresent(NoLetter):
    """Somebody who was not there, or not for long enough, gets no certificate."""

    code = "not-present"
    message = N_("Attended %(attended)s of %(halfdays)s half-days; a certificate asks for %(least)s.")


@dataclass(frozen=True)
class Presence:
    """One person's presence: half-days by the event's rule, and minutes at sessions and entrance."""

    attended: int
    halfdays: int
    minutes: int

    def qualifies(self, least: int) -> bool:
        """True for whoever attended so many half-days, and at least one."""
        return self.attended >= max(1, least)

    @property
    def hours(self) -> float:
        """To the half-hour, rounded down: what was not attended is never certified."""
        return self.minutes // 30 / 2


def presence(places: Iterable[Place], marks: Mapping[str, Mark]) -> Presence:
    """Count one person's half-days; `marks` are theirs by the key of the place."""
    halfdays = [place for place in places if place.kind is Kind.HALFDAY]
    attended = [place for place in halfdays if place.key in marks and marks[place.key].present]
    return Presence(len(attended), len(halfdays), sum(marks[place.key].minutes for place in attended))

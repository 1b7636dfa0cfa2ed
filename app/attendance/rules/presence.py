"""When somebody counts as present: the event's rule, and what it is held against at one place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.kernel.clock import Instant

MOST_MINUTES = 600
"""The most that a rule may ask for: longer than any session."""


class Measure(StrEnum):
    """What is asked of the scans: one way in, minutes inside, a share of the scheduled time, or nothing at all."""

    FIRST = "first"
    MINUTES = "minutes"
    SHARE = "share"
    NONE = "none"


class Paper(StrEnum):
    """What a signature does: enough by itself, asked for besides the scans, or of no weight."""

    COUNTS = "counts"
    NEEDED = "needed"
    IGNORED = "ignored"


class BadRule(ValueError):
    """A rule that cannot be met, or that everybody meets."""


@dataclass(frozen=True)
class Signed:
    """A signature that stands: its number in the event's chain, how it was given, and when."""

    number: int
    how: str
    at: Instant


@dataclass(frozen=True)
class Mark:
    """One person at one place: scans (`minutes` lie within the place's hours), signature, and what the rule says.

    `vouched` is also true where the sheet of the half-day or day around the place was signed.
    """

    first_in: Instant | None = None
    last_out: Instant | None = None
    minutes: int = 0
    inside: bool = False
    signed: Signed | None = None
    vouched: bool = False
    present: bool = False

    @property
    def scanned(self) -> bool:
        """True for whoever was let in at least once."""
        return self.first_in is not None


ABSENT = Mark()


@dataclass(frozen=True)
class Rule:
    """An event's rule of presence: `least` is minutes or per cent of the scheduled time; raises BadRule."""

    scan: Measure = Measure.FIRST
    least: int = 0
    signature: Paper = Paper.COUNTS

    def __post_init__(self) -> None:
        """Refuse what makes no sense."""
        most = {Measure.MINUTES: MOST_MINUTES, Measure.SHARE: 100}.get(self.scan, 0)
        if not (1 if most else 0) <= self.least <= most:
            raise BadRule("least")
        if self.scan is Measure.NONE and self.signature is not Paper.NEEDED:
            raise BadRule("signature")

    def present(self, mark: Mark, scheduled: int) -> bool:
        """Judge one person at a place of so many scheduled minutes."""
        if self.signature is Paper.COUNTS and mark.signed is not None:
            return True
        vouched = mark.vouched or self.signature is not Paper.NEEDED
        return vouched and self._measured(mark, scheduled)

    def _measured(self, mark: Mark, scheduled: int) -> bool:
        if self.scan is Measure.NONE:
            return True
        if not mark.scanned:
            return False
        if self.scan is Measure.MINUTES:
            # A session shorter than what is asked is met by whoever stayed for all of it.
            return mark.minutes >= min(self.least, scheduled or self.least)
        if self.scan is Measure.SHARE:
            return mark.minutes * 100 >= scheduled * self.least
        return True

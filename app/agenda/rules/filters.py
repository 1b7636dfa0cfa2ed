"""Which sessions a reader wants to see, and which of them run now or come next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from app.agenda.rules.publication import PublishedSession
from app.kernel.clock import Instant

SOON = timedelta(hours=16)
"""What comes later than the next morning is not called next: weeks before a meeting nothing is."""


@dataclass(frozen=True)
class Filter:
    """What a reader asked for: a kind, a room's key, a language spoken or interpreted; '' asks for nothing."""

    kind: str = ""
    room: str = ""
    spoken: str = ""

    def __bool__(self) -> bool:
        """True when anything is asked for."""
        return bool(self.kind or self.room or self.spoken)

    def keeps(self, one: PublishedSession) -> bool:
        """True for a session that answers to all that is asked for."""
        return (
            self.kind in ("", one.kind)
            and self.room in ("", one.room)
            and (not self.spoken or self.spoken in one.languages + one.interpretation)
        )


class Standing(StrEnum):
    """How a session stands to the present moment, where that is worth a mark."""

    NOW = "now"
    NEXT = "next"


def standings(sessions: Iterable[PublishedSession], now: Instant) -> Mapping[UUID, Standing]:
    """Sessions that run now, and those that begin next, all at the same moment; cancelled ones are neither."""
    planned = [one for one in sessions if not one.cancelled]
    found = {one.uid: Standing.NOW for one in planned if one.runs_at(now)}
    begins = min((one.starts_at for one in planned if one.starts_at > now), default=None)
    if begins is not None and begins - now <= SOON:
        found |= {one.uid: Standing.NEXT for one in planned if one.starts_at == begins}
    return found

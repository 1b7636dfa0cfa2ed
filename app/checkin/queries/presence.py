"""Who is where: from the log and from nothing else, and as the table of standings keeps it up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Uuid, bindparam, func, select

from app.checkin.models import Scan, Standing
from app.checkin.queries.log import countable
from app.checkin.rules import LoggedScan, Seen, counted, presence
from app.kernel.clock import Instant
from app.kernel.db import rows


def presence_at(event_id: UUID, key: str) -> dict[UUID, Seen]:
    """Who was and is at one checkpoint, derived from the log; rehearsal, held and undone scans do not count."""
    return presence(countable(event_id, key))


@dataclass(frozen=True)
class Stand:
    """Where one person stands at one checkpoint; `gate` let them in first."""

    present: bool
    first_in: Instant | None
    last_out: Instant | None
    gate: UUID | None


def stand(lines: Iterable[LoggedScan]) -> Stand | None:
    """What the lines of one person at one checkpoint come to; None where none of them counts."""
    moves = counted(lines)
    if not moves:
        return None
    first = next((one for one in moves if one.direction == "in"), None)
    last_out = next((one.at for one in reversed(moves) if one.direction == "out"), None)
    present = moves[-1].direction == "in"
    return Stand(present, first.at if first else None, last_out, first.device_id if first else None)


def from_nothing(event_id: UUID) -> dict[tuple[str, UUID], Stand]:
    """Everybody's standing at every checkpoint, from the whole log: what the table must always say."""
    by_pair: dict[tuple[str, UUID], list[LoggedScan]] = {}
    for one in countable(event_id):
        by_pair.setdefault((one.checkpoint, one.registration), []).append(one)
    found = {pair: stand(lines) for pair, lines in by_pair.items()}
    return {pair: one for pair, one in found.items() if one is not None}


def standings(event_id: UUID) -> dict[tuple[str, UUID], Stand]:
    """The same as the table says it."""
    return {(row[0], row[1]): Stand(*row[2:]) for row in rows(_STANDINGS, event=event_id)}


_EVENT = Standing.event_id == bindparam("event", type_=Uuid())
_STANDINGS = select(
    Standing.checkpoint, Standing.registration_id, Standing.present, Standing.first_in, Standing.last_out,
    Standing.device_id,
).where(_EVENT)  # fmt: skip


def attended(event_id: UUID) -> dict[str, int]:
    """How many people have been at each checkpoint so far, by its key."""
    return {key: came for key, came, _ in rows(_COUNTS, event=event_id)}


def arrived(event_id: UUID) -> set[UUID]:
    """Everyone who was let in anywhere at the event so far."""
    return {who for (who,) in rows(_ARRIVED, event=event_id)}


_COUNTS = (
    select(
        Standing.checkpoint,
        func.count(Standing.first_in),
        func.count().filter(Standing.present),
    )
    .where(_EVENT)
    .group_by(Standing.checkpoint)
)
_ARRIVED = select(Standing.registration_id).where(_EVENT, Standing.first_in.is_not(None)).distinct()


@dataclass(frozen=True)
class Inside:
    """How many are inside a checkpoint across all gates, and how many have been, as far as devices have delivered."""

    inside: int
    came: int


def inside(event_id: UUID) -> dict[str, Inside]:
    """By checkpoint, as far as devices have delivered."""
    return {key: Inside(now, came) for key, came, now in rows(_COUNTS, event=event_id)}


def last_received(event_id: UUID) -> Instant | None:
    """When the newest line of the log arrived."""
    found = rows(_NEWEST, event=event_id)
    return found[0][0] if found else None


_NEWEST = (
    select(Scan.received_at)
    .where(Scan.event_id == bindparam("event", type_=Uuid()))
    .order_by(Scan.number.desc())
    .limit(1)
)

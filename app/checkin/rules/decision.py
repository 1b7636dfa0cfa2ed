"""What a scan is answered: facts in, one outcome out. Its twin for the door is static/door/decide.js;
tests/checkin/vectors.json holds the two together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from app.checkin.rules.scanline import Direction
from app.kernel.clock import Instant


class Outcome(StrEnum):
    """The words of the contract; they never change."""

    ADMITTED = "admitted"
    ALREADY_IN = "already_in"
    LEFT = "left"
    NOT_EXPECTED = "not_expected"
    NOT_CONFIRMED = "not_confirmed"
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    NOT_ALLOWED = "not_allowed"
    INVALID = "invalid"


MOVING = frozenset({Outcome.ADMITTED, Outcome.ALREADY_IN, Outcome.LEFT})
"""Outcomes that say where somebody is. `already_in` is among them: a way out that arrives late may turn it
into a re-entry, and presence must not depend on the order of arrival."""

COUNTABLE = MOVING | {Outcome.NOT_EXPECTED, Outcome.NOT_CONFIRMED}
"""What may say where somebody is: who was refused by the badge alone is in all the same, if a line of an earlier
moment let them in here, whenever it arrives."""


@dataclass(frozen=True)
class BadgeFacts:
    """What is known of the badge that a code belongs to, at the moment of the scan."""

    registration: UUID
    category: str
    confirmed: bool = True
    revoked: bool = False


@dataclass(frozen=True)
class CheckpointFacts:
    """A checkpoint that this device may scan, and who is expected there.

    Category keys (none named: everyone, or by invitation nobody), and people by name, who are always expected.
    """

    key: str
    expected: frozenset[str] = frozenset()
    by_invitation: bool = False
    named: frozenset[UUID] = frozenset()

    def awaits(self, category: str, registration: UUID) -> bool:
        """True when this person is expected."""
        if registration in self.named:
            return True
        return category in self.expected if self.expected or self.by_invitation else True


class LoggedScan(NamedTuple):
    """A line of the scan log as the rules need it; `at` is its corrected time, `device` the gate's name."""

    id: UUID
    registration: UUID
    checkpoint: str
    direction: Direction
    outcome: Outcome
    at: Instant
    corrects: UUID | None = None
    rehearsal: bool = False
    held: bool = False
    device: str = ""
    follows: bool = False  # in only because a line before it let them in here
    received: Instant | None = None
    device_id: UUID | None = None


@dataclass(frozen=True)
class Asked:
    """What the scan asks: where, which way, when (corrected time), and what a person at the door adds to it.

    `checkpoint` is None where the device may not scan; `override` is true only if a reason was given and the
    pairing allows it; `corrects` makes the scan an undo.
    """

    checkpoint: CheckpointFacts | None
    direction: Direction
    at: Instant
    override: bool = False
    corrects: UUID | None = None
    rehearsal: bool = False
    elsewhere: bool = False  # who is expected at another place may come in, unless it is by invitation


@dataclass(frozen=True)
class Decision:
    """The answer; the next three are given with `already_in` only: since when, where and at which gate.

    `follows`: the badge alone would not have opened here, what happened before did.
    """

    outcome: Outcome
    first_at: Instant | None = None
    first_checkpoint: str | None = None
    first_device: str | None = None
    follows: bool = False


def decide(badge: BadgeFacts | None, earlier: Iterable[LoggedScan], asked: Asked) -> Decision:
    """Judge one scan by its badge (None: no such code) and by the log of its registration, in any order."""
    if asked.checkpoint is None:
        return Decision(Outcome.NOT_ALLOWED)
    if badge is None:
        return Decision(Outcome.UNKNOWN)
    before = _before(badge, earlier, asked, asked.checkpoint.key)
    if asked.corrects is not None:
        return Decision(Outcome.ADMITTED if _inside_since(before) else Outcome.LEFT)
    # Who holds a revoked code is not known: it moves nobody, neither out nor by an override.
    if badge.revoked:
        return Decision(Outcome.REVOKED)
    if asked.direction == "out":
        return Decision(Outcome.LEFT)
    refusal = None if asked.override else _refusal(badge, asked.checkpoint, asked.elsewhere)
    follows, since = refusal is not None, _inside_since(before)
    if since is not None:
        return Decision(Outcome.ALREADY_IN, since.at, since.checkpoint, since.device or None, follows)
    # Who was let in here once, by a person too, may come back; and whoever is in may always leave (above).
    if any(scan.direction == "in" for scan in before):
        return Decision(Outcome.ADMITTED, follows=follows)
    return Decision(refusal or Outcome.ADMITTED)


def counted(scans: Iterable[LoggedScan], *, rehearsal: bool = False) -> list[LoggedScan]:
    """The scans that say where people are, oldest first: not refused, not undone, not held, of this mode.

    An undo takes back the scan of the same registration that it names, whichever of the two arrived first;
    an undo cannot itself be undone. What follows from another line counts only after one that counts by itself.
    Whatever order the scans come in, the answer is the same.
    """
    log = [scan for scan in scans if not scan.held and scan.rehearsal == rehearsal]
    undone = {(scan.corrects, scan.registration) for scan in log if scan.corrects and scan.outcome in MOVING}
    kept = [scan for scan in log if scan.outcome in COUNTABLE and scan.corrects is None]
    if undone:
        kept = [scan for scan in kept if (scan.id, scan.registration) not in undone]
    if len(kept) > 1:
        kept.sort(key=_moment)
    return _standing(kept) if any(map(_leans, kept)) else kept


def _moment(scan: LoggedScan) -> tuple[Instant, UUID]:
    return scan.at, scan.id


def _leans(scan: LoggedScan) -> bool:
    return scan.direction == "in" and (scan.follows or scan.outcome not in MOVING)


def _standing(kept: list[LoggedScan]) -> list[LoggedScan]:
    """Those that count by themselves, and those that lean on one of the same person and place before them."""
    let_in: set[tuple[UUID, str]] = set()
    standing = []
    for scan in kept:
        where = scan.registration, scan.checkpoint
        if scan.direction == "in" and not _leans(scan):
            let_in.add(where)
        if not _leans(scan) or where in let_in:
            standing.append(scan)
    return standing


def _before(
    badge: BadgeFacts, earlier: Iterable[LoggedScan], asked: Asked, checkpoint: str
) -> list[LoggedScan]:
    log = counted((scan for scan in earlier if scan.id != asked.corrects), rehearsal=asked.rehearsal)
    return [
        scan
        for scan in log
        if scan.registration == badge.registration and scan.checkpoint == checkpoint and scan.at <= asked.at
    ]


def _inside_since(before: list[LoggedScan]) -> LoggedScan | None:
    """The scan that began the present stay, or None when the person is not in."""
    since = None
    for scan in before:
        if scan.direction == "out":
            since = None
        elif since is None:
            since = scan
    return since


def _refusal(badge: BadgeFacts, checkpoint: CheckpointFacts, elsewhere: bool) -> Outcome | None:
    if not badge.confirmed:
        return Outcome.NOT_CONFIRMED
    if checkpoint.awaits(badge.category, badge.registration):
        return None
    return None if elsewhere and not checkpoint.by_invitation else Outcome.NOT_EXPECTED


def conflict(log: Iterable[LoggedScan], new: LoggedScan) -> LoggedScan | None:
    """The line of another gate that had admitted the same person without knowing of this one, or the other way round.

    `log` are the other lines of the person at the checkpoint. Two ways in with no way out between, of which the later
    was scanned before the server had heard of the earlier.
    """
    moves = counted([*log, new], rehearsal=new.rehearsal)
    place = next((index for index, one in enumerate(moves) if one is new), None)
    if place is None or new.direction == "out":
        return None
    before = moves[place - 1] if place else None
    if before is not None and _both_admitted(before, new):
        return before
    after = moves[place + 1] if place + 1 < len(moves) else None
    return after if after is not None and _both_admitted(new, after) else None


def _both_admitted(first: LoggedScan, second: LoggedScan) -> bool:
    if first.direction == "out" or second.direction == "out" or first.device_id == second.device_id:
        return False
    return first.received is not None and first.received > second.at

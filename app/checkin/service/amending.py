"""The desk's own lines in the log: held scans accepted or rejected, batches moved, conflicts settled.

Nothing is changed; each act adds lines about others.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from app.audit.rules import Act
from app.audit.service import record
from app.checkin import queries
from app.checkin.queries import DeviceFacts
from app.checkin.rules import (
    Asked,
    BadgeFacts,
    CheckpointFacts,
    LoggedScan,
    Outcome,
    ScanLine,
    WalkIn,
    decide,
)
from app.checkin.service.facts import Facts, badge_facts, gather
from app.checkin.service.lines import Log, blank_row, opened
from app.checkin.service.standing import keep_up
from app.checkin.service.walk_ins import Arrival, admit, recognise
from app.kernel import clock, guard
from app.kernel.clock import Instant
from app.kernel.db import atomic
from app.kernel.errors import NotFound, Refusal
from app.kernel.i18n import N_
from app.registration.service.moving import hold_event

REJECTED, MOVED, KEPT, UNDONE = "rejected", "moved", "kept", "undone"
"""Reasons of the desk's lines, beside queries.ACCEPTED and RECOGNISED."""

MOST = 2000
"""Lines that one act is about at most."""


class TooManyLines(Refusal):
    """An act about more lines than one transaction should hold the log for."""

    code = "too-many-lines"
    message = N_("These are more than 2,000 scans: choose a shorter time.")


@dataclass
class _Amending:
    """The log of an event with the lines that the desk adds, and what they are judged by."""

    log: Log
    facts: Facts
    touched: set[tuple[str, UUID]] = field(default_factory=set)

    def row(self, one: Mapping[str, Any], reason: str, words: str = "") -> dict[str, Any]:
        """A line about another one, by whoever acts; not added yet."""
        ident = uuid5(self.log.event_id, f"{reason} {one['scan_id']} {self.log.head.number}")
        said = blank_row(self.log.event_id, ident, b"", clock.now(), {"reason": words})
        for name in (
            "device_id", "badge_id", "registration_id", "checkpoint", "direction", "device_at", "happened_at",
            "rehearsal",
        ):  # fmt: skip
            said[name] = one[name]
        who = guard.actor()
        return said | {
            "about": one["scan_id"],
            "reason": reason,
            "user_id": who.id if who.kind == "user" else None,
        }

    def judged(self, row: dict[str, Any], *, stands_in: bool = False) -> None:
        """Judge a line by all others of its person, and add it; one that stands in for another bears its id."""
        who, place = row["registration_id"], row["checkpoint"]
        facts = self._badge(row)
        asked = Asked(
            self.facts.places.at(place, row["happened_at"]) or CheckpointFacts(place), row["direction"],
            row["happened_at"], override=row["override"], corrects=row["corrects"], rehearsal=row["rehearsal"],
            elsewhere="elsewhere" in row["reason"],
        )  # fmt: skip
        earlier = self.facts.earlier(who, place) if who else []
        decision = decide(facts, earlier, asked)
        row |= {"outcome": str(decision.outcome), "follows": decision.follows}
        if who:
            ident = row["about"] if stands_in else row["scan_id"]
            earlier.append(
                LoggedScan(
                    ident, who, place, row["direction"], decision.outcome, row["happened_at"], row["corrects"],
                    row["rehearsal"], False, "", decision.follows, row["received_at"], row["device_id"],
                )
            )  # fmt: skip
            self.touched.add((place, who))
        self.log.rows.append(row)

    def _badge(self, row: dict[str, Any]) -> BadgeFacts | None:
        at: Instant = row["happened_at"]
        held = self.facts.by_name.get(row["registration_id"], [])
        own = next((one for one in held if one.badge == row["badge_id"]), None)
        return badge_facts(own or (held[-1] if held else None), at)

    def finish(self) -> int:
        """Write the lines; how many."""
        self.log.write()
        pairs = {(place, who): self.facts.earlier(who, place) for place, who in self.touched}
        keep_up(self.log.event_id, pairs)
        return len(self.log.rows)


def _amending(
    event_id: UUID, sources: Sequence[Mapping[str, Any]], places: Collection[str] = ()
) -> _Amending:
    """Read what these lines' people did, at their checkpoints and at others; the head is locked before."""
    log = opened(event_id)
    lines = [
        ScanLine(one["scan_id"], "", place, "in", one["happened_at"], registration=one["registration_id"])
        for one in sources
        if one["registration_id"]
        for place in {one["checkpoint"], *places}
    ]
    facts = gather(event_id, lines, {}, lambda _known: ())
    facts.known = {}
    return _Amending(log, facts)


def settle_held(event_id: UUID, scans: Collection[UUID], *, accept: bool) -> int:
    """Accept or reject held scans; how many were still to be decided on. An accepted one counts as of its own time."""
    with atomic():
        hold_event(event_id)
        opened(event_id)  # nobody else decides on the same lines meanwhile
        waiting = queries.held_rows(event_id, scans)
        if len(waiting) > MOST:
            raise TooManyLines
        desk = _amending(event_id, waiting)
        for one in waiting:
            _settle(desk, one, accept)
        record(_act(event_id, "door.held-accepted" if accept else "door.held-rejected", len(desk.log.rows)))
        return desk.finish()


def _settle(desk: _Amending, one: Mapping[str, Any], accept: bool) -> None:
    row = desk.row(one, queries.ACCEPTED if accept else REJECTED)
    if not accept:
        desk.log.rows.append(row | {"outcome": str(Outcome.NOT_ALLOWED)})
        return
    row |= {"corrects": one["corrects"], "override": one["override"]}
    said = (one["content"] or {}).get("walk_in")
    if said and one["registration_id"] is None:
        _accept_walk_in(desk, one, row, said)
        return
    if one["registration_id"] is None:
        desk.log.rows.append(row | {"outcome": one["outcome"]})
        return
    desk.judged(row, stands_in=True)


def _accept_walk_in(
    desk: _Amending, one: Mapping[str, Any], row: dict[str, Any], said: Mapping[str, str]
) -> None:
    replaces = UUID(said["replaces"]) if said.get("replaces") else None
    who = WalkIn(
        said.get("ar", ""),
        said.get("latin", ""),
        said["city"],
        said["category"],
        said.get("country", ""),
        replaces,
    )
    line = ScanLine(
        one["scan_id"],
        said.get("code", ""),
        one["checkpoint"],
        one["direction"],
        one["happened_at"],
        walk_in=who,
    )
    blank = queries.blank_of(desk.log.event_id, line.code)
    nobody = DeviceFacts(None, None, desk.log.event_id, "", frozenset(), False, False, False, None)
    admitted = admit(Arrival(desk.log.event_id, line, nobody, one["happened_at"], blank))
    if admitted is None:
        desk.log.rows.append(row | {"outcome": str(Outcome.INVALID)})
        return
    person = admitted.face.registration
    row |= {"registration_id": person, "badge_id": admitted.badge, "outcome": str(Outcome.ADMITTED)}
    desk.log.rows.append(row)
    seen = LoggedScan(
        one["scan_id"], person, row["checkpoint"], row["direction"], Outcome.ADMITTED, row["happened_at"],
        received=row["received_at"], device_id=row["device_id"],
    )  # fmt: skip
    for each in (seen, *recognise(desk.log, desk.facts.places, admitted, one["happened_at"], ())):
        desk.facts.earlier(person, each.checkpoint).append(each)
        desk.touched.add((each.checkpoint, person))


def move_batch(event_id: UUID, batch: queries.Chosen, target: str, words: str = "") -> int:
    """Take the scans of a device at a checkpoint over to another one, at their own times; how many.

    Each is undone where it was and stands anew where it should have been. Raises NotFound for an unknown checkpoint.
    """
    with atomic():
        if target == batch.checkpoint or target not in queries.all_checkpoints(event_id):
            raise NotFound
        opened(event_id)
        sources = queries.chosen_rows(event_id, batch, MOST + 1)
        if len(sources) > MOST:
            raise TooManyLines
        desk = _amending(event_id, sources, [target])
        for one in sources:
            desk.judged(desk.row(one, MOVED, words) | {"corrects": one["ident"]})
        for one in sources:
            fresh = desk.row(one, f"{MOVED} here") | {"checkpoint": target, "override": True}
            desk.judged(fresh)
        record(_act(event_id, "door.batch-moved", len(sources), batch.checkpoint, target))
        desk.finish()
        return len(sources)


def settle_conflict(event_id: UUID, scan: UUID, undo: UUID | None) -> None:
    """Settle what two gates admitted: both stay (`undo` None), or one of the two is taken back. Raises NotFound."""
    with atomic():
        opened(event_id)
        found = {row["scan_id"]: row for row in queries.conflict_rows(event_id, scan)}
        if scan not in found or (undo is not None and undo not in found):
            raise NotFound
        desk = _amending(event_id, list(found.values()))
        if undo is None:
            desk.log.rows.append(desk.row(found[scan], KEPT) | {"outcome": str(Outcome.NOT_ALLOWED)})
        else:
            desk.judged(desk.row(found[undo], UNDONE) | {"corrects": undo})
        record(_act(event_id, "door.conflict-settled", 1))
        desk.finish()


def _act(event_id: UUID, action: str, count: int, before: str = "", after: str = "") -> Act:
    said = {"scans": count} | ({"checkpoint": after} if after else {})
    return Act(
        action, "event", event_id, event_id, before={"checkpoint": before} if before else {}, after=said
    )

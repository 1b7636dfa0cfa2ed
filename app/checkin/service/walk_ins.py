"""Walk-ins: somebody who was not announced is admitted, given a blank badge, and left to the desk to put in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from app.badges import queries as badge_queries
from app.badges import service as badges
from app.badges.queries import Blank, Holder
from app.checkin import queries
from app.checkin.models import WalkIn
from app.checkin.queries import DeviceFacts
from app.checkin.rules import Asked, BadgeFacts, LoggedScan, Outcome, ScanLine, decide
from app.checkin.rules.clocks import TOLERANCE
from app.checkin.rules.places import Expected
from app.checkin.service.lines import Log, blank_row
from app.events import queries as events
from app.kernel import clock, guard
from app.kernel.clock import Instant
from app.kernel.db import db
from app.kernel.guard import Actor
from app.registration import queries as registrations
from app.registration import service as registering
from app.registration.models import Registration
from app.registration.rules.face import Face
from app.registration.rules.questions import KnownCategory


@dataclass(frozen=True)
class Arrival:
    """Somebody at the door: the line that tells of them, from which device, when, and the blank badge they were given
    (None where the code was none)."""

    event_id: UUID
    line: ScanLine
    device: DeviceFacts
    at: Instant
    blank: Blank | None


@dataclass(frozen=True)
class Admitted:
    """Whom the arrival became, and their badge where it was a blank one."""

    face: Face
    badge: UUID | None

    def holder(self, at: Instant) -> Holder | None:
        """Their badge as later lines know it."""
        return Holder(self.badge, None, None, at, None, "approved", self.face) if self.badge else None


def said_of(line: ScanLine) -> dict[str, str] | None:
    """What a line tells of a walk-in, as its erasable content keeps it."""
    one = line.walk_in
    if one is None:
        return None
    told = {"ar": one.name_ar, "latin": one.name_latin, "city": one.city, "category": one.category}
    more = {"country": one.country, "replaces": str(one.replaces or ""), "code": line.code}
    return told | {name: value for name, value in more.items() if value}


def admit(arrival: Arrival) -> Admitted | None:
    """Register somebody, give them their badge and flag them for the desk; None where no category is known.

    Inside the transaction of the log, the event held before it.
    """
    category = _category(arrival)
    if category is None or arrival.line.walk_in is None:
        return None
    with _as_device(arrival.device):
        said = arrival.line.walk_in
        who = registering.Arriving(said.name_ar, said.name_latin, said.city, said.country, category)
        made = registering.take_walk_in(arrival.event_id, who, arrival.line.id, said.replaces)
        if arrival.blank is not None:
            badges.give_blank(made, arrival.line.code, arrival.at)
        registering.admit_walk_in(made)
    db.session.add(_flag(arrival, made))
    db.session.flush()
    face = badge_queries.faces({made.id})[made.id]
    return Admitted(face, arrival.blank.badge if arrival.blank else None)


def _category(arrival: Arrival) -> KnownCategory | None:
    scope = events.scope_of(arrival.event_id)
    asked = registrations.questions(scope.id, scope.version)
    named = asked.find_category(arrival.line.walk_in.category) if arrival.line.walk_in else None
    of_blank = arrival.blank.category if arrival.blank else None
    return named or next((one for one in asked.categories if one.id == of_blank), None)


def _flag(arrival: Arrival, made: Registration) -> WalkIn:
    replaces = arrival.line.walk_in.replaces if arrival.line.walk_in else None
    return WalkIn(
        registration_id=made.id, event_id=arrival.event_id, at=arrival.at, checkpoint=arrival.line.checkpoint,
        device_id=arrival.device.id, badge_taken=arrival.blank is None, replaces_id=replaces,
    )  # fmt: skip


@contextmanager
def _as_device(device: DeviceFacts) -> Iterator[None]:
    """Let the journal name the door, whichever thread writes for it."""
    before = guard.actor()
    guard.act_as(Actor("device", device.id, device.name) if device.id else before)
    try:
        yield
    finally:
        guard.act_as(before)


def recognise(
    log: Log, places: Expected, admitted: Admitted, since: Instant, waiting: Iterable[Mapping[str, Any]]
) -> list[LoggedScan]:
    """Judge anew what was scanned of a badge while nobody knew whose it was; each stands in for the line it is about.

    `waiting` are lines that are not written yet. Another gate's scan may arrive before the walk-in itself.
    """
    if admitted.badge is None:
        return []
    kept = queries.unknown_of_badge(log.event_id, admitted.badge)
    found = [one for one in (*kept, *waiting) if one["happened_at"] >= since - TOLERANCE]
    lines: list[LoggedScan] = []
    for one in sorted(found, key=lambda line: (line["happened_at"], line["scan_id"])):
        lines.append(_recognised(log, places, admitted.face, one, lines))
    return lines


def _recognised(
    log: Log, places: Expected, face: Face, one: Mapping[str, Any], before: list[LoggedScan]
) -> LoggedScan:
    badge = BadgeFacts(face.registration, face.category)
    asked = Asked(places.at(one["checkpoint"], one["happened_at"]), one["direction"], one["happened_at"])
    decision = decide(badge, before, asked)
    row = blank_row(
        log.event_id, uuid5(log.event_id, f"{queries.RECOGNISED} {one['scan_id']}"), b"", clock.now(), {}
    )
    for name in ("device_id", "user_id", "badge_id", "checkpoint", "direction", "device_at", "happened_at"):
        row[name] = one[name]
    row |= {
        "registration_id": face.registration, "outcome": str(decision.outcome), "reason": queries.RECOGNISED,
        "about": one["scan_id"], "follows": decision.follows,
    }  # fmt: skip
    log.rows.append(row)
    return LoggedScan(
        one["scan_id"], face.registration, one["checkpoint"], one["direction"], Outcome(decision.outcome),
        one["happened_at"], follows=decision.follows, received=row["received_at"], device_id=one["device_id"],
    )  # fmt: skip


def is_unknown(line: Mapping[str, Any]) -> bool:
    """True for a line of a blank badge that is to be recognised once it is somebody's."""
    whole = line["outcome"] == Outcome.UNKNOWN and line["corrects"] is None
    return whole and not (line["held"] or line["rehearsal"])

"""Taking scans: whole batches of several devices in one transaction, judged in order, chained and never changed.

A batch comes in; lines already known are answered from the log; for the others codes, people and earlier lines are
read at once, each is judged in turn with those before it in view, and all are inserted together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID, uuid5

from flask import current_app
from sqlalchemy import Table, insert

from app.audit.service import keep_head, locked_head
from app.badges import queries as badges
from app.badges import rules as codes
from app.badges.queries import Holder
from app.checkin import queries
from app.checkin.models import Scan
from app.checkin.queries import DeviceFacts
from app.checkin.rules import (
    Asked,
    BadgeFacts,
    Decision,
    LoggedScan,
    Malformed,
    Outcome,
    ScanLine,
    chained,
    content_digest,
    corrected_time,
    counted,
    decide,
)  # fmt: skip
from app.kernel import chain
from app.kernel.clock import Instant
from app.kernel.db import atomic, db
from app.kernel.signing import fingerprints
from app.kernel.writer import GroupWriter
from app.registration.rules.face import Face


@dataclass(frozen=True)
class Delivered:
    """One element of a batch: the line as it was understood, and the bytes it came in."""

    line: ScanLine | Malformed
    raw: bytes


@dataclass(frozen=True)
class Batch:
    """What one device sent in one request; `sent_at` is its clock at that moment, if it said."""

    device: DeviceFacts
    scans: Sequence[Delivered]
    received_at: Instant
    sent_at: Instant | None = None


@dataclass(frozen=True)
class Result:
    """The answer to one scan; `face` is known where the badge is."""

    id: UUID | None
    outcome: Outcome
    reason: str = ""
    first_at: Instant | None = None
    first_checkpoint: str = ""
    first_device: str = ""
    rehearsal: bool = False
    held: bool = False
    registration: UUID | None = None
    face: Face | None = None


def sync(batch: Batch) -> list[Result]:
    """Store a batch durably together with whatever else waits, and answer each line in the order sent."""
    if not batch.scans:
        return []
    writer = current_app.extensions.get("scan-writer")
    if writer is None:
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        writer = current_app.extensions.setdefault(
            "scan-writer", GroupWriter[Batch, list[Result]](app, record)
        )
    return cast("list[Result]", writer.submit(batch))


def record(batches: Sequence[Batch]) -> list[list[Result]]:
    """Judge and store batches in one transaction; all of one event are seen by each other in the order given."""
    with atomic():
        by_event: dict[UUID, list[int]] = {}
        for index, batch in enumerate(batches):
            by_event.setdefault(batch.device.event_id, []).append(index)
        answers: dict[int, list[Result]] = {}
        for event_id in sorted(by_event, key=str):
            own = [batches[index] for index in by_event[event_id]]
            answers.update(zip(by_event[event_id], _Taking(event_id, own).answers(), strict=True))
        return [answers[index] for index in range(len(batches))]


@dataclass
class _Taking:
    """One event's batches of one transaction, with what was read for them."""

    event_id: UUID
    batches: Sequence[Batch]
    known: Mapping[UUID, Any] = field(default_factory=dict)
    refused: Mapping[UUID, Any] = field(default_factory=dict)
    taken: dict[UUID, tuple[bytes, Result]] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)

    def answers(self) -> list[list[Result]]:
        """Read everything once, judge each line, write everything once."""
        lines = [one.line for batch in self.batches for one in batch.scans if isinstance(one.line, ScanLine)]
        # The head is locked before the log is read: two processes judge one after the other, never side by side.
        head = locked_head(queries.chain_of(self.event_id))
        self.known = queries.known_scans(self.event_id, [line.id for line in lines])
        self.refused = queries.known_scans(self.event_id, self._refusable(lines))
        self.places = queries.places(self.event_id)
        self._read(lines)
        results = [[self._take(batch, one) for one in batch.scans] for batch in self.batches]
        if self.rows:
            for row in self.rows:
                head.number += 1
                row["number"] = head.number
                head.link = row["link"] = chain.link(head.link, chained(row), row["commitment"])
            # The table, not the model: the model's bulk insert makes a statement of each run of rows without NULL
            # in the same columns.
            db.session.execute(insert(cast(Table, Scan.__table__)), self.rows)
            keep_head(head)
        return results

    def _refusable(self, lines: Sequence[ScanLine]) -> set[UUID]:
        """The ids under which lines are kept that may turn out to be malformed, or an id's second content."""
        times = Counter(line.id for line in lines)
        return {
            self._drawn_id(one.raw)
            for batch in self.batches
            for one in batch.scans
            if isinstance(one.line, Malformed) or one.line.id in self.known or times[one.line.id] > 1
        }

    def _drawn_id(self, raw: bytes) -> UUID:
        return uuid5(self.event_id, fingerprints(raw)[0].hex())

    def _read(self, lines: Sequence[ScanLine]) -> None:
        read = {line.code: codes.classify(line.code) for line in lines}
        full = {one.digest for one in read.values() if isinstance(one, codes.Code)}
        typed = {one.digest for one in read.values() if isinstance(one, codes.TypedCode)}
        found = badges.holders(self.event_id, full, typed)
        by_hash = {one.code_hash: one for one in found} | {one.typed_hash: one for one in found}
        self.holders = {
            code: None if isinstance(one, codes.Malformed) else by_hash.get(one.digest)
            for code, one in read.items()
        }
        people = {one.face.registration for one in found}
        places = {line.checkpoint for line in lines}
        self.log: dict[tuple[UUID, str], list[LoggedScan]] = {}
        for earlier in queries.logged(self.event_id, people, places):
            self.log.setdefault((earlier.registration, earlier.checkpoint), []).append(earlier)
        replayed = {one.registration_id for one in self.known.values() if one.registration_id}
        self.faces = {one.face.registration: one.face for one in found}
        self.faces |= badges.faces(replayed - self.faces.keys())

    def _take(self, batch: Batch, one: Delivered) -> Result:
        if isinstance(one.line, Malformed):
            return self._malformed(batch, one.line, one.raw)
        digest = fingerprints(content_digest(one.line))
        stored = self.known.get(one.line.id)
        if stored is not None:
            return (
                self._replayed(stored) if stored.request_hash in digest else self._other_content(batch, one)
            )
        if one.line.id in self.taken:
            earlier_digest, earlier = self.taken[one.line.id]
            return earlier if earlier_digest in digest else self._other_content(batch, one)
        result = self._judge(batch, one.line, digest[0])
        self.taken[one.line.id] = digest[0], result
        return result

    def _judge(self, batch: Batch, line: ScanLine, digest: bytes) -> Result:
        holder, device = self.holders[line.code], batch.device
        happened = corrected_time(line.at, batch.sent_at, batch.received_at)
        place = self.places.get(line.checkpoint)
        if place is None:
            decision, reason = Decision(Outcome.INVALID), "unknown_checkpoint"
        else:
            allowed = not device.checkpoints or line.checkpoint in device.checkpoints
            asked = Asked(
                place if allowed else None, line.direction, happened,
                override=bool(line.override) and device.may_override, corrects=line.corrects,
            )  # fmt: skip
            earlier = self.log.get((holder.face.registration, line.checkpoint), ()) if holder else ()
            decision, reason = decide(_facts(holder), earlier, asked), ""
        found = holder.face if holder and decision.outcome is not Outcome.NOT_ALLOWED else None
        result = Result(
            line.id, decision.outcome, reason, decision.first_at, decision.first_checkpoint or "",
            decision.first_device or "", held=device.revoked,
            registration=found.registration if found else None,
            face=None if device.revoked else found,  # names are for doors that stand
        )  # fmt: skip
        self._keep(batch, line, digest, result, holder, happened)
        return result

    def _keep(
        self,
        batch: Batch,
        line: ScanLine,
        digest: bytes,
        result: Result,
        holder: Holder | None,
        happened: Instant,
    ) -> None:
        words = {"override": line.override, "reason": line.reason, "walk_in": _walk_in(line)}
        row = self._row(batch, line.id, digest, result.outcome, words)
        row |= {
            "badge_id": holder.badge if holder else None,
            "registration_id": holder.face.registration if holder else None,
            "checkpoint": line.checkpoint, "direction": line.direction, "reason": result.reason,
            "first_at": result.first_at, "first_checkpoint": result.first_checkpoint,
            "device_at": line.at, "happened_at": happened, "corrects": line.corrects,
            "override": bool(line.override) and batch.device.may_override,
        }  # fmt: skip
        self.rows.append(row)
        if holder is not None:
            who = holder.face.registration
            seen = LoggedScan(
                line.id, who, line.checkpoint, line.direction, result.outcome, happened, line.corrects, False,
                result.held, batch.device.name,
            )  # fmt: skip
            self.log.setdefault((who, line.checkpoint), []).append(seen)

    def _row(
        self, batch: Batch, ident: UUID, digest: bytes, outcome: str, words: dict[str, Any]
    ) -> dict[str, Any]:
        said = {key: value for key, value in words.items() if value}
        salt = chain.new_salt()
        return {
            "event_id": self.event_id, "scan_id": ident, "request_hash": digest, "device_id": batch.device.id,
            "user_id": batch.device.user_id, "badge_id": None, "registration_id": None, "checkpoint": "",
            "direction": "in", "outcome": str(outcome), "reason": "", "first_at": None, "first_checkpoint": "",
            "device_at": None, "happened_at": batch.received_at, "received_at": batch.received_at,
            "rehearsal": False, "held": batch.device.revoked, "corrects": None, "override": False,
            "content": said, "salt": salt, "commitment": chain.commitment(salt, said),
        }  # fmt: skip

    def _malformed(self, batch: Batch, line: Malformed, raw: bytes) -> Result:
        """Kept under an id drawn from its bytes: a replay writes nothing, and a mended line may use its own id."""
        digest, ident = fingerprints(raw)[0], self._drawn_id(raw)
        if ident not in self.taken and ident not in self.refused:
            self.rows.append(self._row(batch, ident, digest, Outcome.INVALID, {}) | {"reason": line.reason})
        result = Result(line.id, Outcome.INVALID, line.reason, held=batch.device.revoked)
        self.taken[ident] = digest, result
        return result

    def _other_content(self, batch: Batch, one: Delivered) -> Result:
        line = cast(ScanLine, one.line)
        return self._malformed(batch, Malformed(line.id, "other_content"), one.raw)

    def _replayed(self, stored: Scan) -> Result:
        face = self.faces.get(stored.registration_id) if stored.registration_id else None
        return Result(
            stored.scan_id, Outcome(stored.outcome), stored.reason, stored.first_at, stored.first_checkpoint,
            self._first_device(stored), stored.rehearsal, stored.held,
            stored.registration_id if stored.outcome != Outcome.NOT_ALLOWED else None,
            face if stored.outcome != Outcome.NOT_ALLOWED and not stored.held else None,
        )  # fmt: skip

    def _first_device(self, stored: Scan) -> str:
        if stored.registration_id is None or stored.first_at is None:
            return ""
        log = self.log.get((stored.registration_id, stored.first_checkpoint), ())
        return next((one.device for one in counted(log) if one.at == stored.first_at), "")


def _facts(holder: Holder | None) -> BadgeFacts | None:
    if holder is None:
        return None
    confirmed, revoked = holder.state == "approved", holder.revoked_at is not None
    return BadgeFacts(holder.face.registration, holder.face.category, confirmed, revoked)


def _walk_in(line: ScanLine) -> dict[str, str] | None:
    said = line.walk_in
    return (
        {"ar": said.name_ar, "latin": said.name_latin, "city": said.city, "category": said.category}
        if said
        else None
    )

"""One event's batches of one transaction: everything is read once, each line judged in turn with those before it in
view, and all are written together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID, uuid5

from app.badges.queries import Blank, Holder
from app.checkin.models import Scan
from app.checkin.rules import (
    Asked,
    CheckpointFacts,
    Decision,
    LoggedScan,
    Malformed,
    Outcome,
    ScanLine,
    conflict,
    corrected_time,
    counted,
    decide,
)  # fmt: skip
from app.checkin.service.batch import Batch, Delivered, Result
from app.checkin.service.facts import Facts, badge_facts, gather
from app.checkin.service.lines import Log, blank_row
from app.checkin.service.standing import keep_up
from app.checkin.service.walk_ins import Admitted, Arrival, admit, is_unknown, recognise, said_of
from app.kernel.clock import Instant
from app.kernel.signing import fingerprints
from app.registration.rules.face import Face


@dataclass
class Taking:
    """The batches, the log that they are written to, and what was read for them."""

    event_id: UUID
    batches: Sequence[Batch]
    log: Log
    facts: Facts = field(init=False)
    taken: dict[UUID, tuple[bytes, Result]] = field(default_factory=dict)
    touched: dict[tuple[str, UUID], list[LoggedScan]] = field(default_factory=dict)

    def answers(self) -> list[list[Result]]:
        """Read everything once, judge each line, write everything once."""
        scans = [one for batch in self.batches for one in batch.scans]
        lines = [one.line for one in scans if isinstance(one.line, ScanLine)]
        read = {one.line.code: one.code for one in scans if isinstance(one.line, ScanLine) and one.code}
        self.facts = gather(self.event_id, lines, read, lambda known: self._refusable(lines, known))
        results = [[self._take(batch, one) for one in batch.scans] for batch in self.batches]
        self.log.write()
        keep_up(self.event_id, self.touched)
        return results

    def _refusable(self, lines: Sequence[ScanLine], known: Collection[UUID]) -> set[UUID]:
        """The ids under which lines are kept that may turn out to be malformed, or an id's second content."""
        times = Counter(line.id for line in lines)
        return {
            self._drawn_id(one.content)
            for batch in self.batches
            for one in batch.scans
            if isinstance(one.line, Malformed) or one.line.id in known or times[one.line.id] > 1
        }

    def _drawn_id(self, raw: bytes) -> UUID:
        return uuid5(self.event_id, fingerprints(raw)[0].hex())

    def _take(self, batch: Batch, one: Delivered) -> Result:
        if isinstance(one.line, Malformed):
            return self._malformed(batch, one.line, one.content)
        stored = self.facts.known.get(one.line.id)
        if stored is not None:
            same = stored.request_hash in one.digests
            return self._replayed(stored) if same else self._other_content(batch, one)
        if (taken := self.taken.get(one.line.id)) is not None:
            return taken[1] if taken[0] in one.digests else self._other_content(batch, one)
        result = self._judge(batch, one.line, one.digests[0])
        self.taken[one.line.id] = one.digests[0], result
        return result

    def _judge(self, batch: Batch, line: ScanLine, digest: bytes) -> Result:
        happened = corrected_time(line.at, batch.sent_at, batch.received_at)
        place = self.facts.places.at(line.checkpoint, happened)
        if line.walk_in is not None and place is not None:
            return self._walk_in(batch, line, digest, happened)
        holder = self.facts.holder(line, happened)
        if place is None:
            decision, reason = Decision(Outcome.INVALID), "unknown_checkpoint"
        else:
            asked = self._asked(batch, line, place, happened)
            earlier = self.facts.earlier(holder.face.registration, line.checkpoint) if holder else ()
            decision, reason = decide(badge_facts(holder, happened), earlier, asked), ""
        return self._keep(batch, line, digest, decision, reason, holder, happened)

    def _asked(self, batch: Batch, line: ScanLine, place: CheckpointFacts, happened: Instant) -> Asked:
        return Asked(
            place if _allowed(batch, line) else None, line.direction, happened,
            override=bool(line.override) and batch.device.may_override, corrects=line.corrects,
            rehearsal=self.facts.settings.rehearsal,
            elsewhere=line.elsewhere or self.facts.settings.elsewhere == "accept",
        )  # fmt: skip

    def _keep(
        self, batch: Batch, line: ScanLine, digest: bytes, decision: Decision, reason: str,
        holder: Holder | None, happened: Instant,
    ) -> Result:  # fmt: skip
        row = self._line_row(batch, line, digest, happened)
        row |= {
            "badge_id": holder.badge if holder else None,
            "registration_id": holder.face.registration if holder else None,
            "outcome": str(decision.outcome), "reason": reason or row["reason"], "follows": decision.follows,
            "first_at": decision.first_at, "first_checkpoint": decision.first_checkpoint or "",
        }  # fmt: skip
        if holder is None and (blank := self.facts.blank(line)) is not None:
            row["badge_id"] = blank.badge  # once it is somebody's, this line is theirs
        self._place(batch, line, row)
        found = holder.face if holder and decision.outcome is not Outcome.NOT_ALLOWED else None
        return Result(
            line.id, decision.outcome, reason, decision.first_at, decision.first_checkpoint or "",
            decision.first_device or "", row["rehearsal"], batch.device.revoked,
            found.registration if found else None,
            None if batch.device.revoked else found,  # names are for doors that stand
            row["conflict"] is not None,
        )  # fmt: skip

    def _line_row(self, batch: Batch, line: ScanLine, digest: bytes, happened: Instant) -> dict[str, Any]:
        words = {"override": line.override, "reason": line.reason, "walk_in": said_of(line)}
        row = self._row(batch, line.id, digest, words)
        row |= {
            "checkpoint": line.checkpoint, "direction": line.direction, "device_at": line.at,
            "happened_at": happened, "corrects": line.corrects,
            "reason": " ".join(word for word in ("early", "elsewhere") if getattr(line, word)),
            "override": bool(line.override) and batch.device.may_override,
        }  # fmt: skip
        return row

    def _place(self, batch: Batch, line: ScanLine, row: dict[str, Any]) -> None:
        """Add a line to the log and to what later ones of this batch are judged by."""
        who = row["registration_id"]
        if who is not None:
            seen = LoggedScan(
                line.id, who, line.checkpoint, line.direction, Outcome(row["outcome"]), row["happened_at"],
                line.corrects, row["rehearsal"], row["held"], batch.device.name, row["follows"], batch.received_at,
                batch.device.id,
            )  # fmt: skip
            lines = self.facts.earlier(who, line.checkpoint)
            other = conflict(lines, seen) if lines and not seen.held and not seen.corrects else None
            row["conflict"] = other.id if other else None
            lines.append(seen)
            self.touched[line.checkpoint, who] = lines
        self.log.rows.append(row)

    def _row(self, batch: Batch, ident: UUID, digest: bytes, words: dict[str, Any]) -> dict[str, Any]:
        return blank_row(self.event_id, ident, digest, batch.received_at, words) | {
            "device_id": batch.device.id,
            "user_id": batch.device.user_id,
            "held": batch.device.revoked,
            "rehearsal": self.facts.settings.rehearsal,
        }

    def _walk_in(self, batch: Batch, line: ScanLine, digest: bytes, happened: Instant) -> Result:
        """Somebody who was not announced is let in, whatever badge they were given."""
        row = self._line_row(batch, line, digest, happened)
        if not (_allowed(batch, line) and batch.device.may_walk_in):
            return self._keep(batch, line, digest, Decision(Outcome.NOT_ALLOWED), "", None, happened)
        face: Face | None = None
        if not (row["held"] or row["rehearsal"]):
            blank = self.facts.blank(line)
            admitted = admit(Arrival(self.event_id, line, batch.device, happened, blank))
            if admitted is None:
                decision = Decision(Outcome.INVALID)
                return self._keep(batch, line, digest, decision, "unknown_category", None, happened)
            face = admitted.face
            row |= {"registration_id": face.registration, "badge_id": admitted.badge}
            self._make_known(admitted, happened)
        row["outcome"] = str(Outcome.ADMITTED)
        self._place(batch, line, row)
        return Result(
            line.id, Outcome.ADMITTED, rehearsal=row["rehearsal"], held=row["held"],
            registration=face.registration if face else None, face=face,
        )  # fmt: skip

    def _make_known(self, admitted: Admitted, happened: Instant) -> None:
        """Let what else is scanned of the badge that somebody was given be theirs, earlier lines and later ones."""
        who = admitted.face.registration
        self.facts.faces[who] = admitted.face
        if admitted.badge is None:
            return
        for code, found in list(self.facts.by_code.items()):
            if isinstance(found, Blank) and found.badge == admitted.badge:
                self.facts.by_code[code] = admitted.holder(happened)
        waiting = [one for one in self.log.rows if one["badge_id"] == admitted.badge and is_unknown(one)]
        for seen in recognise(self.log, self.facts.places, admitted, happened, waiting):
            lines = self.facts.earlier(who, seen.checkpoint)
            lines.append(seen)
            self.touched[seen.checkpoint, who] = lines

    def _malformed(self, batch: Batch, line: Malformed, raw: bytes) -> Result:
        """Kept under an id drawn from its bytes: a replay writes nothing, and a mended line may use its own id."""
        digest, ident = fingerprints(raw)[0], self._drawn_id(raw)
        if ident not in self.taken and ident not in self.facts.known:
            refused = {"reason": line.reason, "outcome": str(Outcome.INVALID)}
            self.log.rows.append(self._row(batch, ident, digest, {}) | refused)
        result = Result(line.id, Outcome.INVALID, line.reason, held=batch.device.revoked)
        self.taken[ident] = digest, result
        return result

    def _other_content(self, batch: Batch, one: Delivered) -> Result:
        line = cast(ScanLine, one.line)
        return self._malformed(batch, Malformed(line.id, "other_content"), one.content)

    def _replayed(self, stored: Scan) -> Result:
        face = self.facts.faces.get(stored.registration_id) if stored.registration_id else None
        return Result(
            stored.scan_id, Outcome(stored.outcome), stored.reason if stored.outcome == Outcome.INVALID else "",
            stored.first_at, stored.first_checkpoint, self._first_device(stored), stored.rehearsal, stored.held,
            stored.registration_id if stored.outcome != Outcome.NOT_ALLOWED else None,
            face if stored.outcome != Outcome.NOT_ALLOWED and not stored.held else None,
            stored.conflict is not None,
        )  # fmt: skip

    def _first_device(self, stored: Scan) -> str:
        if stored.registration_id is None or stored.first_at is None:
            return ""
        log = self.facts.log.get((stored.registration_id, stored.first_checkpoint), ())
        return next((one.device for one in counted(log) if one.at == stored.first_at), "")


def _allowed(batch: Batch, line: ScanLine) -> bool:
    device = batch.device
    here = not device.checkpoints or line.checkpoint in device.checkpoints
    return here and (not device.directions or line.direction in device.directions)

"""What comes in from a device and what goes back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from app.badges.rules import CodeRead, classify
from app.checkin.queries import DeviceFacts
from app.checkin.rules import Malformed, Outcome, ScanLine, content_digest, parse_scan
from app.kernel.clock import Instant
from app.kernel.signing import fingerprints
from app.registration.rules.face import Face


class Delivered(NamedTuple):
    """One element of a batch: the line as it was understood, the JSON value that it came as, the code that it bears
    (None where it names a registration), and the keyed digests of what it says, one for each configured key."""

    line: ScanLine | Malformed
    raw: object
    code: CodeRead | None
    digests: Sequence[bytes]

    @property
    def content(self) -> bytes:
        """The same bytes for the same value: what a line that is refused is known by."""
        return json.dumps(self.raw, sort_keys=True).encode()


def deliver(raw: object) -> Delivered:
    """Take one element of a batch apart, any JSON value: all that needs no database, before others wait for it."""
    line = parse_scan(raw)
    if isinstance(line, Malformed):
        return Delivered(line, raw, None, ())
    code = classify(line.code) if line.registration is None else None
    return Delivered(line, raw, code, fingerprints(content_digest(line)))


@dataclass(frozen=True)
class DeviceState:
    """What a device says of itself: battery from 0 to 1, how many scans it has not sent, and since when."""

    battery: float | None = None
    charging: bool | None = None
    unsent: int | None = None
    oldest_at: Instant | None = None
    build: str = ""


@dataclass(frozen=True)
class Batch:
    """What one device sent in one request; `sent_at` is its clock at that moment, if it said."""

    device: DeviceFacts
    scans: Sequence[Delivered]
    received_at: Instant
    sent_at: Instant | None = None
    state: DeviceState | None = None

    @property
    def brings_walk_ins(self) -> bool:
        """True when somebody may be registered by it."""
        return any(isinstance(one.line, ScanLine) and one.line.walk_in for one in self.scans)


class Result(NamedTuple):
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
    conflict: bool = False

"""How the doors of an event behave, where they scan, and the rehearsal."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.audit.rules import Act
from app.audit.service import record
from app.checkin import queries
from app.checkin.models import DoorSettings, OwnCheckpoint
from app.checkin.rules import MAIN
from app.checkin.service.lines import opened
from app.kernel.clock import Instant
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound, Refusal
from app.kernel.i18n import N_, Text
from app.registration.service.moving import hold_event

_PIN = re.compile(r"[0-9]{4,8}")


class BadPin(Refusal):
    """A PIN that a kiosk could not be left by."""

    code = "bad-pin"
    status = 422
    field = "pin"
    message = N_("A PIN has 4 to 8 digits.")


class CheckpointTaken(Refusal):
    """A checkpoint with a key that is in use."""

    code = "checkpoint-taken"
    status = 422
    field = "key"
    message = N_("There is a checkpoint of this name already.")


def change_settings(event_id: UUID, early: str, elsewhere: str, silent_minutes: int, pin: str | None) -> None:
    """Say what doors do with early arrivals and the wrong session (accept or ask), when a gate is silent, and the PIN
    that leaves a kiosk: None leaves it, "" takes it away. Raises BadPin."""
    if pin and not _PIN.fullmatch(pin):
        raise BadPin
    with atomic():
        row = _settings(event_id)
        row.early, row.elsewhere, row.silent_minutes = early, elsewhere, silent_minutes
        if pin is not None:
            row.kiosk_salt = secrets.token_bytes(16) if pin else None
            row.kiosk_check = hashlib.sha256((row.kiosk_salt or b"") + pin.encode()).digest() if pin else None
        after = {"early": early, "elsewhere": elsewhere, "silent_minutes": silent_minutes}
        record(Act("door.settings", "event", event_id, event_id, after=after))


def _settings(event_id: UUID) -> DoorSettings:
    """The row, made on first use; the event is held, so that two do not make it at once."""
    hold_event(event_id)
    row = db.session.get(DoorSettings, event_id)
    if row is None:
        row = DoorSettings(
            event_id=event_id, early="accept", elsewhere="ask", rehearsal=False, cleared=0, silent_minutes=10
        )
        db.session.add(row)
    return row


def rehearse(event_id: UUID, *, begin: bool) -> None:
    """Begin a rehearsal, in which all works and nothing counts; or end it, and clear it from all counts at once."""
    with atomic():
        event = hold_event(event_id)
        log = opened(event_id)  # no batch is judged meanwhile: each is of one mode
        row = _settings(event_id)
        row.rehearsal, row.cleared = begin, log.head.number
        event.version += 1  # doors ask for everything anew: what they know of the other mode does not count
        record(
            Act("door.rehearsal-begun" if begin else "door.rehearsal-cleared", "event", event_id, event_id)
        )


@dataclass(frozen=True)
class Settled:
    """What the desk says of a checkpoint; the first three are of one that it added."""

    kind: str
    name: Text
    starts_at: Instant | None
    ends_at: Instant | None
    capacity: int | None
    both_ways: bool
    hidden: bool


def keep_checkpoint(event_id: UUID, key: str, said: Settled) -> None:
    """Change a checkpoint of the agenda, or one that the desk added before; raises NotFound."""
    with atomic():
        known = queries.all_checkpoints(event_id).get(key)
        if known is None:
            raise NotFound
        row = db.session.get(OwnCheckpoint, (event_id, key))
        if row is None:
            row = OwnCheckpoint(event_id=event_id, key=key, kind=known.kind, name=Text(), added=False)
            db.session.add(row)
        if row.added:
            row.kind, row.name, row.starts_at, row.ends_at = (
                said.kind,
                said.name,
                said.starts_at,
                said.ends_at,
            )
        row.capacity, row.both_ways = said.capacity, said.both_ways
        row.hidden = said.hidden and key != MAIN
        _tell(event_id, "door.checkpoint-changed", key, said)


def add_checkpoint(event_id: UUID, said: Settled) -> str:
    """Add a place to scan at, such as a bus; its key follows from its name. Raises CheckpointTaken."""
    key = _key(said)
    with atomic():
        if key in queries.all_checkpoints(event_id):
            raise CheckpointTaken
        db.session.add(
            OwnCheckpoint(
                event_id=event_id, key=key, added=True, kind=said.kind, name=said.name, starts_at=said.starts_at,
                ends_at=said.ends_at, capacity=said.capacity, both_ways=said.both_ways, hidden=said.hidden,
            )
        )  # fmt: skip
        _tell(event_id, "door.checkpoint-added", key, said)
    return key


def _key(said: Settled) -> str:
    """From the Latin letters of the name: bus-hotel; of an Arabic name its kind and a number."""
    latin = next((said.name.get(one, "") for one in ("fr", "en") if said.name.get(one)), "")
    words = re.sub(r"[^a-z0-9]+", "-", latin.lower()).strip("-")
    return f"{said.kind}-{words or secrets.randbelow(9000) + 1000}"[:60]


def _tell(event_id: UUID, action: str, key: str, said: Settled) -> None:
    event = hold_event(event_id)
    event.version += 1  # who is expected where has changed for doors
    after: dict[str, Any] = {"capacity": said.capacity, "both_ways": said.both_ways, "hidden": said.hidden}
    record(Act(action, "event", event_id, event_id, about=key, after=after))

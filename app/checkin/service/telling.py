"""What devices say of themselves, kept for the door chief: last contact, battery, unsent scans, their clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, Uuid, bindparam, func, update

from app.checkin.models import Device
from app.checkin.queries import DeviceFacts
from app.checkin.rules import ScanLine
from app.checkin.service.batch import Batch
from app.kernel import clock
from app.kernel.clock import Instant
from app.kernel.db import atomic, db

SEEN_EVERY = timedelta(seconds=15)
"""How exactly a contact that brings no scan is kept: a write for each question would cost too much."""

_TABLE = cast(Table, Device.__table__)
_LATEST = {"scanned_at", "checkpoint", "battery", "charging", "unsent", "clock_off"}  # None: as before
_NOTE = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("device", type_=Uuid()))
    .values(
        {
            name: func.coalesce(bindparam(f"its_{name}", type_=_TABLE.c[name].type), _TABLE.c[name])
            for name in _LATEST
        }
        | {
            "seen_at": bindparam("its_seen_at", type_=_TABLE.c.seen_at.type),
            "scans": _TABLE.c.scans + bindparam("its_scans"),
            "oldest_at": bindparam("its_oldest_at", type_=_TABLE.c.oldest_at.type),
            "build": func.coalesce(func.nullif(bindparam("its_build"), ""), _TABLE.c.build),
        }
    )
)


def note_devices(batches: Sequence[Batch], fresh: Mapping[UUID | None, int]) -> None:
    """Keep what the senders of these batches say of themselves; one statement, inside their transaction.

    `fresh` is how many lines of each device are new: what it sent again does not count twice.
    """
    told = [_said(batch, fresh) for batch in batches if batch.device.id is not None]
    if told:
        db.session.connection().execute(_NOTE, sorted(told, key=lambda one: str(one["device"])))


def _said(batch: Batch, fresh: Mapping[UUID | None, int]) -> dict[str, Any]:
    state, off = batch.state, None
    if batch.sent_at is not None:
        off = round((batch.received_at - batch.sent_at).total_seconds())
    last = max(
        (one.line for one in batch.scans if isinstance(one.line, ScanLine)),
        key=lambda line: line.at,
        default=None,
    )
    return {
        "device": batch.device.id, "its_seen_at": batch.received_at, "its_scans": fresh.get(batch.device.id, 0),
        "its_scanned_at": batch.received_at if last else None, "its_checkpoint": last.checkpoint if last else None,
        "its_battery": state.battery if state else None, "its_charging": state.charging if state else None,
        "its_unsent": state.unsent if state else None, "its_oldest_at": state.oldest_at if state else None,
        "its_build": state.build if state else "", "its_clock_off": off,
    }  # fmt: skip


def note_contact(device: DeviceFacts, now: Instant) -> None:
    """Remember that a device asked something; in a transaction of its own, and not each time."""
    if device.id is None or (device.seen_at is not None and now - device.seen_at < SEEN_EVERY):
        return
    with atomic() as session:
        session.execute(update(_TABLE).where(_TABLE.c.id == device.id).values(seen_at=now))


def note_checks(device_id: UUID, results: dict[str, str]) -> None:
    """Keep the results of a device's check of the day before: what was tried to a word, `ok` or another."""
    with atomic() as session:
        now = clock.now()
        said = {"checks": results, "checked_at": now, "seen_at": now}
        session.execute(update(_TABLE).where(_TABLE.c.id == device_id).values(said))

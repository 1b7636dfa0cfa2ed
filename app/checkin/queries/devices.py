"""Reading pairings and devices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import selectinload

from app.checkin.models import Device, Pairing
from app.kernel import clock
from app.kernel.clock import Instant
from app.kernel.db import db, rows
from app.kernel.signing import digest


@dataclass(frozen=True)
class DeviceFacts:
    """A device or a program that sends scans; `checkpoints` and `directions` empty = all of the event's."""

    id: UUID | None
    user_id: UUID | None
    event_id: UUID
    name: str
    checkpoints: frozenset[str]
    may_override: bool
    may_print: bool
    revoked: bool
    expires_at: Instant | None
    pairing_id: UUID | None = None
    may_walk_in: bool = True
    directions: frozenset[str] = frozenset()
    seen_at: Instant | None = None
    may_sign: bool = False


_DEVICE = (
    select(
        Device.id, Device.event_id, Device.name, Pairing.checkpoints, Pairing.may_override, Pairing.may_print,
        Device.revoked_at, Pairing.revoked_at.label("withdrawn"), Pairing.expires_at, Pairing.id.label("pairing"),
        Pairing.may_walk_in, Pairing.directions, Device.seen_at, Pairing.may_sign,
    ).join(Pairing, Pairing.id == Device.pairing_id)
)  # fmt: skip
_BY_TOKEN = _DEVICE.where(Device.token_hash == bindparam("token"))


def find_device(token: str) -> DeviceFacts | None:
    """The device of a bearer token, revoked and expired ones included: they may still deliver what they scanned."""
    found = rows(_BY_TOKEN, token=digest(token))
    return _facts(found[0]) if found else None


def find_hinted(event_id: UUID, hint: str) -> DeviceFacts | None:
    """The device of an event whose token's digest begins with these hexadecimal digits, where only one does."""
    found = [
        row
        for row in rows(_HINTED.where(Device.event_id == event_id))
        if row.token_hash.hex().startswith(hint)
    ]
    return _facts(found[0]) if len(found) == 1 and len(hint) >= 8 else None


_HINTED = _DEVICE.add_columns(Device.token_hash)


def _facts(one: Any) -> DeviceFacts:
    return DeviceFacts(
        one.id, None, one.event_id, one.name, frozenset(one.checkpoints), one.may_override, one.may_print,
        bool(one.revoked_at or one.withdrawn), one.expires_at, one.pairing, one.may_walk_in,
        frozenset(one.directions), one.seen_at, one.may_sign,
    )  # fmt: skip


def places_of_device(device_id: UUID) -> frozenset[str]:
    """The checkpoints that a device was paired for; empty = all of its event's, and for whoever is no device."""
    query = select(Pairing.checkpoints).join(Device).where(Device.id == device_id)
    return frozenset(db.session.scalars(query).one_or_none() or ())


def find_pairing(token: str) -> Pairing | None:
    """A pairing link that still works."""
    query = select(Pairing).where(
        Pairing.link_hash == digest(token), Pairing.revoked_at.is_(None), Pairing.expires_at > clock.now()
    )
    return db.session.scalars(query.options(selectinload(Pairing.devices))).one_or_none()


def pairings(event_id: UUID) -> Sequence[Pairing]:
    """All pairings of an event with their devices, newest first."""
    query = select(Pairing).where(Pairing.event_id == event_id).options(selectinload(Pairing.devices))
    return db.session.scalars(query.order_by(Pairing.created_at.desc())).all()

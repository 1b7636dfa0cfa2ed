"""The door's tables: pairings, devices, and the append-only log of scans.

Triggers in the migrations refuse every change of a scan but the erasure of its personal content, and the desk's
decision on a held one is a line of its own.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.clock import Instant
from app.kernel.db import Json, Model, UtcInstant
from app.kernel.ids import new_id
from app.kernel.personal import declare


class Pairing(Model):
    """A link that turns a phone into a door: name, checkpoints allowed (empty = all), until when."""

    __tablename__ = "pairing"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    checkpoints: Mapped[list[str]] = mapped_column(Json, default=list)
    may_override: Mapped[bool] = mapped_column(default=False)
    may_print: Mapped[bool] = mapped_column(
        default=False, server_default=false()
    )  # one badge, of whom it scanned
    link_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    link_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[Instant] = mapped_column(UtcInstant)
    expires_at: Mapped[Instant] = mapped_column(UtcInstant)
    revoked_at: Mapped[Instant | None] = mapped_column(UtcInstant)

    devices: Mapped[list[Device]] = relationship(back_populates="pairing", order_by="Device.paired_at")


class Device(Model):
    """One phone paired by a link, with a token of its own."""

    __tablename__ = "device"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"), index=True)
    pairing_id: Mapped[UUID] = mapped_column(ForeignKey("pairing.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    paired_at: Mapped[Instant] = mapped_column(UtcInstant)
    revoked_at: Mapped[Instant | None] = mapped_column(UtcInstant)

    pairing: Mapped[Pairing] = relationship(back_populates="devices")


class Scan(Model):
    """One line of the log, as judged when it arrived; presence is derived from these lines and nothing else."""

    __tablename__ = "scan"
    __table_args__ = (
        UniqueConstraint("event_id", "scan_id"),
        Index(None, "event_id", "registration_id", "checkpoint"),
        Index(None, "event_id", "checkpoint", "happened_at"),
        Index(None, "event_id", "corrects"),
    )

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)  # place in the event's chain, from 1, without gaps
    scan_id: Mapped[UUID]  # made by the device: the key of idempotence
    request_hash: Mapped[bytes] = mapped_column(
        LargeBinary(32)
    )  # the same id with another content is refused
    device_id: Mapped[UUID | None]
    user_id: Mapped[UUID | None]
    badge_id: Mapped[UUID | None]
    registration_id: Mapped[UUID | None]
    checkpoint: Mapped[str] = mapped_column(String(60))
    direction: Mapped[str] = mapped_column(String(3))
    outcome: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(40), default="")  # a word, of an invalid scan
    first_at: Mapped[Instant | None] = mapped_column(UtcInstant)
    first_checkpoint: Mapped[str] = mapped_column(String(60), default="")
    device_at: Mapped[Instant | None] = mapped_column(UtcInstant)  # the device's clock, as it was said
    happened_at: Mapped[Instant] = mapped_column(
        UtcInstant
    )  # corrected by the clock offset measured at delivery
    received_at: Mapped[Instant] = mapped_column(UtcInstant)
    rehearsal: Mapped[bool] = mapped_column(default=False)
    held: Mapped[bool] = mapped_column(default=False)  # delivered by a revoked device: the desk decides
    corrects: Mapped[UUID | None]
    override: Mapped[bool] = mapped_column(default=False)
    content: Mapped[dict[str, Any] | None] = mapped_column(Json)  # personal: reasons in words, walk-in names
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    commitment: Mapped[bytes] = mapped_column(LargeBinary(32))
    link: Mapped[bytes] = mapped_column(LargeBinary(32))


declare(
    Scan, event_of="event_id", history="content salt", hidden="request_hash salt commitment link",
    kept="event_id number scan_id request_hash device_id user_id badge_id checkpoint direction outcome reason first_at "
    "first_checkpoint device_at happened_at received_at rehearsal held corrects override commitment link",
)  # fmt: skip

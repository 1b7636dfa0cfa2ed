"""Pairings and the devices that came by them, with what each last said of itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, false, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.clock import Instant
from app.kernel.db import Json, Model, UtcInstant
from app.kernel.ids import new_id


class Pairing(Model):
    """A link that turns a phone into a door: name, checkpoints and ways allowed (empty = all), until when."""

    __tablename__ = "pairing"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    checkpoints: Mapped[list[str]] = mapped_column(Json, default=list)
    directions: Mapped[list[str]] = mapped_column(Json, default=list, server_default=text("'[]'"))
    may_override: Mapped[bool] = mapped_column(default=False)
    may_print: Mapped[bool] = mapped_column(
        default=False, server_default=false()
    )  # one badge, of whom it scanned
    may_walk_in: Mapped[bool] = mapped_column(default=True, server_default=true())
    may_sign: Mapped[bool] = mapped_column(default=False, server_default=false())  # takes signatures
    link_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    link_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[Instant] = mapped_column(UtcInstant)
    expires_at: Mapped[Instant] = mapped_column(UtcInstant)
    revoked_at: Mapped[Instant | None] = mapped_column(UtcInstant)
    user_id: Mapped[UUID | None]  # who made it: it ends with their right to

    devices: Mapped[list[Device]] = relationship(back_populates="pairing", order_by="Device.paired_at")


class Device(Model):
    """One phone paired by a link, with a token of its own; the rest is what it last said, for the door chief."""

    __tablename__ = "device"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"), index=True)
    pairing_id: Mapped[UUID] = mapped_column(ForeignKey("pairing.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    paired_at: Mapped[Instant] = mapped_column(UtcInstant)
    revoked_at: Mapped[Instant | None] = mapped_column(UtcInstant)
    seen_at: Mapped[Instant | None] = mapped_column(UtcInstant)
    scanned_at: Mapped[Instant | None] = mapped_column(UtcInstant)  # when its last scan happened
    scans: Mapped[int] = mapped_column(default=0, server_default="0")
    checkpoint: Mapped[str] = mapped_column(String(60), default="", server_default="")  # of its last scan
    battery: Mapped[float | None]  # 0 to 1
    charging: Mapped[bool | None]
    unsent: Mapped[int | None]
    oldest_at: Mapped[Instant | None] = mapped_column(UtcInstant)  # of what it has not sent
    build: Mapped[str] = mapped_column(String(40), default="", server_default="")
    clock_off: Mapped[int | None]  # seconds that it was behind the server at its last sending
    checks: Mapped[dict[str, Any] | None] = mapped_column(Json)  # of the day before: what to its word
    checked_at: Mapped[Instant | None] = mapped_column(UtcInstant)

    pairing: Mapped[Pairing] = relationship(back_populates="devices")

"""The append-only log of scans, and who is where by it.

Triggers in the migrations refuse every change of a scan but the erasure of its personal content, and the desk's
decision on a held one is a line of its own.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.clock import Instant
from app.kernel.db import Json, Model, UtcInstant
from app.kernel.personal import declare


def _rare(column: str, where: str = "") -> Index:
    condition = text(where or column)
    return Index(
        f"ix_scan_event_id_{column}", "event_id", "number", sqlite_where=condition, postgresql_where=condition
    )


class Scan(Model):
    """One line of the log, as judged when it arrived; presence is derived from these lines and nothing else."""

    __tablename__ = "scan"
    __table_args__ = (
        UniqueConstraint("event_id", "scan_id"),
        Index(None, "event_id", "registration_id", "checkpoint"),
        Index(None, "event_id", "checkpoint", "happened_at"),
        Index(None, "event_id", "corrects"),
        # What the desk has to look at is rare, and asked for every few seconds.
        _rare("held"),
        _rare("conflict", "conflict IS NOT NULL"),
        Index(
            "ix_scan_event_id_about",
            "event_id",
            "about",
            sqlite_where=text("about IS NOT NULL"),
            postgresql_where=text("about IS NOT NULL"),
        ),
        Index(
            "ix_scan_badge_id_unknown",
            "badge_id",
            sqlite_where=text("registration_id IS NULL AND badge_id IS NOT NULL"),
            postgresql_where=text("registration_id IS NULL AND badge_id IS NOT NULL"),
        ),
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
    # In only because a line before it let them in here: it counts as long as that one does.
    follows: Mapped[bool] = mapped_column(default=False, server_default=false())
    about: Mapped[UUID | None]  # the line that the desk decided on, moved, or recognised; `reason` says which
    conflict: Mapped[UUID | None]  # the line of another gate that had admitted the same badge while cut off
    content: Mapped[dict[str, Any] | None] = mapped_column(Json)  # personal: reasons in words, walk-in names
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    commitment: Mapped[bytes] = mapped_column(LargeBinary(32))
    link: Mapped[bytes] = mapped_column(LargeBinary(32))


declare(
    Scan, event_of="event_id", history="content salt", hidden="request_hash salt commitment link",
    kept="event_id number scan_id request_hash device_id user_id badge_id checkpoint direction outcome reason first_at "
    "first_checkpoint device_at happened_at received_at rehearsal held corrects override follows about "
    "conflict commitment link",
)  # fmt: skip


class Standing(Model):
    """Where one person stands at one checkpoint by the log: what `rules.presence` says of their lines, kept up with
    each batch, so that nothing has to read the whole log."""

    __tablename__ = "standing"
    __table_args__ = (Index(None, "registration_id"),)

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    checkpoint: Mapped[str] = mapped_column(String(60), primary_key=True)
    registration_id: Mapped[UUID] = mapped_column(primary_key=True)
    present: Mapped[bool]
    first_in: Mapped[Instant | None] = mapped_column(UtcInstant)
    last_out: Mapped[Instant | None] = mapped_column(UtcInstant)
    device_id: Mapped[UUID | None]  # the gate of the first way in


declare(
    Standing,
    kept="event_id checkpoint registration_id present first_in last_out device_id",
    event_of="event_id",
)

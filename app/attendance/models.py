"""Attendance's tables: an event's rule of presence, and the append-only log of signatures.

Triggers in the migrations refuse every change of a signature but the erasure of its personal content.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.clock import Instant
from app.kernel.db import Json, Model, UtcInstant
from app.kernel.personal import declare


class AttendanceSettings(Model):
    """What the desk chose for an event: when somebody counts as present, and how its sheets are made."""

    __tablename__ = "attendance_settings"

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    scan: Mapped[str] = mapped_column(String(10), default="first")  # rules.Measure
    least: Mapped[int] = mapped_column(default=0)  # minutes, or per cent of the scheduled time
    signature: Mapped[str] = mapped_column(String(10), default="counts")  # rules.Paper
    sheets: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)  # rules.SheetChoices


class Signature(Model):
    """One signature, or (`corrects`) one taken back; of a registration, or of a speaker who has none."""

    __tablename__ = "signature"
    __table_args__ = (
        Index(None, "event_id", "place"),
        Index(None, "registration_id"),
    )

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)  # place in the event's chain, from 1, without gaps
    registration_id: Mapped[UUID | None]
    speaker_id: Mapped[UUID | None]
    place: Mapped[str] = mapped_column(String(60))  # key of a session, half-day or day
    how: Mapped[str] = mapped_column(String(10))  # rules.How
    signed_at: Mapped[Instant] = mapped_column(UtcInstant)  # on paper: when the place ended, or was entered
    recorded_at: Mapped[Instant] = mapped_column(UtcInstant)
    user_id: Mapped[UUID | None]  # who entered it
    sheet: Mapped[str] = mapped_column(String(20), default="")  # reference of the paper
    corrects: Mapped[int | None]  # number of the line that it takes back
    content: Mapped[dict[str, Any] | None] = mapped_column(
        Json
    )  # personal: who entered it, why, digest of the ink
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    commitment: Mapped[bytes] = mapped_column(LargeBinary(32))
    link: Mapped[bytes] = mapped_column(LargeBinary(32))


declare(
    Signature, event_of="event_id", history="content salt", hidden="salt commitment link",
    kept="event_id number speaker_id place how signed_at recorded_at user_id sheet corrects commitment link",
)  # fmt: skip


class SignatureInk(Model):
    """The strokes and the picture of a signature on a tablet, sealed; the line itself commits to their digest."""

    __tablename__ = "signature_ink"
    __table_args__ = (
        ForeignKeyConstraint(("event_id", "number"), ("signature.event_id", "signature.number")),
        Index(None, "registration_id"),
    )

    event_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[UUID]
    ink_sealed: Mapped[bytes] = mapped_column(LargeBinary)


declare(SignatureInk, event_of="event_id", gone="evidence")

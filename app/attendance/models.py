"""Attendance's tables: an event's choices, the append-only log of signatures, sheets and their pages, closings.

Triggers in the migrations refuse every change of a signature but the erasure of its personal content.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.clock import Instant
from app.kernel.db import Json, Model, UtcInstant
from app.kernel.ids import new_id
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


class Sheet(Model):
    """A sign-in sheet as it was printed for one place: its reference, its choices, and how many pages."""

    __tablename__ = "sheet"
    __table_args__ = (UniqueConstraint("event_id", "reference"), Index(None, "event_id", "place"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    reference: Mapped[str] = mapped_column(String(10))
    place: Mapped[str] = mapped_column(String(60))
    choices: Mapped[dict[str, Any]] = mapped_column(Json)  # rules.SheetChoices
    pages: Mapped[int]
    made_at: Mapped[Instant] = mapped_column(UtcInstant)
    made_by: Mapped[UUID | None]


class SheetLine(Model):
    """Who stands under a number of a sheet; names are read when it is drawn."""

    __tablename__ = "sheet_line"
    __table_args__ = (Index(None, "registration_id"),)

    sheet_id: Mapped[UUID] = mapped_column(ForeignKey("sheet.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[int]
    part: Mapped[str] = mapped_column(String(10))  # rules.Part
    registration_id: Mapped[UUID | None]
    speaker_id: Mapped[UUID | None]


declare(SheetLine, kept="sheet_id number page part speaker_id")


class SheetPage(Model):
    """A page that came back signed, who took it in, and its picture; evidence of the event, as the log is."""

    __tablename__ = "sheet_page"

    sheet_id: Mapped[UUID] = mapped_column(ForeignKey("sheet.id", ondelete="CASCADE"), primary_key=True)
    page: Mapped[int] = mapped_column(primary_key=True)
    handed_at: Mapped[Instant] = mapped_column(UtcInstant)
    handed_to: Mapped[UUID | None]
    file: Mapped[str] = mapped_column(String(32), default="")  # key of the stored picture; "" without one


class Closing(Model):
    """A place that somebody closed, with what was so and where the three chains ended: the anchor; never changed."""

    __tablename__ = "closing"
    __table_args__ = (UniqueConstraint("event_id", "place", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    place: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]  # of the closings of this place, from 1
    closed_at: Mapped[Instant] = mapped_column(UtcInstant)
    closed_by: Mapped[UUID | None]
    name: Mapped[str] = mapped_column(String(200))  # of who closed, as typed
    remark: Mapped[str] = mapped_column(String(500), default="")
    counts: Mapped[dict[str, Any]] = mapped_column(Json)
    scans_number: Mapped[int]
    scans_link: Mapped[bytes] = mapped_column(LargeBinary(32))
    signatures_number: Mapped[int]
    signatures_link: Mapped[bytes] = mapped_column(LargeBinary(32))
    journal_number: Mapped[int]
    journal_link: Mapped[bytes] = mapped_column(LargeBinary(32))

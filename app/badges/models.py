"""Tables of badges: codes, what badges show, the paper they lie on, and who was on which printed sheet."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.events.models import Category
from app.kernel.clock import Instant
from app.kernel.db import Json, Model, TextMap, UtcInstant
from app.kernel.i18n import Text
from app.kernel.ids import new_id
from app.kernel.personal import declare
from app.registration.models import Registration


class Badge(Model):
    """A code that admits one person to one event until it is revoked; a blank one of a category, nobody yet.

    Printed, handed over and arrived are three facts: sheets are in PrintedBadge, arrivals in the log of scans.
    """

    __tablename__ = "badge"
    __table_args__ = (
        UniqueConstraint("event_id", "typed_hash"),
        CheckConstraint("registration_id IS NOT NULL OR category_id IS NOT NULL", name="somebodys"),
        # One valid badge a registration, beside any number of revoked ones and of those that came by merging.
        Index(
            "uq_badge_registration_id_valid",
            "registration_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL AND NOT inherited"),
            postgresql_where=text("revoked_at IS NULL AND NOT inherited"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    registration_id: Mapped[UUID | None] = mapped_column(ForeignKey("registration.id"), index=True)
    category_id: Mapped[UUID | None] = mapped_column(ForeignKey("category.id"))  # of one that was made blank
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    code_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    typed_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    issued_at: Mapped[Instant] = mapped_column(UtcInstant)
    revoked_at: Mapped[Instant | None] = mapped_column(UtcInstant)
    revoked_reason: Mapped[str] = mapped_column(String(300), default="")
    # Of a registration that was merged into this one: it opens doors still, and is not printed again.
    inherited: Mapped[bool] = mapped_column(default=False, server_default=false())
    handed_at: Mapped[Instant | None] = mapped_column(UtcInstant)
    handed_by: Mapped[UUID | None]

    registration: Mapped[Registration | None] = relationship()
    category: Mapped[Category | None] = relationship()


declare(
    Badge, kept="id event_id category_id code_hash typed_hash issued_at revoked_at inherited handed_at handed_by",
    hidden="code_hash typed_hash", badge="code_sealed", notes="revoked_reason",
)  # fmt: skip


class BadgeDesign(Model):
    """What the badges of a category show, or those of the whole event where `category` is empty."""

    __tablename__ = "badge_design"
    __table_args__ = (UniqueConstraint("event_id", "category"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    category: Mapped[str] = mapped_column(String(40), default="")  # a category's key
    parts: Mapped[list[str]] = mapped_column(Json)  # of rules.PARTS
    back: Mapped[str] = mapped_column(String(10))
    note: Mapped[Text] = mapped_column(TextMap)


class PrintSetup(Model):
    """An event's printer and logos: the edge it turns sheets over, what it gets wrong (millimetres, factor), and the
    paper of a badge by itself."""

    __tablename__ = "print_setup"

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    duplex: Mapped[str] = mapped_column(String(5), default="")  # long | short | "" for one side only
    right: Mapped[float] = mapped_column(default=0.0)
    up: Mapped[float] = mapped_column(default=0.0)
    scale: Mapped[float] = mapped_column(default=1.0)
    single: Mapped[str] = mapped_column(String(60), default="id1", server_default="id1")  # a paper's name
    logos: Mapped[list[str]] = mapped_column(Json, default=list)  # keys of stored files, in their order


class OwnPaper(Model):
    """A paper with the event's own measures, in millimetres as rules.Grid has them."""

    __tablename__ = "own_paper"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    page_width: Mapped[float]
    page_height: Mapped[float]
    width: Mapped[float]
    height: Mapped[float]
    columns: Mapped[int]
    rows: Mapped[int]
    left: Mapped[float]
    top: Mapped[float]
    gap_x: Mapped[float]
    gap_y: Mapped[float]
    cut: Mapped[bool]
    mono: Mapped[bool]


class PrintRun(Model):
    """One printing: the paper, the order, why, and the event as it stood on the badges; enough to draw it again."""

    __tablename__ = "print_run"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]  # of the event, from 1
    batch_id: Mapped[UUID | None]  # the long work that draws it; None for a badge by itself
    stock: Mapped[dict[str, Any]] = mapped_column(Json)  # name and measures
    printing: Mapped[dict[str, Any]] = mapped_column(Json)  # edge and correction
    facts: Mapped[dict[str, Any]] = mapped_column(Json)  # of the event, and each design used
    order: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(300), default="")
    made_at: Mapped[Instant] = mapped_column(UtcInstant)
    made_by: Mapped[str] = mapped_column(String(254), default="")
    sha256: Mapped[bytes | None] = mapped_column(LargeBinary(32))  # of the file, once it is drawn


class PrintedBadge(Model):
    """One badge on a printed sheet, with what it said: known for good, though person and code may change."""

    __tablename__ = "printed_badge"
    __table_args__ = (Index(None, "badge_id", "number"),)

    run_id: Mapped[UUID] = mapped_column(ForeignKey("print_run.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(
        primary_key=True
    )  # place in the run, from 0; the page follows from it
    badge_id: Mapped[UUID] = mapped_column(ForeignKey("badge.id"))
    registration_id: Mapped[UUID | None] = mapped_column(ForeignKey("registration.id"), index=True)
    shown: Mapped[dict[str, Any]] = mapped_column(Json)  # the words, and which photo

    badge: Mapped[Badge] = relationship()


declare(PrintedBadge, kept="run_id number badge_id", evidence="shown")

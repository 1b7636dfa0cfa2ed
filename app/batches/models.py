"""Tables of long work: the work, its items with what became of each, and the file that it made."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.batches.rules import Progress
from app.kernel.clock import Instant
from app.kernel.db import Json, Model, UtcInstant
from app.kernel.ids import new_id
from app.kernel.personal import declare


class Batch(Model):
    """One long work at an event: begun by someone, in their language, in the transaction of their act."""

    __tablename__ = "batch"
    __table_args__ = (Index(None, "event_id", "created_at"), Index(None, "state"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID]  # no foreign key: events stand above
    kind: Mapped[str] = mapped_column(String(40))  # such as delegates.approve
    state: Mapped[str] = mapped_column(String(10), default="waiting")  # one of rules.STATES
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    params: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)  # for the handler
    then: Mapped[str] = mapped_column(String(300), default="")  # the page to go on to, a path of the desk
    language: Mapped[str] = mapped_column(String(10))
    actor_kind: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str] = mapped_column(String(254), default="")
    created_at: Mapped[Instant] = mapped_column(UtcInstant)
    touched_at: Mapped[Instant] = mapped_column(UtcInstant)  # the last step, or the beginning
    ended_at: Mapped[Instant | None] = mapped_column(UtcInstant)

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return Progress(self.total, self.done, self.skipped, self.failed)


declare(
    Batch, of="event_id", event=True, notes="params actor_name",
    kept="id kind state total done skipped failed then language actor_kind actor_id created_at touched_at ended_at",
)  # fmt: skip


class BatchItem(Model):
    """One item: whom it is about, what is to be done with it, and what became of it."""

    __tablename__ = "batch_item"
    __table_args__ = (Index(None, "batch_id", "state", "number"), Index(None, "subject_id"))

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("batch.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[UUID | None]
    label: Mapped[str] = mapped_column(String(300), default="")  # as people know it; personal
    value: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    state: Mapped[str] = mapped_column(String(10), default="waiting")  # waiting | done | skipped | failed
    fault: Mapped[dict[str, Any] | None] = mapped_column(Json)  # message (an English source text) and params


declare(
    BatchItem, of="subject_id", event_of="batch_id", event_via=Batch, kept="batch_id number state",
    notes="label value fault",
)  # fmt: skip


class BatchFile(Model):
    """What a work made, to be downloaded."""

    __tablename__ = "batch_file"

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("batch.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    mimetype: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


declare(BatchFile, of="batch_id", through=Batch, event=True, gone="notes")

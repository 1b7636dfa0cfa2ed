"""The outbox: mail is written in the transaction of the act that causes it, and leaves afterwards."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.clock import Instant
from app.kernel.db import Json, Model, UtcInstant
from app.kernel.ids import new_id
from app.kernel.personal import declare


class OutboxMail(Model):
    """One mail: whom it concerns and why; its words and links are composed when it leaves, never stored."""

    __tablename__ = "outbox_mail"
    __table_args__ = (
        Index(None, "state", "next_at"),
        Index(None, "event_id", "created_at"),
        Index(None, "subject_id"),
        Index(None, "to", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID | None]
    occasion: Mapped[str] = mapped_column(String(40))  # such as registration.received
    subject_id: Mapped[UUID | None]  # whom it is about: a registration or a user
    to: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10), default="waiting")  # one of rules.STATES
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[Instant] = mapped_column(
        UtcInstant
    )  # waiting: when it is due; sending: when the claim ends
    created_at: Mapped[Instant] = mapped_column(UtcInstant)
    sent_at: Mapped[Instant | None] = mapped_column(UtcInstant)
    opened_at: Mapped[Instant | None] = mapped_column(UtcInstant)  # its own link was followed
    error: Mapped[str] = mapped_column(String(500), default="")
    subject: Mapped[str] = mapped_column(String(300), default="")
    params: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)  # for the composer


declare(
    OutboxMail, of="subject_id", event_of="event_id", mails="to error subject params",
    kept="id event_id occasion language state attempts next_at created_at sent_at opened_at",
)  # fmt: skip

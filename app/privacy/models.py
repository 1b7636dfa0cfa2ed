"""Tables of privacy: how long an event keeps what, where it differs from what the program proposes."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Model


class Retention(Model):
    """For how many days after its end an event keeps the data of one purpose."""

    __tablename__ = "retention"
    __table_args__ = (CheckConstraint("days >= 0", name="days"),)

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(20), primary_key=True)  # one of kernel.personal.PURPOSES
    days: Mapped[int]

"""The table of an event's threshold for certificates."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Model


class CertificateSettings(Model):
    """How many half-days somebody has to attend for a certificate."""

    __tablename__ = "certificate_settings"

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    least: Mapped[int] = mapped_column(default=1)

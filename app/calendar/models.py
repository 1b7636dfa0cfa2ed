"""Tables of calendars: the personal feeds that delegates subscribe to."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.clock import Instant
from app.kernel.db import Model, UtcInstant
from app.kernel.ids import new_id
from app.kernel.personal import declare


class CalendarFeed(Model):
    """One delegate's feed; its address is a secret of its own, so that it can end without the pass ending."""

    __tablename__ = "calendar_feed"
    __table_args__ = (
        # One living feed a delegate; ended ones stay known, so that their address never works again.
        Index(
            "uq_calendar_feed_registration_id_living",
            "registration_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"), index=True)
    registration_id: Mapped[UUID] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    token_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[Instant] = mapped_column(UtcInstant)
    revoked_at: Mapped[Instant | None] = mapped_column(UtcInstant)


declare(CalendarFeed, gone="contact", hidden="token_hash token_sealed")

"""Tables of calendars: delegates' feeds, the sessions that they starred, and what was sent into their calendars."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
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


class Star(Model):
    """A session that a delegate wants to see, whether they are expected there or not."""

    __tablename__ = "star"

    registration_id: Mapped[UUID] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    session_uid: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[Instant] = mapped_column(UtcInstant)


class CalendarWish(Model):
    """A delegate who asked for invitations by mail; without a row nobody gets any."""

    __tablename__ = "calendar_wish"

    registration_id: Mapped[UUID] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"), index=True)
    since: Mapped[Instant] = mapped_column(UtcInstant)


class CalendarMessage(Model):
    """One iTIP message to a delegate about one session; written down before it leaves, so that it leaves once."""

    __tablename__ = "calendar_message"
    __table_args__ = (UniqueConstraint("registration_id", "session_uid", "sequence"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"), index=True)
    registration_id: Mapped[UUID] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    session_uid: Mapped[UUID]
    sequence: Mapped[int]
    revision: Mapped[int]  # the session's own sequence when this was written
    method: Mapped[str] = mapped_column(String(10))  # REQUEST | CANCEL
    version: Mapped[int]  # of the agenda whose facts it tells
    at: Mapped[Instant] = mapped_column(UtcInstant)  # its DTSTAMP


class ChangeNotice(Model):
    """A publication that a delegate is told of; `since` is the version that they knew before."""

    __tablename__ = "change_notice"

    registration_id: Mapped[UUID] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"), index=True)
    since: Mapped[int]
    mail_id: Mapped[UUID | None]  # None: nothing of theirs changed, or a mail still waiting tells it too
    at: Mapped[Instant] = mapped_column(UtcInstant)


declare(Star, gone="contact")
declare(CalendarWish, gone="contact")
declare(CalendarMessage, gone="contact")
declare(ChangeNotice, gone="contact")

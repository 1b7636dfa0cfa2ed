"""What the desk settles for the doors of an event: settings, checkpoints, and what was expected since when."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, false, true
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.clock import Instant
from app.kernel.db import Json, Model, TextMap, UtcInstant
from app.kernel.i18n import Text
from app.kernel.ids import new_id
from app.kernel.personal import declare


class DoorSettings(Model):
    """How the doors of an event behave; an event without a row has the defaults."""

    __tablename__ = "door_settings"

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    early: Mapped[str] = mapped_column(String(6), default="accept")  # accept | ask
    elsewhere: Mapped[str] = mapped_column(String(6), default="ask")
    rehearsal: Mapped[bool] = mapped_column(default=False)
    cleared: Mapped[int] = mapped_column(
        default=0
    )  # rehearsal lines up to this number of the log are forgotten
    silent_minutes: Mapped[int] = mapped_column(default=10)  # a gate that says nothing for so long is silent
    kiosk_salt: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    kiosk_check: Mapped[bytes | None] = mapped_column(LargeBinary(32))  # SHA-256 of salt and PIN


class OwnCheckpoint(Model):
    """A place to scan at that the desk added, or what it changed of one that comes from the agenda."""

    __tablename__ = "checkpoint"

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    added: Mapped[bool] = mapped_column(default=False, server_default=false())
    kind: Mapped[str] = mapped_column(String(10))  # rules.KINDS
    name: Mapped[Text] = mapped_column(TextMap, default=Text)
    starts_at: Mapped[Instant | None] = mapped_column(UtcInstant)
    ends_at: Mapped[Instant | None] = mapped_column(UtcInstant)
    capacity: Mapped[int | None]
    both_ways: Mapped[bool] = mapped_column(default=True, server_default=true())
    hidden: Mapped[bool] = mapped_column(default=False, server_default=false())


class Expectation(Model):
    """Who was expected where from a moment on, so that a scan that comes days late is judged as on its day."""

    __tablename__ = "expectation"
    __table_args__ = (Index(None, "event_id", "since"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    since: Mapped[Instant] = mapped_column(UtcInstant)
    places: Mapped[dict[str, Any]] = mapped_column(Json)  # key to [categories, by invitation, people by name]


class WalkIn(Model):
    """Somebody who was admitted without being announced, until the desk has put their registration in order."""

    __tablename__ = "walk_in"
    __table_args__ = (Index(None, "event_id", "settled_at"),)

    registration_id: Mapped[UUID] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    at: Mapped[Instant] = mapped_column(UtcInstant)
    checkpoint: Mapped[str] = mapped_column(String(60))
    device_id: Mapped[UUID | None]
    badge_taken: Mapped[bool] = mapped_column(default=False)  # the badge was somebody else's, or none of ours
    replaces_id: Mapped[UUID | None]
    settled_at: Mapped[Instant | None] = mapped_column(UtcInstant)
    settled_by: Mapped[UUID | None]


declare(
    WalkIn, kept="event_id at checkpoint device_id badge_taken replaces_id settled_at settled_by",
)  # fmt: skip

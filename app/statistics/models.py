"""Tables of statistics: what the desk chose, quorums kept as facts, and what was published."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.clock import Instant
from app.kernel.db import Json, Model, TextMap, UtcInstant
from app.kernel.i18n import Text
from app.kernel.ids import new_id


class StatisticsSettings(Model):
    """What share of the member cities makes a quorum at an event."""

    __tablename__ = "statistics_settings"

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    quorum: Mapped[str] = mapped_column(String(12), default="half")  # rules.Basis


class QuorumRecord(Model):
    """Which member cities were at a deciding session at a moment, as somebody had it recorded; never changed."""

    __tablename__ = "quorum_record"
    __table_args__ = (Index(None, "event_id", "session", "recorded_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    session: Mapped[str] = mapped_column(String(60))  # its key, which outlives the agenda's draft
    title: Mapped[Text] = mapped_column(TextMap)
    recorded_at: Mapped[Instant] = mapped_column(UtcInstant)
    recorded_by: Mapped[UUID | None]  # a user
    by: Mapped[str] = mapped_column(String(200))  # their name, as it was then
    members: Mapped[int]
    basis: Mapped[str] = mapped_column(String(12))
    needed: Mapped[int]
    cities: Mapped[list[dict[str, Any]]] = mapped_column(Json)  # those present: name by language
    reached_at: Mapped[Instant | None] = mapped_column(UtcInstant)  # by the scans, the first time
    scans: Mapped[int]  # the last lines of the three logs that were counted
    journal: Mapped[int]
    signatures: Mapped[int]

    @property
    def reached(self) -> bool:
        """True where enough were there."""
        return self.members > 0 and len(self.cities) >= self.needed


class StatisticsPublication(Model):
    """Figures as they were published, small counts hidden already; the newest that was not withdrawn is shown."""

    __tablename__ = "statistics_publication"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]
    as_of: Mapped[Instant] = mapped_column(UtcInstant)
    published_at: Mapped[Instant] = mapped_column(UtcInstant)
    published_by: Mapped[UUID | None]
    by: Mapped[str] = mapped_column(String(200))
    scans: Mapped[int]
    journal: Mapped[int]
    signatures: Mapped[int]
    content: Mapped[list[dict[str, Any]]] = mapped_column(Json)  # rules.Table.plain of each
    withdrawn_at: Mapped[Instant | None] = mapped_column(UtcInstant)

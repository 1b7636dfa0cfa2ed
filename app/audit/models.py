"""Tables of the journal; triggers in the migrations refuse any change but the erasure of personal content."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.clock import Instant
from app.kernel.db import Json, Model, UtcInstant
from app.kernel.personal import declare


class ChainHead(Model):
    """The last link of one chain; locking this row orders the writers of the chain."""

    __tablename__ = "chain_head"

    chain: Mapped[str] = mapped_column(String(60), primary_key=True)
    number: Mapped[int]
    link: Mapped[bytes] = mapped_column(LargeBinary(32))


class JournalEntry(Model):
    """One act. `content` (names, before, after) and its salt may be erased; the rest stays as it was written."""

    __tablename__ = "journal_entry"
    __table_args__ = (
        Index(None, "event_id", "at"),
        Index(None, "subject_id"),
    )

    chain: Mapped[str] = mapped_column(String(60), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[UUID | None]
    at: Mapped[Instant] = mapped_column(UtcInstant)
    action: Mapped[str] = mapped_column(String(60))
    actor_kind: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[UUID | None]
    subject_kind: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[UUID | None]
    content: Mapped[dict[str, Any] | None] = mapped_column(Json)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    commitment: Mapped[bytes] = mapped_column(LargeBinary(32))
    link: Mapped[bytes] = mapped_column(LargeBinary(32))


declare(
    JournalEntry, of="subject_id", event_of="event_id", unless={"action": "privacy.purged"},
    history="content salt", hidden="salt commitment link",
    kept="chain number event_id at action actor_kind actor_id subject_kind commitment link",
)  # fmt: skip

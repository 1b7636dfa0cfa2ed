"""Tables of the desk: views that were saved, notes that no delegate sees, and imports under way."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.clock import Instant
from app.kernel.db import Json, Model, UtcInstant
from app.kernel.ids import new_id
from app.kernel.personal import declare


class SavedView(Model):
    """A filter, an order and columns of the list under a name: someone's own, or (no user) the event's."""

    __tablename__ = "saved_view"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    wanted: Mapped[dict[str, Any]] = mapped_column(Json)  # arguments of the list's address
    created_at: Mapped[Instant] = mapped_column(UtcInstant)


class Note(Model):
    """What the secretariat keeps in mind about a delegate."""

    __tablename__ = "desk_note"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    registration_id: Mapped[UUID] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    text: Mapped[str] = mapped_column(String(2000))
    at: Mapped[Instant] = mapped_column(UtcInstant)
    author_id: Mapped[UUID | None]
    author: Mapped[str] = mapped_column(String(254))


class ImportDraft(Model):
    """A table that somebody uploaded, until it is imported or forgotten; it names people, so it is sealed."""

    __tablename__ = "import_draft"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))  # of the file
    how: Mapped[str] = mapped_column(String(40))  # what was guessed about it
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)  # head and rows
    matching: Mapped[dict[str, Any]] = mapped_column(Json)  # place of a column to the field it fills
    report_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)  # what was found in it
    state: Mapped[str] = mapped_column(String(10), default="new")  # new | checked | imported
    batch_id: Mapped[UUID | None]  # the long work that checks or imports it
    created_at: Mapped[Instant] = mapped_column(UtcInstant)
    author_id: Mapped[UUID | None]


declare(Note, gone="notes")

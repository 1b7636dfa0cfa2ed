"""Tables of the agenda: the draft that the desk edits, and each published version as it was."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.clock import Instant
from app.kernel.db import Json, Model, TextMap, UtcInstant
from app.kernel.i18n import Text
from app.kernel.ids import new_id


class Room(Model):
    """A place at the venue; capacity in persons, None when unlimited."""

    __tablename__ = "room"
    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(40))
    capacity: Mapped[int | None]
    name: Mapped[Text] = mapped_column(TextMap)
    extra: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


class Session(Model):
    """A session of the draft; `uid` names it in calendars for good, `key` in addresses and at the door."""

    __tablename__ = "session"
    __table_args__ = (
        UniqueConstraint("event_id", "key"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(60))
    uid: Mapped[UUID] = mapped_column(unique=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(40))
    number: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(10), default="planned")  # planned | cancelled
    starts_at: Mapped[Instant] = mapped_column(UtcInstant)
    ends_at: Mapped[Instant] = mapped_column(UtcInstant)
    room_id: Mapped[UUID | None] = mapped_column(ForeignKey("room.id"))
    continues: Mapped[str] = mapped_column(
        String(60), default=""
    )  # key of the session that this one continues
    attendance: Mapped[bool] = mapped_column(default=False)
    decides: Mapped[bool] = mapped_column(default=False)
    expected: Mapped[list[str]] = mapped_column(Json, default=list)  # category keys; empty = everyone
    interpretation: Mapped[list[str]] = mapped_column(Json, default=list)
    languages: Mapped[list[str]] = mapped_column(Json, default=list)  # working languages
    title: Mapped[Text] = mapped_column(TextMap)
    subtitle: Mapped[Text] = mapped_column(TextMap)
    description: Mapped[Text] = mapped_column(TextMap)
    topics: Mapped[list[dict[str, str]]] = mapped_column(Json, default=list)
    extra: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)

    room: Mapped[Room | None] = relationship()


class AgendaVersion(Model):
    """A publication: the sessions as they were shown to everyone from then on; never changed afterwards."""

    __tablename__ = "agenda_version"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]
    published_at: Mapped[Instant] = mapped_column(UtcInstant)
    published_by: Mapped[UUID | None]
    sessions: Mapped[list[dict[str, Any]]] = mapped_column(Json)

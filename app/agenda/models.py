"""Tables of the agenda: the draft that the desk edits, and each published version as it was."""

from __future__ import annotations

from datetime import time
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.clock import Instant
from app.kernel.db import Json, Model, TextMap, UtcInstant
from app.kernel.i18n import Text
from app.kernel.ids import new_id
from app.kernel.personal import declare


class EventDay(Model):
    """The hours of one day of the event, on its own clocks; a day without a row is open around the clock.

    A day that closes no later than it opens closes on the next one.
    """

    __tablename__ = "event_day"
    __table_args__ = (UniqueConstraint("event_id", "day"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    position: Mapped[int]
    day: Mapped[int]  # from 1
    opens: Mapped[time]
    closes: Mapped[time]
    title: Mapped[Text] = mapped_column(TextMap)
    extra: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


class Room(Model):
    """A place at the venue; capacity in persons, booths for interpreters, both None where nobody said."""

    __tablename__ = "room"
    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(40))
    capacity: Mapped[int | None]
    booths: Mapped[int | None]
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
    # Category keys; with none everyone is expected, or by invitation nobody beside the invited.
    expected: Mapped[list[str]] = mapped_column(Json, default=list)
    by_invitation: Mapped[bool] = mapped_column(default=False, server_default=false())
    # Registrations; plain ids, for registration ranks above.
    invited: Mapped[list[str]] = mapped_column(Json, default=list, server_default="[]")
    interpretation: Mapped[list[str]] = mapped_column(Json, default=list)
    languages: Mapped[list[str]] = mapped_column(Json, default=list)  # working languages
    title: Mapped[Text] = mapped_column(TextMap)
    subtitle: Mapped[Text] = mapped_column(TextMap)
    description: Mapped[Text] = mapped_column(TextMap)
    topics: Mapped[list[dict[str, str]]] = mapped_column(Json, default=list)
    extra: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)

    room: Mapped[Room | None] = relationship()
    roles: Mapped[list[SessionRole]] = relationship(
        order_by="SessionRole.position", cascade="all, delete-orphan", passive_deletes=True
    )


class Speaker(Model):
    """Somebody who speaks, moderates or reports at sessions; perhaps a delegate too."""

    __tablename__ = "speaker"
    __table_args__ = (
        UniqueConstraint("event_id", "key"),
        CheckConstraint("name_ar <> '' OR name_latin <> ''", name="named"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(40))
    name_ar: Mapped[str] = mapped_column(String(200), default="")
    name_latin: Mapped[str] = mapped_column(String(200), default="")
    function: Mapped[Text] = mapped_column(TextMap)
    organisation: Mapped[Text] = mapped_column(TextMap)
    city: Mapped[Text] = mapped_column(TextMap)
    country: Mapped[str] = mapped_column(String(2), default="")
    biography: Mapped[Text] = mapped_column(TextMap)
    photo: Mapped[str] = mapped_column(String(200), default="")  # where it is stored; "" without one
    registration_id: Mapped[UUID | None]  # no foreign key: registration ranks above
    extra: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


# The programme is a public record: a speaker is taken out of it at the agenda, and published anew.
declare(
    Speaker,
    kept="id event_id position key name_ar name_latin function organisation city country biography photo extra",
)


class SessionRole(Model):
    """What a speaker does at a session: speaker, moderator or rapporteur; in their order."""

    __tablename__ = "session_role"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), primary_key=True)
    speaker_id: Mapped[UUID] = mapped_column(ForeignKey("speaker.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(12), primary_key=True)
    position: Mapped[int]

    speaker: Mapped[Speaker] = relationship()


class SessionDocument(Model):
    """A document of a session; its audience is the desk, delegates or the public, whatever is published."""

    __tablename__ = "session_document"
    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(40))
    audience: Mapped[str] = mapped_column(String(10), default="desk")  # desk | delegates | public
    title: Mapped[Text] = mapped_column(TextMap)
    extra: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)

    session: Mapped[Session] = relationship()
    files: Mapped[list[DocumentFile]] = relationship(cascade="all, delete-orphan", passive_deletes=True)


class DocumentFile(Model):
    """A document in one language; `file` is its key in the storage, which knows its name, kind and size."""

    __tablename__ = "document_file"

    document_id: Mapped[UUID] = mapped_column(
        ForeignKey("session_document.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(String(10), primary_key=True)
    file: Mapped[str] = mapped_column(String(32))
    uploaded_at: Mapped[Instant] = mapped_column(UtcInstant)


class ClashWaiver(Model):
    """A clash that somebody confirmed, and why; it goes when the clash does."""

    __tablename__ = "clash_waiver"
    __table_args__ = (UniqueConstraint("event_id", "clash"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    clash: Mapped[str] = mapped_column(String(200))  # what clashes with what: rules.Clash.key
    reason: Mapped[str] = mapped_column(String(500))
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[Instant] = mapped_column(UtcInstant)


class AgendaVersion(Model):
    """A publication: the sessions as they were shown to everyone from then on; never changed afterwards."""

    __tablename__ = "agenda_version"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]
    published_at: Mapped[Instant] = mapped_column(UtcInstant)
    published_by: Mapped[UUID | None]
    tell: Mapped[str] = mapped_column(String(10), default="nobody", server_default="nobody")
    sessions: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    rooms: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list, server_default="[]")
    speakers: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list, server_default="[]")

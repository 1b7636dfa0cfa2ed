"""Tables of forms: each version that was published and the draft, typed answers to added questions, and photos."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.clock import Instant
from app.kernel.db import Json, Model, UtcInstant
from app.kernel.ids import new_id
from app.kernel.personal import declare
from app.kernel.storage import StoredFile


class FormVersion(Model):
    """One version of an event's form; number 0 is the draft, the only one that still changes."""

    __tablename__ = "form_version"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(Json)  # as rules.form.plain_form says it
    changed_at: Mapped[Instant] = mapped_column(UtcInstant)
    published_by: Mapped[str] = mapped_column(String(200), default="")


class Answer(Model):
    """One typed answer to a question that the event added, and the version of the form whose words were asked."""

    __tablename__ = "answer"
    __table_args__ = (
        CheckConstraint(
            "text <> '' OR number IS NOT NULL OR day IS NOT NULL OR choices IS NOT NULL OR yes IS NOT NULL "
            "OR file_key IS NOT NULL",
            name="answered",
        ),
    )

    registration_id: Mapped[UUID] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    form: Mapped[int]
    text: Mapped[str] = mapped_column(default="")
    number: Mapped[float | None]
    day: Mapped[date | None]
    choices: Mapped[list[str] | None] = mapped_column(Json)
    yes: Mapped[bool | None]
    file_key: Mapped[str | None] = mapped_column(ForeignKey("stored_file.key"))

    file: Mapped[StoredFile | None] = relationship()


declare(Answer, gone="answers")


class Photo(Model):
    """A delegate's photo: as it was sent, the part for the badge, and a small one for the door."""

    __tablename__ = "photo"

    registration_id: Mapped[UUID] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    source_key: Mapped[str] = mapped_column(ForeignKey("stored_file.key"))
    badge_key: Mapped[str] = mapped_column(ForeignKey("stored_file.key"))
    door: Mapped[bytes] = mapped_column(LargeBinary)  # JPEG, some 3 kB
    left: Mapped[float]  # the crop, as parts of the picture's sides
    top: Mapped[float]
    width: Mapped[float]
    changed_at: Mapped[Instant] = mapped_column(UtcInstant)


declare(Photo, gone="photos")

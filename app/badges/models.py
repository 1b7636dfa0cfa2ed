"""Badges: one code a badge, hashed for lookup and sealed for printing; a revoked one stays known as such."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.clock import Instant
from app.kernel.db import Model, UtcInstant
from app.kernel.ids import new_id
from app.kernel.personal import declare
from app.registration.models import Registration


class Badge(Model):
    """A code that admits one person to one event until it is revoked."""

    __tablename__ = "badge"
    __table_args__ = (
        UniqueConstraint("event_id", "typed_hash"),
        # One valid badge a registration, beside any number of revoked ones and of those that came by merging.
        Index(
            "uq_badge_registration_id_valid",
            "registration_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL AND NOT inherited"),
            postgresql_where=text("revoked_at IS NULL AND NOT inherited"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    registration_id: Mapped[UUID] = mapped_column(ForeignKey("registration.id"), index=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    code_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    typed_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    issued_at: Mapped[Instant] = mapped_column(UtcInstant)
    revoked_at: Mapped[Instant | None] = mapped_column(UtcInstant)
    revoked_reason: Mapped[str] = mapped_column(String(300), default="")
    # Of a registration that was merged into this one: it opens doors still, and is not printed again.
    inherited: Mapped[bool] = mapped_column(default=False, server_default=false())

    registration: Mapped[Registration] = relationship()


declare(
    Badge, kept="id event_id code_hash typed_hash issued_at revoked_at inherited", hidden="code_hash typed_hash",
    badge="code_sealed", notes="revoked_reason",
)  # fmt: skip

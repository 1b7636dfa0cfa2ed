"""Tables of delegations: whom a city or an institution sends, how many, and who answers for them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.events.models import Category, City
from app.kernel.clock import Instant
from app.kernel.db import Model, TextMap, UtcInstant
from app.kernel.i18n import Text
from app.kernel.ids import new_id
from app.kernel.personal import declare


class Delegation(Model):
    """A city or an institution with its places, and its focal point with a secret link to register people."""

    __tablename__ = "delegation"
    __table_args__ = (
        CheckConstraint("places IS NULL OR places >= 0", name="places"),
        Index(None, "event_id", "position"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    position: Mapped[int]  # in the order of precedence
    city_id: Mapped[UUID | None] = mapped_column(ForeignKey("city.id"))
    name: Mapped[Text] = mapped_column(TextMap)  # of an institution or an unknown city; empty: the city's own
    country: Mapped[str] = mapped_column(String(2))
    places: Mapped[int | None]  # in all; None: as many as the categories have
    focal_name: Mapped[str] = mapped_column(String(200), default="")
    focal_email: Mapped[str] = mapped_column(String(254), default="")  # lower case
    language: Mapped[str] = mapped_column(String(10))  # in which the focal point is written to
    link_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    link_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    link_revoked_at: Mapped[Instant | None] = mapped_column(UtcInstant)
    invited_at: Mapped[Instant | None] = mapped_column(UtcInstant)  # the last invitation or reminder
    reminders: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[Instant | None] = mapped_column(UtcInstant)  # first, by the link
    answered_at: Mapped[Instant | None] = mapped_column(UtcInstant)  # first person, or "we do not come"
    declined_at: Mapped[Instant | None] = mapped_column(UtcInstant)
    created_at: Mapped[Instant] = mapped_column(UtcInstant)

    city: Mapped[City | None] = relationship()
    quotas: Mapped[list[Quota]] = relationship(cascade="all, delete-orphan")

    @property
    def title(self) -> Text:
        """The delegation's name in its languages; one typed in no known language stands under ""."""
        return self.name or (self.city.name if self.city else Text())


declare(
    Delegation, of="event_id", event=True, contact="focal_name focal_email link_sealed",
    kept="id position city_id name country places language link_hash link_revoked_at invited_at reminders opened_at "
    "answered_at declined_at created_at",
    hidden="link_hash link_sealed",
)  # fmt: skip


class Quota(Model):
    """How many people of one category a delegation may send."""

    __tablename__ = "delegation_quota"
    __table_args__ = (CheckConstraint("places >= 0", name="places"),)

    delegation_id: Mapped[UUID] = mapped_column(
        ForeignKey("delegation.id", ondelete="CASCADE"), primary_key=True
    )
    category_id: Mapped[UUID] = mapped_column(ForeignKey("category.id"), primary_key=True)
    places: Mapped[int]

    category: Mapped[Category] = relationship()

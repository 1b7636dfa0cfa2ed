"""Tables of travel and stay: hotels that the event knows, and one row a delegate who said something."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.clock import Instant
from app.kernel.db import Model, TextMap, UtcInstant
from app.kernel.i18n import Text
from app.kernel.ids import new_id
from app.kernel.personal import declare


class Hotel(Model):
    """A hotel where delegates stay; `rooms` is what the secretariat holds there, 0 where nobody counts."""

    __tablename__ = "hotel"
    __table_args__ = (CheckConstraint("rooms >= 0", name="rooms"), Index(None, "event_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[Text] = mapped_column(TextMap)
    address: Mapped[str] = mapped_column(String(300), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    rooms: Mapped[int] = mapped_column(default=0)


class Travel(Model):
    """One delegate's journey and stay.

    Days and hours are those that tickets print: on the clocks of the venue, whatever becomes of its zone.
    """

    __tablename__ = "travel"
    __table_args__ = (
        Index(None, "event_id", "arrives_on"),
        Index(None, "event_id", "departs_on"),
        Index(None, "hotel_id"),
    )

    registration_id: Mapped[UUID] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    arrives_on: Mapped[date | None]
    arrives_time: Mapped[time | None]
    arrives_by: Mapped[str] = mapped_column(String(10), default="")  # one of rules.MEANS
    arrives_number: Mapped[str] = mapped_column(String(20), default="")  # AH 4204, upper case
    arrives_place: Mapped[str] = mapped_column(String(200), default="")
    departs_on: Mapped[date | None]
    departs_time: Mapped[time | None]
    departs_by: Mapped[str] = mapped_column(String(10), default="")
    departs_number: Mapped[str] = mapped_column(String(20), default="")
    departs_place: Mapped[str] = mapped_column(String(200), default="")
    hotel_id: Mapped[UUID | None] = mapped_column(ForeignKey("hotel.id", ondelete="SET NULL"))
    stays_elsewhere: Mapped[str] = mapped_column(String(200), default="")
    room: Mapped[str] = mapped_column(String(20), default="")
    visa: Mapped[str] = mapped_column(
        String(3), default=""
    )  # yes | no; "" = not said or not asked; the passport is kept by registration
    changed_at: Mapped[Instant] = mapped_column(UtcInstant)

    hotel: Mapped[Hotel | None] = relationship()


declare(Travel, gone="travel")

"""Tables of registrations: what a delegate said, where it stands, and each consent by itself."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.events.models import Category, City
from app.kernel.clock import Instant
from app.kernel.db import Model, UtcInstant
from app.kernel.ids import new_id


class Registration(Model):
    """One delegate at one event; at least one of the two names is there."""

    __tablename__ = "registration"
    __table_args__ = (
        CheckConstraint("name_ar <> '' OR name_latin <> ''", name="named"),
        UniqueConstraint("event_id", "submission"),
        Index(None, "event_id", "state"),
        Index(None, "event_id", "email"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    state: Mapped[str] = mapped_column(String(12))  # submitted | approved | refused | withdrawn
    submission: Mapped[UUID] = mapped_column(default=new_id)  # made with the form: a second press is known
    link_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    link_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    name_ar: Mapped[str] = mapped_column(String(200), default="")
    name_latin: Mapped[str] = mapped_column(String(200), default="")
    honorific: Mapped[str] = mapped_column(String(100), default="")
    function: Mapped[str] = mapped_column(String(300), default="")
    category_id: Mapped[UUID] = mapped_column(ForeignKey("category.id"))
    city_id: Mapped[UUID | None] = mapped_column(ForeignKey("city.id"))
    city_typed: Mapped[str] = mapped_column(String(200), default="")  # where the event does not know the city
    country: Mapped[str] = mapped_column(String(2))
    email: Mapped[str] = mapped_column(String(254), default="")  # lower case
    phone: Mapped[str] = mapped_column(String(20), default="")  # E.164
    gender: Mapped[str] = mapped_column(
        String(10), default=""
    )  # female | male | other | unsaid; "" = no answer
    language: Mapped[str] = mapped_column(String(10))  # of mails and pages
    interpretation: Mapped[str] = mapped_column(String(10), default="")
    diet: Mapped[str] = mapped_column(String(500), default="")
    access_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)  # tells of health: sealed at rest
    search: Mapped[str] = mapped_column(default="")  # normalised by rules.search_key
    submitted_at: Mapped[Instant] = mapped_column(UtcInstant)
    changed_at: Mapped[Instant] = mapped_column(UtcInstant)
    decided_at: Mapped[Instant | None] = mapped_column(UtcInstant)
    decided_by: Mapped[UUID | None]
    reason: Mapped[str] = mapped_column(String(1000), default="")  # of a refusal or withdrawal, as given

    category: Mapped[Category] = relationship()
    city: Mapped[City | None] = relationship()
    consents: Mapped[list[ConsentAnswer]] = relationship(cascade="all, delete-orphan")


class Passport(Model):
    """What a letter for a visa names; asked only of those who want that support, the number sealed at rest."""

    __tablename__ = "passport"

    registration_id: Mapped[UUID] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    number_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    country: Mapped[str] = mapped_column(String(2))  # that issued it
    expires: Mapped[date]
    at: Mapped[Instant] = mapped_column(UtcInstant)


class ConsentAnswer(Model):
    """One consent given or not, when, and to which words."""

    __tablename__ = "consent_answer"

    registration_id: Mapped[UUID] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    given: Mapped[bool]
    at: Mapped[Instant] = mapped_column(UtcInstant)
    language: Mapped[str] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(String(1000))  # the question as it was shown

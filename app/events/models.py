"""Tables of events: what a meeting is, who organises and funds it, who may come and what they agree to."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.clock import Instant
from app.kernel.db import Json, Model, TextMap, UtcInstant
from app.kernel.i18n import Text
from app.kernel.ids import new_id


class Event(Model):
    """A meeting; its days are dates in its own zone."""

    __tablename__ = "event"
    __table_args__ = (CheckConstraint("ends >= starts", name="ends_after_start"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(60), default="")
    starts: Mapped[date]
    ends: Mapped[date]
    timezone: Mapped[str] = mapped_column(String(60))
    languages: Mapped[list[str]] = mapped_column(Json)
    halfday_boundary: Mapped[time]
    accent: Mapped[str] = mapped_column(String(7))
    country: Mapped[str] = mapped_column(String(2), default="")
    network_countries: Mapped[list[str]] = mapped_column(Json, default=list)
    contact: Mapped[str] = mapped_column(String(254), default="")
    expected_delegates: Mapped[int | None]
    registration_opens: Mapped[int]  # days from the start; negative before it
    registration_closes: Mapped[int]
    capacity: Mapped[int | None]  # places in all; None: as many as come
    offer_hours: Mapped[int] = mapped_column(
        default=48, server_default="48"
    )  # to accept a place that fell free
    title: Mapped[Text] = mapped_column(TextMap)
    theme: Mapped[Text] = mapped_column(TextMap)
    summary: Mapped[Text] = mapped_column(TextMap)
    venue: Mapped[Text] = mapped_column(TextMap)
    city: Mapped[Text] = mapped_column(TextMap)
    host: Mapped[Text] = mapped_column(TextMap)
    funder: Mapped[Text] = mapped_column(TextMap)
    statement: Mapped[Text] = mapped_column(TextMap)
    disclaimer: Mapped[Text] = mapped_column(TextMap)
    agreement: Mapped[str] = mapped_column(String(100), default="")
    emblem: Mapped[str] = mapped_column(String(20), default="")  # "" or "eu"
    door_photos: Mapped[bool] = mapped_column(
        default=False, server_default=false()
    )  # doors are given small photos
    objectives: Mapped[list[dict[str, str]]] = mapped_column(Json, default=list)
    extra: Mapped[dict[str, Any]] = mapped_column(
        Json, default=dict
    )  # parts of the file unknown to the program
    imported: Mapped[str] = mapped_column(default="")  # the file as last imported: base of the next merge
    published_at: Mapped[Instant | None] = mapped_column(UtcInstant)
    version: Mapped[int] = mapped_column(default=1)  # raised by every change that a public page shows

    organisers: Mapped[list[Organiser]] = relationship(
        order_by="Organiser.position", cascade="all, delete-orphan"
    )
    categories: Mapped[list[Category]] = relationship(
        order_by="Category.position", cascade="all, delete-orphan"
    )
    consents: Mapped[list[Consent]] = relationship(order_by="Consent.position", cascade="all, delete-orphan")
    cities: Mapped[list[City]] = relationship(order_by="City.position", cascade="all, delete-orphan")


class EventAlias(Model):
    """A former slug, which redirects for good."""

    __tablename__ = "event_alias"

    slug: Mapped[str] = mapped_column(String(40), primary_key=True)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))


class Organiser(Model):
    """One of those who invite: organiser, host or partner."""

    __tablename__ = "organiser"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    role: Mapped[str] = mapped_column(String(40))
    name: Mapped[Text] = mapped_column(TextMap)
    extra: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


class Category(Model):
    """A kind of delegate, with its colour and its right to vote."""

    __tablename__ = "category"
    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(40))
    colour: Mapped[str] = mapped_column(String(7))
    votes: Mapped[bool] = mapped_column(default=False)
    precedence: Mapped[int | None]  # place in the order of protocol; None: as in the list
    capacity: Mapped[int | None]  # places; None: within the event's
    opens: Mapped[int | None]  # days from the start, where it differs from the event's registration_opens
    closes: Mapped[int | None]
    name: Mapped[Text] = mapped_column(TextMap)
    extra: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


class Consent(Model):
    """One question of consent, asked on its own."""

    __tablename__ = "consent"
    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(40))
    required: Mapped[bool] = mapped_column(default=False)
    text: Mapped[Text] = mapped_column(TextMap)
    purpose: Mapped[Text] = mapped_column(TextMap, default=Text, server_default="{}")  # what it is for
    # Badges and lists show who did not agree: no picture of this person, say.
    marked: Mapped[bool] = mapped_column(default=False, server_default=false())
    version: Mapped[int] = mapped_column(default=1, server_default="1")  # of its words
    extra: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


class ConsentVersion(Model):
    """The words of a consent as they were from a moment on; answers name the version that was shown."""

    __tablename__ = "consent_version"

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[Text] = mapped_column(TextMap)
    purpose: Mapped[Text] = mapped_column(TextMap)
    since: Mapped[Instant] = mapped_column(UtcInstant)


class City(Model):
    """A city that the registration form offers; members of the network count for quorum and votes."""

    __tablename__ = "city"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    country: Mapped[str] = mapped_column(String(2))
    member: Mapped[bool] = mapped_column(default=False)
    name: Mapped[Text] = mapped_column(TextMap)
    extra: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)

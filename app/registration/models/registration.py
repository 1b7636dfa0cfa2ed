"""Tables of registrations: what a delegate said, where it stands and how it came there, each consent by itself."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.event import listens_for
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.events.models import Category, City
from app.kernel.clock import Instant
from app.kernel.db import Json, Model, UtcInstant
from app.kernel.ids import new_id
from app.kernel.personal import declare
from app.registration.models.delegation import Delegation
from app.registration.rules.sorting import sort_key

ERASED = "—"
"""Stands where a name stood, so that lists and counts keep their rows."""


class Registration(Model):
    """One delegate at one event; at least one of the two names is there."""

    __tablename__ = "registration"
    __table_args__ = (
        CheckConstraint("name_ar <> '' OR name_latin <> ''", name="named"),
        UniqueConstraint("event_id", "submission"),
        Index(None, "event_id", "state", "category_id"),
        Index(None, "event_id", "email"),
        Index(None, "event_id", "queued"),
        # Few are: each reading of the log of scans asks which.
        Index(
            "ix_registration_event_id_merged",
            "event_id",
            sqlite_where=text("merged_into_id IS NOT NULL"),
            postgresql_where=text("merged_into_id IS NOT NULL"),
        ),
        # For the list: its count and its pages come from the index alone. The search reads its keys from one where
        # they may be of any length; PostgreSQL reads the table, whose long columns lie elsewhere.
        Index(None, "event_id", "merged_into_id", "submitted_at", "id"),
        Index(None, "event_id", "merged_into_id", "sort_ar", "id"),
        Index(None, "event_id", "merged_into_id", "sort_latin", "id"),
        Index("ix_registration_search", "event_id", "merged_into_id", "search").ddl_if(dialect="sqlite"),
        # One head a delegation.
        Index(
            "uq_registration_delegation_id_head",
            "delegation_id",
            unique=True,
            sqlite_where=text("leads"),
            postgresql_where=text("leads"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    state: Mapped[str] = mapped_column(String(12))  # one of rules.STATES
    submission: Mapped[UUID] = mapped_column(default=new_id)  # made with the form: a second press is known
    link_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    link_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    link_revoked_at: Mapped[Instant | None] = mapped_column(UtcInstant)
    delegation_id: Mapped[UUID | None] = mapped_column(ForeignKey("delegation.id"), index=True)
    leads: Mapped[bool] = mapped_column(default=False, server_default=false())  # head of its delegation
    rank: Mapped[
        int | None
    ]  # one's own place in the order of precedence, among those of like category and delegation
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
    sort_ar: Mapped[bytes] = mapped_column(LargeBinary, default=b"", server_default=text("''"))
    sort_latin: Mapped[bytes] = mapped_column(LargeBinary, default=b"", server_default=text("''"))
    form: Mapped[int] = mapped_column(
        default=0, server_default="0"
    )  # the version that was answered; 0 = the program's own
    submitted_at: Mapped[Instant] = mapped_column(UtcInstant)
    changed_at: Mapped[Instant] = mapped_column(UtcInstant)
    decided_at: Mapped[Instant | None] = mapped_column(UtcInstant)
    decided_by: Mapped[UUID | None]
    reason: Mapped[str] = mapped_column(String(1000), default="")  # of a refusal or withdrawal, as given
    queued: Mapped[int | None]  # number in the event's waiting line; kept while it has an offer
    offered_until: Mapped[Instant | None] = mapped_column(UtcInstant)  # a place is held for it until then
    proposed: Mapped[dict[str, Any] | None] = mapped_column(Json)  # answers that wait for approval anew
    proposed_at: Mapped[Instant | None] = mapped_column(UtcInstant)
    erased_at: Mapped[Instant | None] = mapped_column(UtcInstant)  # what counts stays, the person is gone
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("registration.id"))

    category: Mapped[Category] = relationship()
    city: Mapped[City | None] = relationship()
    delegation: Mapped[Delegation | None] = relationship()
    consents: Mapped[list[ConsentAnswer]] = relationship(cascade="all, delete-orphan")


@listens_for(Registration, "before_insert")
@listens_for(Registration, "before_update")
def _keep_sort_keys(_mapper: object, _connection: object, one: Registration) -> None:
    """Whoever writes the names, the keys follow."""
    one.sort_ar = sort_key(one.name_ar or "", one.name_latin or "", "ar")
    one.sort_latin = sort_key(one.name_ar or "", one.name_latin or "", "latin")


declare(
    Registration, of="id", leaves={"name_latin": ERASED},
    kept="id event_id state submission link_hash link_revoked_at delegation_id leads rank category_id city_id "
    "country gender language form submitted_at changed_at decided_at decided_by queued offered_until proposed_at "
    "merged_into_id erased_at",
    hidden="submission link_hash link_sealed search sort_ar sort_latin",
    evidence="name_ar name_latin sort_ar sort_latin honorific function city_typed",
    contact="email phone link_sealed search",
    needs="diet access_sealed interpretation",
    answers="proposed", notes="reason",
)  # fmt: skip


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


declare(Passport, gone="visa")


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
    version: Mapped[int] = mapped_column(default=1, server_default="1")  # of these words


declare(ConsentAnswer, gone="evidence")


class Step(Model):
    """One transition of a registration: from where to where, who, when and why.

    The journal tells the same to those who may read it; this table answers lists in one statement.
    """

    __tablename__ = "registration_step"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    registration_id: Mapped[UUID] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    transition: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(12))  # "" = it began here
    target: Mapped[str] = mapped_column(String(12))
    at: Mapped[Instant] = mapped_column(UtcInstant)
    actor_kind: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(200))  # name, as it was then
    reason: Mapped[str] = mapped_column(String(1000), default="")


class Distinct(Model):
    """Two registrations that look like one person and were said to be two; the smaller id first."""

    __tablename__ = "registration_distinct"

    first_id: Mapped[UUID] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    second_id: Mapped[UUID] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    at: Mapped[Instant] = mapped_column(UtcInstant)
    by: Mapped[UUID | None]


declare(
    Step, kept="id transition source target at actor_kind", hidden="actor",
    evidence="actor", notes="reason",
)  # fmt: skip
declare(Distinct, of="first_id second_id", gone="notes")

"""Tables of what the secretariat writes: its own words, sendings with each person in them, letters and their proofs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, column_property, mapped_column

from app.kernel.clock import Instant
from app.kernel.db import Json, Model, TextMap, UtcInstant
from app.kernel.i18n import Text
from app.kernel.ids import new_id
from app.kernel.personal import declare


class OwnWords(Model):
    """An event's own words for one occasion in one language; without a row, the built-in ones are said."""

    __tablename__ = "own_words"

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    occasion: Mapped[str] = mapped_column(String(40), primary_key=True)
    language: Mapped[str] = mapped_column(String(10), primary_key=True)
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str]
    changed_at: Mapped[Instant] = mapped_column(UtcInstant)


class Sending(Model):
    """One mail to many: whom it was meant for, and its words in each language."""

    __tablename__ = "sending"
    __table_args__ = (Index(None, "event_id", "created_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    wanted: Mapped[dict[str, Any]] = mapped_column(Json)  # the filter, as arguments of the list's address
    words: Mapped[dict[str, dict[str, str]]] = mapped_column(Json)  # language to subject and body
    letter_kind: Mapped[str] = mapped_column(
        String(20), default=""
    )  # a letter to attach, where one is released
    created_at: Mapped[Instant] = mapped_column(UtcInstant)
    created_by: Mapped[UUID | None]
    batch_id: Mapped[UUID | None]  # the long work that queues its mails; None while it is a draft


class Addressee(Model):
    """One person of a sending: the primary key lets nobody be written to twice."""

    __tablename__ = "addressee"
    __table_args__ = (Index(None, "mail_id"),)

    sending_id: Mapped[UUID] = mapped_column(ForeignKey("sending.id", ondelete="CASCADE"), primary_key=True)
    registration_id: Mapped[UUID] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    mail_id: Mapped[UUID | None]  # in the outbox, which says how it went; None: there is nowhere to write to
    why: Mapped[str] = mapped_column(String(20), default="")  # then: one of rules.UNREACHED


declare(Addressee, gone="mails")


class Letterhead(Model):
    """Who writes an event's letters: head, signature and references."""

    __tablename__ = "letterhead"

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    sender: Mapped[Text] = mapped_column(TextMap)  # lines under the logos
    signer: Mapped[Text] = mapped_column(TextMap)
    signer_function: Mapped[Text] = mapped_column(TextMap)
    place: Mapped[Text] = mapped_column(TextMap)  # before the date
    prefix: Mapped[str] = mapped_column(String(20), default="")  # of references
    hijri: Mapped[bool] = mapped_column(
        default=False
    )  # the Hijri date (Umm al-Qura) beside the Gregorian one
    signature: Mapped[str] = mapped_column(String(200), default="")  # a picture's key in the storage
    logos: Mapped[list[str]] = mapped_column(Json, default=list)  # likewise, in their order


class Proof(Model):
    """What `/v/{token}` answers about one issued paper; papers of higher slices have their proofs here too."""

    __tablename__ = "proof"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[Instant] = mapped_column(UtcInstant)
    withdrawn_at: Mapped[Instant | None] = mapped_column(UtcInstant)


class Letter(Model):
    """One letter as it was issued: its bytes never change, and its number is given once, without gaps."""

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("event_id", "kind", "number"),
        Index(None, "registration_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    registration_id: Mapped[UUID | None] = mapped_column(ForeignKey("registration.id", ondelete="SET NULL"))
    kind: Mapped[str] = mapped_column(String(20))  # one of rules.KINDS
    languages: Mapped[list[str]] = mapped_column(Json)  # one, or two facing
    number: Mapped[int]
    reference: Mapped[str] = mapped_column(String(60))
    proof_id: Mapped[UUID] = mapped_column(ForeignKey("proof.id"), unique=True)
    content_sealed: Mapped[bytes | None] = mapped_column(
        LargeBinary, deferred=True
    )  # the PDF; None once erased
    has_content: Mapped[bool] = column_property(content_sealed.is_not(None))  # for lists, which read no bytes
    issued_at: Mapped[Instant] = mapped_column(UtcInstant)
    issued_by: Mapped[UUID | None]
    released_at: Mapped[Instant | None] = mapped_column(UtcInstant)  # from then on the delegate may fetch it
    withdrawn_at: Mapped[Instant | None] = mapped_column(UtcInstant)
    reason: Mapped[str] = mapped_column(String(500), default="")
    replaced_by: Mapped[UUID | None]


declare(
    Letter, mails="content_sealed reason", hidden="content_sealed",
    kept="id event_id kind languages number reference proof_id issued_at issued_by released_at withdrawn_at "
    "replaced_by",
)  # fmt: skip

"""Tables of evidence: the installation's key, anchors with whom they are sent to, cuts, and the packs made of them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.batches.models import Batch
from app.kernel.clock import Instant
from app.kernel.db import Model, UtcInstant
from app.kernel.ids import new_id
from app.kernel.personal import declare


class SigningKey(Model):
    """The installation's Ed25519 key, made when something is signed for the first time; there is one."""

    __tablename__ = "signing_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    public: Mapped[bytes] = mapped_column(LargeBinary(32))
    private_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[Instant] = mapped_column(UtcInstant)


class AnchorRecipient(Model):
    """An auditor by name: a mail with the anchor goes there at each closing."""

    __tablename__ = "anchor_recipient"
    __table_args__ = (UniqueConstraint("event_id", "email"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(10))


declare(AnchorRecipient, of="event_id", event=True, contact="name email", kept="id language")


class KeptAnchor(Model):
    """The heads of an event's chains at a moment, as they were printed and sent; never changed."""

    __tablename__ = "kept_anchor"
    __table_args__ = (Index(None, "event_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    at: Mapped[Instant] = mapped_column(UtcInstant)
    place: Mapped[str] = mapped_column(
        String(60), default=""
    )  # what was closed then; "" when asked for at the desk
    journal: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    signature: Mapped[bytes] = mapped_column(LargeBinary(64))


class EvidenceCut(Model):
    """An event's facts at one position of its chains, frozen: every pack of the cut is drawn from these."""

    __tablename__ = "evidence_cut"
    __table_args__ = (UniqueConstraint("event_id", "journal", "scans", "signatures"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    at: Mapped[Instant] = mapped_column(UtcInstant)
    journal: Mapped[int]
    scans: Mapped[int]
    signatures: Mapped[int]
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)  # zlib over JSON
    thinned: Mapped[int] = mapped_column(default=0)  # people who were erased from it since


class EvidencePack(Model):
    """One pack that was made of a cut, for a purpose; its SHA-256 once it was finished."""

    __tablename__ = "evidence_pack"
    __table_args__ = (Index(None, "event_id", "asked_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    cut_id: Mapped[UUID] = mapped_column(ForeignKey("evidence_cut.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(20))
    asked_at: Mapped[Instant] = mapped_column(UtcInstant)
    asked_by: Mapped[UUID | None]
    batch_id: Mapped[UUID | None]  # the long work that makes it
    size: Mapped[int | None]
    sha256: Mapped[bytes | None] = mapped_column(LargeBinary(32))


class PackPart(Model):
    """A file of a pack that is being made; gone with its long work."""

    __tablename__ = "pack_part"

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("batch.id", ondelete="CASCADE"), primary_key=True)
    path: Mapped[str] = mapped_column(String(200), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


declare(PackPart, of="batch_id", through=Batch, event=True, gone="notes")

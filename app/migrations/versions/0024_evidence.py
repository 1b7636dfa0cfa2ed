"""Evidence: the installation's key, anchors and who receives them, cuts, packs and their files while they are made."""

import sqlalchemy as sa
from alembic import op

from app.kernel.db import UtcInstant

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    _anchors()
    _packs()


def _anchors() -> None:
    op.create_table(
        "signing_key",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("public", sa.LargeBinary(32), nullable=False),
        sa.Column("private_sealed", sa.LargeBinary, nullable=False),
        sa.Column("made_at", UtcInstant, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_signing_key"),
    )
    op.create_table(
        "anchor_recipient",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("event_id", sa.Uuid, nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_anchor_recipient_event_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_anchor_recipient"),
        sa.UniqueConstraint("event_id", "email", name="uq_anchor_recipient_event_id_email"),
    )
    op.create_table(
        "kept_anchor",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("event_id", sa.Uuid, nullable=False),
        sa.Column("at", UtcInstant, nullable=False),
        sa.Column("place", sa.String(60), nullable=False),
        sa.Column("journal", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("signature", sa.LargeBinary(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_kept_anchor_event_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_kept_anchor"),
    )
    op.create_index("ix_kept_anchor_event_id_at", "kept_anchor", ["event_id", "at"])


def _packs() -> None:
    op.create_table(
        "evidence_cut",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("event_id", sa.Uuid, nullable=False),
        sa.Column("at", UtcInstant, nullable=False),
        sa.Column("journal", sa.Integer, nullable=False),
        sa.Column("scans", sa.Integer, nullable=False),
        sa.Column("signatures", sa.Integer, nullable=False),
        sa.Column("content_sealed", sa.LargeBinary, nullable=False),
        sa.Column("thinned", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_evidence_cut_event_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_evidence_cut"),
        sa.UniqueConstraint(
            "event_id",
            "journal",
            "scans",
            "signatures",
            name="uq_evidence_cut_event_id_journal_scans_signatures",
        ),
    )
    op.create_table(
        "evidence_pack",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("event_id", sa.Uuid, nullable=False),
        sa.Column("cut_id", sa.Uuid, nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("asked_at", UtcInstant, nullable=False),
        sa.Column("asked_by", sa.Uuid, nullable=True),
        sa.Column("batch_id", sa.Uuid, nullable=True),
        sa.Column("size", sa.Integer, nullable=True),
        sa.Column("sha256", sa.LargeBinary(32), nullable=True),
        sa.ForeignKeyConstraint(
            ["cut_id"], ["evidence_cut.id"], name="fk_evidence_pack_cut_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_evidence_pack_event_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_evidence_pack"),
    )
    op.create_index("ix_evidence_pack_event_id_asked_at", "evidence_pack", ["event_id", "asked_at"])
    op.create_table(
        "pack_part",
        sa.Column("batch_id", sa.Uuid, nullable=False),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_pack_part_batch_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("batch_id", "path", name="pk_pack_part"),
    )

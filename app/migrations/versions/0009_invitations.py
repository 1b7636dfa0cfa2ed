"""Invitations to the team of an event."""

import sqlalchemy as sa
from alembic import op

from app.kernel.db import UtcInstant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("link_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("link_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("invited_by", sa.String(length=254), nullable=False),
        sa.Column("created_at", UtcInstant(timezone=True), nullable=False),
        sa.Column("expires_at", UtcInstant(timezone=True), nullable=False),
        sa.Column("accepted_at", UtcInstant(timezone=True), nullable=True),
        sa.Column("revoked_at", UtcInstant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
        sa.UniqueConstraint("link_hash", name="uq_invitation_link_hash"),
    )
    op.create_index("ix_invitation_event_id_created_at", "invitation", ["event_id", "created_at"])

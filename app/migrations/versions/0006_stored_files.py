"""Uploaded files: what they are, how large, and whose event they count to."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of uploads."""
    op.create_table(
        "stored_file",
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("mimetype", sa.String(100), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(32), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_stored_file_event_id"),
        sa.PrimaryKeyConstraint("key", name="pk_stored_file"),
    )
    op.create_index("ix_stored_file_event_id", "stored_file", ["event_id"])
    op.create_index("ix_stored_file_claimed_kept_at", "stored_file", ["claimed", "kept_at"])

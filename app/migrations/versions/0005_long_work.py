"""Long work: what is done in steps, its items and its file."""

import sqlalchemy as sa
from alembic import op

from app.kernel.db import Json, UtcInstant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "batch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("params", Json, nullable=False),
        sa.Column("then", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("actor_kind", sa.String(length=20), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.String(length=254), nullable=False),
        sa.Column("created_at", UtcInstant(timezone=True), nullable=False),
        sa.Column("touched_at", UtcInstant(timezone=True), nullable=False),
        sa.Column("ended_at", UtcInstant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_batch"),
    )
    op.create_index("ix_batch_event_id_created_at", "batch", ["event_id", "created_at"])
    op.create_index("ix_batch_state", "batch", ["state"])
    op.create_table(
        "batch_item",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("value", Json, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("fault", Json, nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.id"], name="fk_batch_item_batch_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("batch_id", "number", name="pk_batch_item"),
    )
    op.create_index("ix_batch_item_batch_id_state_number", "batch_item", ["batch_id", "state", "number"])
    op.create_index("ix_batch_item_subject_id", "batch_item", ["subject_id"])
    op.create_table(
        "batch_file",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("mimetype", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.id"], name="fk_batch_file_batch_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("batch_id", name="pk_batch_file"),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("batch_file", "batch_item", "batch"):
        op.drop_table(table)

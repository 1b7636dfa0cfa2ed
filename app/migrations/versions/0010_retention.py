"""Terms of retention, and when a person was erased."""

import sqlalchemy as sa
from alembic import op

from app.kernel.db import UtcInstant

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and the column."""
    op.create_table(
        "retention",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.CheckConstraint("days >= 0", name=op.f("ck_retention_days")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_retention_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "purpose", name=op.f("pk_retention")),
    )
    op.add_column("registration", sa.Column("erased_at", UtcInstant(timezone=True), nullable=True))

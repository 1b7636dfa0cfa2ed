"""Versions of the words of consents."""

import sqlalchemy as sa
from alembic import op

from app.kernel.db import TextMap, UtcInstant

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table with the words as they are, and the columns."""
    op.create_table(
        "consent_version",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", TextMap(), nullable=False),
        sa.Column("purpose", TextMap(), nullable=False),
        sa.Column("since", UtcInstant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_consent_version_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "key", "number", name=op.f("pk_consent_version")),
    )
    op.add_column("consent", sa.Column("purpose", TextMap(), server_default="{}", nullable=False))
    op.add_column("consent", sa.Column("marked", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("consent", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("consent_answer", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.execute(
        "INSERT INTO consent_version (event_id, key, number, text, purpose, since) "
        "SELECT event_id, key, 1, text, purpose, CURRENT_TIMESTAMP FROM consent"
    )

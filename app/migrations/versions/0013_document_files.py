"""A document's file is named by its key in the storage, which keeps name, kind and size."""

import sqlalchemy as sa
from alembic import op

from app.kernel.db import UtcInstant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table anew: no program has filled it yet."""
    op.drop_table("document_file")
    op.create_table(
        "document_file",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("file", sa.String(length=32), nullable=False),
        sa.Column("uploaded_at", UtcInstant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["session_document.id"],
            name=op.f("fk_document_file_document_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "language", name=op.f("pk_document_file")),
    )

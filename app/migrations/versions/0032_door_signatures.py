"""Doors that may take signatures."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("pairing", sa.Column("may_sign", sa.Boolean(), nullable=False, server_default=sa.false()))

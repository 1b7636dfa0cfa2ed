"""Doors that may print the badge of whom they scanned."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("pairing", sa.Column("may_print", sa.Boolean(), nullable=False, server_default=sa.false()))

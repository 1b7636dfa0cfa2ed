"""The paper on which an event prints a badge by itself, at the desk and at its doors."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; until somebody chooses, it is a card as before."""
    op.add_column("print_setup", sa.Column("single", sa.String(60), nullable=False, server_default="id1"))

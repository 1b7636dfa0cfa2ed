"""What was found in a table before it is imported."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column."""
    op.add_column("import_draft", sa.Column("report_sealed", sa.LargeBinary(), nullable=True))

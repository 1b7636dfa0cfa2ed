"""How many half-days an event's certificates ask for."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "certificate_settings",
        sa.Column("event_id", sa.Uuid, nullable=False),
        sa.Column("least", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_certificate_settings_event_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name="pk_certificate_settings"),
    )

"""Badges that came by merging two registrations, and which registrations those are."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

VALID = "uq_badge_registration_id_valid"
MERGED = "ix_registration_event_id_merged"


def upgrade() -> None:
    """Let a registration have further valid badges where they were inherited."""
    op.add_column("badge", sa.Column("inherited", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.drop_index(VALID, "badge")
    which = sa.text("revoked_at IS NULL AND NOT inherited")
    op.create_index(
        VALID, "badge", ["registration_id"], unique=True, sqlite_where=which, postgresql_where=which
    )
    op.drop_index("ix_registration_merged_into_id", "registration")
    which = sa.text("merged_into_id IS NOT NULL")
    op.create_index(MERGED, "registration", ["event_id"], sqlite_where=which, postgresql_where=which)

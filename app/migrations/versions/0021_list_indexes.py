"""Indexes that the desk's list reads instead of the table."""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them in place of those without the mark of merging."""
    for name in ("sort_ar", "sort_latin", "submitted_at"):
        op.drop_index(f"ix_registration_event_id_{name}", "registration")
        columns = ["event_id", "merged_into_id", name, "id"]
        op.create_index(f"ix_registration_{'_'.join(columns)}", "registration", columns)
    if op.get_bind().dialect.name == "sqlite":
        op.create_index("ix_registration_search", "registration", ["event_id", "merged_into_id", "search"])

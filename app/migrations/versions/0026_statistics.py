"""What the desk chose for statistics, quorums kept as facts, and what was published."""

import sqlalchemy as sa
from alembic import op

from app.kernel.db import Json, TextMap, UtcInstant

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "statistics_settings",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("quorum", sa.String(12), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_statistics_settings_event_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name="pk_statistics_settings"),
    )
    op.create_table(
        "quorum_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("session", sa.String(60), nullable=False),
        sa.Column("title", TextMap, nullable=False),
        sa.Column("recorded_at", UtcInstant(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(12), nullable=False),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.Column("cities", Json, nullable=False),
        sa.Column("reached_at", UtcInstant(timezone=True), nullable=True),
        sa.Column("scans", sa.Integer(), nullable=False),
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("signatures", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_quorum_record_event_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_quorum_record"),
    )
    op.create_index(
        "ix_quorum_record_event_id_session_recorded_at",
        "quorum_record",
        ["event_id", "session", "recorded_at"],
    )
    op.create_table(
        "statistics_publication",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("as_of", UtcInstant(timezone=True), nullable=False),
        sa.Column("published_at", UtcInstant(timezone=True), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("scans", sa.Integer(), nullable=False),
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("signatures", sa.Integer(), nullable=False),
        sa.Column("content", Json, nullable=False),
        sa.Column("withdrawn_at", UtcInstant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_statistics_publication_event_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_statistics_publication"),
        sa.UniqueConstraint("event_id", "number", name="uq_statistics_publication_event_id_number"),
    )

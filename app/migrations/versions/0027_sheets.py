"""Sign-in sheets with their lines and pages, and closings with the anchors of the chains."""

import sqlalchemy as sa
from alembic import op

from app.kernel.db import Json, UtcInstant

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "sheet",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(10), nullable=False),
        sa.Column("place", sa.String(60), nullable=False),
        sa.Column("choices", Json, nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcInstant(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_sheet_event_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sheet"),
        sa.UniqueConstraint("event_id", "reference", name="uq_sheet_event_id_reference"),
    )
    op.create_index("ix_sheet_event_id_place", "sheet", ["event_id", "place"])
    op.create_table(
        "sheet_line",
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(10), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=True),
        sa.Column("speaker_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["sheet.id"], name="fk_sheet_line_sheet_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sheet_id", "number", name="pk_sheet_line"),
    )
    op.create_index("ix_sheet_line_registration_id", "sheet_line", ["registration_id"])
    op.create_table(
        "sheet_page",
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("handed_at", UtcInstant(timezone=True), nullable=False),
        sa.Column("handed_to", sa.Uuid(), nullable=True),
        sa.Column("file", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["sheet.id"], name="fk_sheet_page_sheet_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sheet_id", "page", name="pk_sheet_page"),
    )
    _closings()


def _closings() -> None:
    op.create_table(
        "closing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.String(60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("closed_at", UtcInstant(timezone=True), nullable=False),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("remark", sa.String(500), nullable=False),
        sa.Column("counts", Json, nullable=False),
        sa.Column("scans_number", sa.Integer(), nullable=False),
        sa.Column("scans_link", sa.LargeBinary(32), nullable=False),
        sa.Column("signatures_number", sa.Integer(), nullable=False),
        sa.Column("signatures_link", sa.LargeBinary(32), nullable=False),
        sa.Column("journal_number", sa.Integer(), nullable=False),
        sa.Column("journal_link", sa.LargeBinary(32), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_closing_event_id"),
        sa.PrimaryKeyConstraint("id", name="pk_closing"),
        sa.UniqueConstraint("event_id", "place", "number", name="uq_closing_event_id_place_number"),
    )

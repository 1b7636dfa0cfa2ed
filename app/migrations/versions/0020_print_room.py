"""The print room: blank and handed over badges, designs, papers, printers, and who was on which sheet."""

import sqlalchemy as sa
from alembic import op

from app.kernel.db import Json, TextMap, UtcInstant

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and columns."""
    somebodys = sa.CheckConstraint(
        "registration_id IS NOT NULL OR category_id IS NOT NULL", name=op.f("ck_badge_somebodys")
    )
    with op.batch_alter_table("badge") as table:
        table.alter_column("registration_id", existing_type=sa.Uuid(), nullable=True)
        table.add_column(sa.Column("category_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("handed_at", UtcInstant(timezone=True), nullable=True))
        table.add_column(sa.Column("handed_by", sa.Uuid(), nullable=True))
        table.create_foreign_key("fk_badge_category_id", "category", ["category_id"], ["id"])
        table.create_check_constraint(op.f("ck_badge_somebodys"), somebodys.sqltext)
    _settings()
    _runs()


def _settings() -> None:
    op.create_table(
        "badge_design",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("category", sa.String(40), nullable=False),
        sa.Column("parts", Json, nullable=False),
        sa.Column("back", sa.String(10), nullable=False),
        sa.Column("note", TextMap(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_badge_design_event_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_badge_design"),
        sa.UniqueConstraint("event_id", "category", name="uq_badge_design_event_id_category"),
    )
    op.create_table(
        "print_setup",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("duplex", sa.String(5), nullable=False),
        sa.Column("right", sa.Double(), nullable=False),
        sa.Column("up", sa.Double(), nullable=False),
        sa.Column("scale", sa.Double(), nullable=False),
        sa.Column("logos", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_print_setup_event_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name="pk_print_setup"),
    )
    lengths = ("page_width", "page_height", "width", "height")
    op.create_table(
        "own_paper",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        *(sa.Column(name, sa.Double(), nullable=False) for name in lengths),
        sa.Column("columns", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Double(), nullable=False) for name in ("left", "top", "gap_x", "gap_y")),
        sa.Column("cut", sa.Boolean(), nullable=False),
        sa.Column("mono", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_own_paper_event_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_own_paper"),
    )
    op.create_index("ix_own_paper_event_id", "own_paper", ["event_id"])


def _runs() -> None:
    op.create_table(
        "print_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=True),
        sa.Column("stock", Json, nullable=False),
        sa.Column("printing", Json, nullable=False),
        sa.Column("facts", Json, nullable=False),
        sa.Column("order", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("made_at", UtcInstant(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(254), nullable=False),
        sa.Column("sha256", sa.LargeBinary(32), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_print_run_event_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_print_run"),
        sa.UniqueConstraint("event_id", "number", name="uq_print_run_event_id_number"),
    )
    op.create_table(
        "printed_badge",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("badge_id", sa.Uuid(), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=True),
        sa.Column("shown", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["print_run.id"], name="fk_printed_badge_run_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["badge_id"], ["badge.id"], name="fk_printed_badge_badge_id"),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name="fk_printed_badge_registration_id"
        ),
        sa.PrimaryKeyConstraint("run_id", "number", name="pk_printed_badge"),
    )
    op.create_index("ix_printed_badge_badge_id_number", "printed_badge", ["badge_id", "number"])
    op.create_index("ix_printed_badge_registration_id", "printed_badge", ["registration_id"])

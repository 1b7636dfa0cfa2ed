"""Forms made at the desk: their versions, typed answers, photos, and which version was answered."""

import sqlalchemy as sa
from alembic import op

from app.kernel.db import Json, UtcInstant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and say of each registration that it answered the program's own form."""
    op.create_table(
        "form_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", Json, nullable=False),
        sa.Column("changed_at", UtcInstant(timezone=True), nullable=False),
        sa.Column("published_by", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_form_version_event_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_form_version"),
        sa.UniqueConstraint("event_id", "number", name="uq_form_version_event_id_number"),
    )
    op.create_table(
        "answer",
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("number", sa.Double(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("choices", Json, nullable=True),
        sa.Column("yes", sa.Boolean(), nullable=True),
        sa.Column("file_key", sa.String(32), nullable=True),
        sa.CheckConstraint(
            "text <> '' OR number IS NOT NULL OR day IS NOT NULL OR choices IS NOT NULL OR yes IS NOT NULL "
            "OR file_key IS NOT NULL",
            name="answered",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name="fk_answer_registration_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["file_key"], ["stored_file.key"], name="fk_answer_file_key"),
        sa.PrimaryKeyConstraint("registration_id", "key", name="pk_answer"),
    )
    op.create_table(
        "photo",
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("source_key", sa.String(32), nullable=False),
        sa.Column("badge_key", sa.String(32), nullable=False),
        sa.Column("door", sa.LargeBinary(), nullable=False),
        sa.Column("left", sa.Double(), nullable=False),
        sa.Column("top", sa.Double(), nullable=False),
        sa.Column("width", sa.Double(), nullable=False),
        sa.Column("changed_at", UtcInstant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name="fk_photo_registration_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["source_key"], ["stored_file.key"], name="fk_photo_source_key"),
        sa.ForeignKeyConstraint(["badge_key"], ["stored_file.key"], name="fk_photo_badge_key"),
        sa.PrimaryKeyConstraint("registration_id", name="pk_photo"),
    )
    op.add_column("registration", sa.Column("form", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("event", sa.Column("door_photos", sa.Boolean(), nullable=False, server_default=sa.false()))

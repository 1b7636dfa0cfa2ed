"""An event's rule of presence, and the append-only log of signatures with the ink of those given on a tablet."""

from importlib import import_module

import sqlalchemy as sa
from alembic import op

from app.kernel.db import Json, UtcInstant

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

KEPT = "event_id number registration_id speaker_id place how signed_at recorded_at user_id sheet corrects commitment link"


def upgrade() -> None:
    """Make the tables, and the triggers that refuse to change a signature."""
    op.create_table(
        "attendance_settings",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("scan", sa.String(10), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("signature", sa.String(10), nullable=False),
        sa.Column("sheets", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_attendance_settings_event_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name="pk_attendance_settings"),
    )
    _signatures()
    op.create_table(
        "signature_ink",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("ink_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id", "number"],
            ["signature.event_id", "signature.number"],
            name="fk_signature_ink_event_id_number",
        ),
        sa.PrimaryKeyConstraint("event_id", "number", name="pk_signature_ink"),
    )
    op.create_index("ix_signature_ink_registration_id", "signature_ink", ["registration_id"])
    import_module("app.migrations.versions.0002_append_only").protect("signature", KEPT.split())


def _signatures() -> None:
    op.create_table(
        "signature",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=True),
        sa.Column("speaker_id", sa.Uuid(), nullable=True),
        sa.Column("place", sa.String(60), nullable=False),
        sa.Column("how", sa.String(10), nullable=False),
        sa.Column("signed_at", UtcInstant(timezone=True), nullable=False),
        sa.Column("recorded_at", UtcInstant(timezone=True), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("sheet", sa.String(20), nullable=False),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.Column("content", Json, nullable=True),
        sa.Column("salt", sa.LargeBinary(16), nullable=True),
        sa.Column("commitment", sa.LargeBinary(32), nullable=False),
        sa.Column("link", sa.LargeBinary(32), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_signature_event_id"),
        sa.PrimaryKeyConstraint("event_id", "number", name="pk_signature"),
    )
    op.create_index("ix_signature_event_id_place", "signature", ["event_id", "place"])
    op.create_index("ix_signature_registration_id", "signature", ["registration_id"])

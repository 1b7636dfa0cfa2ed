"""The agenda's desk: hours of days, speakers and their roles, documents, who is invited, whom a publication told."""

import sqlalchemy as sa
from alembic import op

from app.kernel.db import Json, TextMap, UtcInstant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and columns."""
    op.add_column("room", sa.Column("booths", sa.Integer(), nullable=True))
    op.add_column(
        "session", sa.Column("by_invitation", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("session", sa.Column("invited", Json, nullable=False, server_default="[]"))
    op.add_column(
        "agenda_version", sa.Column("tell", sa.String(length=10), nullable=False, server_default="nobody")
    )
    for name in ("rooms", "speakers"):
        op.add_column("agenda_version", sa.Column(name, Json, nullable=False, server_default="[]"))
    _days_and_people()
    _documents()
    op.create_table(
        "clash_waiver",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("clash", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", UtcInstant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_clash_waiver_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clash_waiver")),
        sa.UniqueConstraint("event_id", "clash", name=op.f("uq_clash_waiver_event_id_clash")),
    )


def _days_and_people() -> None:
    op.create_table(
        "event_day",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("title", TextMap(), nullable=False),
        sa.Column("extra", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_day_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_day")),
        sa.UniqueConstraint("event_id", "day", name=op.f("uq_event_day_event_id_day")),
    )
    op.create_table(
        "speaker",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name_ar", sa.String(length=200), nullable=False),
        sa.Column("name_latin", sa.String(length=200), nullable=False),
        sa.Column("function", TextMap(), nullable=False),
        sa.Column("organisation", TextMap(), nullable=False),
        sa.Column("city", TextMap(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("biography", TextMap(), nullable=False),
        sa.Column("photo", sa.String(length=200), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=True),
        sa.Column("extra", Json, nullable=False),
        sa.CheckConstraint("name_ar <> '' OR name_latin <> ''", name=op.f("ck_speaker_named")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_speaker_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
        sa.UniqueConstraint("event_id", "key", name=op.f("uq_speaker_event_id_key")),
    )
    op.create_table(
        "session_role",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("speaker_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_role_session_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_session_role_speaker_id")),
        sa.PrimaryKeyConstraint("session_id", "speaker_id", "role", name=op.f("pk_session_role")),
    )
    op.create_index(op.f("ix_session_role_speaker_id"), "session_role", ["speaker_id"], unique=False)


def _documents() -> None:
    op.create_table(
        "session_document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("audience", sa.String(length=10), nullable=False),
        sa.Column("title", TextMap(), nullable=False),
        sa.Column("extra", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_session_document_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_document_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_document")),
        sa.UniqueConstraint("event_id", "key", name=op.f("uq_session_document_event_id_key")),
    )
    op.create_index(op.f("ix_session_document_session_id"), "session_document", ["session_id"], unique=False)
    op.create_table(
        "document_file",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("stored", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("uploaded_at", UtcInstant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["session_document.id"],
            name=op.f("fk_document_file_document_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "language", name=op.f("pk_document_file")),
    )

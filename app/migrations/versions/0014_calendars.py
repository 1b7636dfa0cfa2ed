"""Starred sessions, invitations into calendars, and who was told of which publication."""

import sqlalchemy as sa
from alembic import op

from app.kernel.db import UtcInstant

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def _registration(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_registration_id")
    return sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=name, ondelete="CASCADE")


def _event(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f(f"fk_{table}_event_id"))


def upgrade() -> None:
    op.create_table(
        "star",
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("session_uid", sa.Uuid(), nullable=False),
        sa.Column("at", UtcInstant(timezone=True), nullable=False),
        _registration("star"),
        sa.PrimaryKeyConstraint("registration_id", "session_uid", name=op.f("pk_star")),
    )
    op.create_table(
        "calendar_wish",
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("since", UtcInstant(timezone=True), nullable=False),
        _registration("calendar_wish"),
        _event("calendar_wish"),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_calendar_wish")),
    )
    op.create_index(op.f("ix_calendar_wish_event_id"), "calendar_wish", ["event_id"])
    op.create_table(
        "calendar_message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("session_uid", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", UtcInstant(timezone=True), nullable=False),
        _event("calendar_message"),
        _registration("calendar_message"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_message")),
        sa.UniqueConstraint(
            "registration_id",
            "session_uid",
            "sequence",
            name=op.f("uq_calendar_message_registration_id_session_uid_sequence"),
        ),
    )
    op.create_index(op.f("ix_calendar_message_event_id"), "calendar_message", ["event_id"])
    op.create_table(
        "change_notice",
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("mail_id", sa.Uuid(), nullable=True),
        sa.Column("at", UtcInstant(timezone=True), nullable=False),
        _registration("change_notice"),
        _event("change_notice"),
        sa.PrimaryKeyConstraint("registration_id", "version", name=op.f("pk_change_notice")),
    )
    op.create_index(op.f("ix_change_notice_event_id"), "change_notice", ["event_id"])

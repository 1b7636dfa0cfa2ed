"""The door's desk: what devices say of themselves, settings, checkpoints, expectations, walk-ins, who is where."""

import importlib

import sqlalchemy as sa
from alembic import op

from app.kernel.db import Json, TextMap, UtcInstant

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

append_only = importlib.import_module("app.migrations.versions.0002_append_only")
KEPT = [*append_only.KEPT["scan"], "follows", "about", "conflict"]


def upgrade() -> None:
    """Make the tables and columns, and cover the new columns of the log by its triggers."""
    _devices()
    _log()
    _tables()
    _walk_ins()


def _devices() -> None:
    op.add_column("pairing", sa.Column("directions", Json, nullable=False, server_default=sa.text("'[]'")))
    op.add_column("pairing", sa.Column("may_walk_in", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("pairing", sa.Column("user_id", sa.Uuid(), nullable=True))
    for name, kind in (
        ("seen_at", UtcInstant(timezone=True)), ("scanned_at", UtcInstant(timezone=True)), ("battery", sa.Double()),
        ("charging", sa.Boolean()), ("unsent", sa.Integer()), ("oldest_at", UtcInstant(timezone=True)),
        ("clock_off", sa.Integer()), ("checks", Json), ("checked_at", UtcInstant(timezone=True)),
    ):  # fmt: skip
        op.add_column("device", sa.Column(name, kind, nullable=True))
    op.add_column("device", sa.Column("scans", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("device", sa.Column("checkpoint", sa.String(60), nullable=False, server_default=""))
    op.add_column("device", sa.Column("build", sa.String(40), nullable=False, server_default=""))


def _log() -> None:
    op.add_column("scan", sa.Column("follows", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("scan", sa.Column("about", sa.Uuid(), nullable=True))
    op.add_column("scan", sa.Column("conflict", sa.Uuid(), nullable=True))
    for name, columns, where in (
        ("ix_scan_event_id_held", ["event_id", "number"], "held"),
        ("ix_scan_event_id_conflict", ["event_id", "number"], "conflict IS NOT NULL"),
        ("ix_scan_event_id_about", ["event_id", "about"], "about IS NOT NULL"),
        ("ix_scan_badge_id_unknown", ["badge_id"], "registration_id IS NULL AND badge_id IS NOT NULL"),
    ):
        op.create_index(name, "scan", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER scan_no_delete")
        op.execute("DROP TRIGGER scan_no_update")
    else:
        op.execute("DROP TRIGGER scan_append_only ON scan")
        op.execute("DROP TRIGGER scan_no_truncate ON scan")
        op.execute("DROP FUNCTION scan_append_only()")
    append_only.protect("scan", KEPT)


def _event(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=f"fk_{table}_event_id", ondelete="CASCADE"),
    ]


def _tables() -> None:
    op.create_table(
        "standing",
        *_event("standing"),
        sa.Column("checkpoint", sa.String(60), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("first_in", UtcInstant(timezone=True), nullable=True),
        sa.Column("last_out", UtcInstant(timezone=True), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("event_id", "checkpoint", "registration_id", name="pk_standing"),
    )
    op.create_index("ix_standing_registration_id", "standing", ["registration_id"])
    op.create_table(
        "door_settings",
        *_event("door_settings"),
        sa.Column("early", sa.String(6), nullable=False),
        sa.Column("elsewhere", sa.String(6), nullable=False),
        sa.Column("rehearsal", sa.Boolean(), nullable=False),
        sa.Column("cleared", sa.Integer(), nullable=False),
        sa.Column("silent_minutes", sa.Integer(), nullable=False),
        sa.Column("kiosk_salt", sa.LargeBinary(16), nullable=True),
        sa.Column("kiosk_check", sa.LargeBinary(32), nullable=True),
        sa.PrimaryKeyConstraint("event_id", name="pk_door_settings"),
    )
    op.create_table(
        "checkpoint",
        *_event("checkpoint"),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("added", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("name", TextMap(), nullable=False),
        sa.Column("starts_at", UtcInstant(timezone=True), nullable=True),
        sa.Column("ends_at", UtcInstant(timezone=True), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("both_ways", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("hidden", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("event_id", "key", name="pk_checkpoint"),
    )


def _walk_ins() -> None:
    op.create_table(
        "expectation",
        sa.Column("id", sa.Uuid(), nullable=False),
        *_event("expectation"),
        sa.Column("since", UtcInstant(timezone=True), nullable=False),
        sa.Column("places", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_expectation"),
    )
    op.create_index("ix_expectation_event_id_since", "expectation", ["event_id", "since"])
    op.create_table(
        "walk_in",
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        *_event("walk_in"),
        sa.Column("at", UtcInstant(timezone=True), nullable=False),
        sa.Column("checkpoint", sa.String(60), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("badge_taken", sa.Boolean(), nullable=False),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("settled_at", UtcInstant(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name="fk_walk_in_registration_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("registration_id", name="pk_walk_in"),
    )
    op.create_index("ix_walk_in_event_id_settled_at", "walk_in", ["event_id", "settled_at"])

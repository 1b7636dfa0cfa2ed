"""Delegations with quotas, places and waiting lines, steps of a registration, order of precedence, merging."""

import sqlalchemy as sa
from alembic import op

from app.kernel.db import Json, TextMap, UtcInstant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and columns."""
    _delegations()
    _columns()
    _around_registrations()


def _delegations() -> None:
    op.create_table(
        "delegation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=True),
        sa.Column("name", TextMap(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("focal_name", sa.String(length=200), nullable=False),
        sa.Column("focal_email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("link_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("link_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("link_revoked_at", UtcInstant(timezone=True), nullable=True),
        sa.Column("invited_at", UtcInstant(timezone=True), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("opened_at", UtcInstant(timezone=True), nullable=True),
        sa.Column("answered_at", UtcInstant(timezone=True), nullable=True),
        sa.Column("declined_at", UtcInstant(timezone=True), nullable=True),
        sa.Column("created_at", UtcInstant(timezone=True), nullable=False),
        sa.CheckConstraint("places IS NULL OR places >= 0", name=op.f("ck_delegation_places")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_delegation_event_id")),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_delegation_city_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_delegation_link_hash")),
    )
    op.create_index(op.f("ix_delegation_event_id_position"), "delegation", ["event_id", "position"])
    op.create_table(
        "delegation_quota",
        sa.Column("delegation_id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.CheckConstraint("places >= 0", name=op.f("ck_delegation_quota_places")),
        sa.ForeignKeyConstraint(
            ["delegation_id"],
            ["delegation.id"],
            name=op.f("fk_delegation_quota_delegation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_delegation_quota_category_id")
        ),
        sa.PrimaryKeyConstraint("delegation_id", "category_id", name=op.f("pk_delegation_quota")),
    )


def _columns() -> None:
    op.add_column("event", sa.Column("capacity", sa.Integer(), nullable=True))
    op.add_column("event", sa.Column("offer_hours", sa.Integer(), nullable=False, server_default="48"))
    for name in ("precedence", "capacity", "opens", "closes"):
        op.add_column("category", sa.Column(name, sa.Integer(), nullable=True))
    op.drop_index("ix_registration_event_id_state", "registration")
    # Rebuilt on SQLite, where a key that points elsewhere gets a name in no other way; checks have to be said again.
    named = sa.CheckConstraint("name_ar <> '' OR name_latin <> ''", name=op.f("ck_registration_named"))
    with op.batch_alter_table("registration", table_args=(named,)) as table:
        table.add_column(sa.Column("link_revoked_at", UtcInstant(timezone=True), nullable=True))
        table.add_column(sa.Column("delegation_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("leads", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("rank", sa.Integer(), nullable=True))
        table.add_column(sa.Column("queued", sa.Integer(), nullable=True))
        table.add_column(sa.Column("offered_until", UtcInstant(timezone=True), nullable=True))
        table.add_column(sa.Column("proposed", Json, nullable=True))
        table.add_column(sa.Column("proposed_at", UtcInstant(timezone=True), nullable=True))
        table.add_column(sa.Column("merged_into_id", sa.Uuid(), nullable=True))
        table.create_foreign_key("fk_registration_delegation_id", "delegation", ["delegation_id"], ["id"])
        table.create_foreign_key("fk_registration_merged_into_id", "registration", ["merged_into_id"], ["id"])
    for columns in (
        ["event_id", "state", "category_id"],
        ["event_id", "queued"],
        ["delegation_id"],
        ["merged_into_id"],
    ):
        op.create_index(f"ix_registration_{'_'.join(columns)}", "registration", columns)
    op.create_index(
        "uq_registration_delegation_id_head",
        "registration",
        ["delegation_id"],
        unique=True,
        sqlite_where=sa.text("leads"),
        postgresql_where=sa.text("leads"),
    )


def _around_registrations() -> None:
    op.create_table(
        "registration_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("transition", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("target", sa.String(length=12), nullable=False),
        sa.Column("at", UtcInstant(timezone=True), nullable=False),
        sa.Column("actor_kind", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_registration_step_registration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_step")),
    )
    op.create_index(op.f("ix_registration_step_registration_id"), "registration_step", ["registration_id"])
    op.create_table(
        "registration_distinct",
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcInstant(timezone=True), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [name], ["registration.id"], name=op.f(f"fk_registration_distinct_{name}"), ondelete="CASCADE"
            )
            for name in ("first_id", "second_id")
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_registration_distinct")),
    )

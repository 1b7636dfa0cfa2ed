"""The desk's list: keys to sort names by, saved views, notes, and drafts of imports."""

import sqlalchemy as sa
from alembic import op

from app.kernel.db import Json, UtcInstant
from app.registration.rules import sort_key

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make columns and tables, and fill the keys of those who are registered."""
    for name in ("sort_ar", "sort_latin"):
        op.add_column(
            "registration", sa.Column(name, sa.LargeBinary(), nullable=False, server_default=sa.text("''"))
        )
    _fill()
    for name in ("sort_ar", "sort_latin", "submitted_at"):
        op.create_index(f"ix_registration_event_id_{name}", "registration", ["event_id", name])
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("wanted", Json, nullable=False),
        sa.Column("created_at", UtcInstant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_saved_view_event_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_saved_view_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_view"),
    )
    op.create_index("ix_saved_view_event_id", "saved_view", ["event_id"])
    op.create_table(
        "desk_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("at", UtcInstant(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("author", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name="fk_desk_note_registration_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_desk_note"),
    )
    op.create_index("ix_desk_note_registration_id", "desk_note", ["registration_id"])
    op.create_table(
        "import_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("how", sa.String(length=40), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("matching", Json, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", UtcInstant(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_import_draft_event_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_import_draft"),
    )
    op.create_index("ix_import_draft_event_id", "import_draft", ["event_id"])


def _fill() -> None:
    people = sa.table(
        "registration", sa.column("id", sa.Uuid()), sa.column("name_ar"), sa.column("name_latin"),
        sa.column("sort_ar", sa.LargeBinary()), sa.column("sort_latin", sa.LargeBinary()),
    )  # fmt: skip
    bind = op.get_bind()
    rows = bind.execute(sa.select(people.c.id, people.c.name_ar, people.c.name_latin)).all()
    keys = [
        {"one": row.id, "ar": sort_key(row.name_ar, row.name_latin, "ar"),
         "latin": sort_key(row.name_ar, row.name_latin, "latin")}
        for row in rows
    ]  # fmt: skip
    if keys:
        change = sa.update(people).where(people.c.id == sa.bindparam("one"))
        bind.execute(change.values(sort_ar=sa.bindparam("ar"), sort_latin=sa.bindparam("latin")), keys)

"""The journal and the log of scans refuse every change but the erasure of personal content.

A rebuild of these tables by a later revision (SQLite's batch mode) drops the triggers: call `protect` again.
"""

from collections.abc import Sequence

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# What stays when a person's data are erased; in a scan `registration_id` is a bare number by then.
KEPT = {
    "journal_entry": (
        "chain number event_id at action actor_kind actor_id subject_kind subject_id commitment link".split()
    ),
    "scan": (
        "event_id number scan_id request_hash device_id user_id badge_id registration_id checkpoint direction "
        "outcome reason first_at first_checkpoint device_at happened_at received_at rehearsal held corrects "
        "override commitment link"
    ).split(),
}


def upgrade() -> None:
    """Put the triggers on both tables."""
    for table, columns in KEPT.items():
        protect(table, columns)


def protect(table: str, columns: Sequence[str]) -> None:
    """Refuse DELETE, and UPDATE unless it only sets content and salt to NULL."""
    if op.get_bind().dialect.name == "sqlite":
        _protect_sqlite(table, columns)
    else:
        _protect_postgresql(table, columns)


def _protect_sqlite(table: str, columns: Sequence[str]) -> None:
    touched = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)
    erased = "NEW.content IS NULL AND NEW.salt IS NULL"
    op.execute(
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN {touched} OR NOT ({erased}) "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def _protect_postgresql(table: str, columns: Sequence[str]) -> None:
    touched = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)
    erased = "NEW.content IS NULL AND NEW.salt IS NULL"
    op.execute(
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP <> 'UPDATE' OR {touched} OR NOT ({erased}) THEN "
        f"RAISE EXCEPTION '{table} is append-only'; END IF; RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
    )

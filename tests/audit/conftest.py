"""Acts to write down, and a hand that tampers with what was written."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy import text

from app.audit import queries
from app.audit.models import JournalEntry
from app.audit.rules import Act
from app.audit.service import record
from app.kernel.db import atomic, db, engine, on_postgresql

EVENT, OTHER = uuid4(), uuid4()


def act(name: str = "test.done", event_id: UUID | None = EVENT, fail: bool = False) -> None:
    """A use case that is written down, and may fail afterwards."""
    with atomic():
        record(Act(name, "test", uuid4(), event_id, about="Amina", after={"city": "روصو"}))
        if fail:
            raise RuntimeError("the act failed")


def lines(event_id: UUID | None = EVENT) -> list[JournalEntry]:
    """The journal, oldest first."""
    return list(reversed(queries.entries(queries.Filter(event_id), 1000)))


def tamper(statement: str, unguarded: bool = True) -> None:
    """Change the journal behind the program's back, as somebody with the database's password could."""
    db.session.remove()  # SQLite would go on reading what stood there before
    with engine().begin() as connection:
        if unguarded and on_postgresql():
            connection.execute(text("ALTER TABLE journal_entry DISABLE TRIGGER USER"))
        elif unguarded:
            for name in ("no_update", "no_delete"):
                connection.execute(text(f"DROP TRIGGER journal_entry_{name}"))
        connection.execute(text(statement))

"""Many rows for one table at once: what SQLAlchemy does for each of them costs more than the database's own work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Dialect, Table

from app.kernel.db import db

Write = Callable[[Any], Any] | None


def insert_rows(table: Table, rows: Sequence[Mapping[str, Any]], replacing: tuple[str, ...] = ()) -> None:
    """Insert rows that name every column, in the transaction under way; one statement.

    Those whose columns `replacing` (a unique constraint) are there already take the place of what is there.
    """
    if not rows:
        return
    connection = db.session.connection()
    statement, columns = _prepared(table, replacing, connection.dialect)
    values = ((map(itemgetter(name), rows), write) for name, write in columns)
    written = list(zip(*(map(write, column) if write else column for column, write in values), strict=True))
    connection.exec_driver_sql(statement, written if len(written) > 1 else written[0])


@lru_cache(maxsize=16)
def _prepared(
    table: Table, replacing: tuple[str, ...], dialect: Dialect
) -> tuple[str, list[tuple[str, Write]]]:
    """The statement, and how each column is written for the driver."""
    said = dialect.identifier_preparer.quote
    names = [column.name for column in table.columns]
    marker = "?" if dialect.paramstyle == "qmark" else "%s"
    columns, markers = ", ".join(map(said, names)), ", ".join([marker] * len(names))
    statement = f"INSERT INTO {said(table.name)} ({columns}) VALUES ({markers})"  # noqa: S608 - names of our own
    if replacing:
        taken = ", ".join(f"{said(name)} = excluded.{said(name)}" for name in names if name not in replacing)
        statement += f" ON CONFLICT ({', '.join(map(said, replacing))}) DO UPDATE SET {taken}"
    return statement, [
        (one.name, one.type.dialect_impl(dialect).bind_processor(dialect)) for one in table.columns
    ]

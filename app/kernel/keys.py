"""Rotation of the installation's keys: what is sealed under which key, and sealing it anew under the current one.

Every column whose name ends in `_sealed` takes part by its name alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import current_app
from sqlalchemy import Column, Table, func, not_, or_, select, update

from app.kernel import jobs
from app.kernel.db import Base, atomic, db
from app.kernel.signing import MARKED, Unsealable, seal_bytes, seal_mark, unseal_bytes

RESEAL = "kernel.reseal"
BATCH = 200  # rows of a transaction: others write in between


@dataclass(frozen=True)
class Sealed:
    """One sealed column: how many values it holds, how many wait for the current key, how many no key opens."""

    table: str
    column: str
    values: int
    older: int
    lost: int


def sealed_columns() -> Iterator[tuple[Table, Column[Any]]]:
    """Every sealed column with its table."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if column.name.endswith("_sealed"):
                yield table, column


def status() -> list[Sealed]:
    """How far the rotation is, a line for each sealed column: one statement each."""
    return [_status(table, column) for table, column in sealed_columns()]


def _status(table: Table, column: Column[Any]) -> Sealed:
    current, *older = _marks()
    begins = func.substr(column, 1, MARKED)
    # A value without a mark is from before there were any: whether a key opens it, only trying tells.
    counted = select(
        func.count(column),
        func.count(column).filter(begins != current),
        func.count(column).filter(
            begins != current, not_(or_(*(begins == mark for mark in older), _unmarked(column)))
        ),
    )
    values, waiting, lost = db.session.execute(counted.select_from(table)).one()
    return Sealed(table.name, column.name, values, waiting - lost, lost)


def _unmarked(column: Column[Any]) -> Any:
    return func.substr(column, 1, 1) == b"g"  # the first letter of every Fernet token


def _marks() -> list[bytes]:
    return [seal_mark(key) for key in current_app.config["SECRET_KEYS"]]


def reseal() -> int:
    """Seal everything anew that an older key sealed; the number of values. Stops early in a worker that is told to.

    In small transactions, each over rows that nobody else holds: it may run twice at once and beside every other work.
    What no configured key opens is left as it is.
    """
    done = 0
    for table, column in sealed_columns():
        after: tuple[Any, ...] | None = None
        while not jobs.stopping():
            changed, after = _batch(table, column, after)
            done += changed
            if after is None:
                break
    return done


def _batch(
    table: Table, column: Column[Any], after: tuple[Any, ...] | None
) -> tuple[int, tuple[Any, ...] | None]:
    """Seal one batch behind the key `after`: how many values, and the last key seen (None: the column's end)."""
    keys = list(table.primary_key.columns)
    current = _marks()[0]
    query = select(*keys, column).where(column.is_not(None), func.substr(column, 1, MARKED) != current)
    if after is not None:
        query = query.where(_behind(keys, after))
    with atomic() as session:
        found = session.execute(query.order_by(*keys).limit(BATCH).with_for_update()).all()
        changed = 0
        for row in found:
            try:
                anew = seal_bytes(unseal_bytes(row[-1]))
            except Unsealable:
                continue
            here = [key == value for key, value in zip(keys, row[:-1], strict=True)]
            session.execute(update(table).where(*here).values({column: anew}))
            changed += 1
    return changed, tuple(found[-1][:-1]) if len(found) == BATCH else None


def _behind(keys: list[Column[Any]], after: tuple[Any, ...]) -> Any:
    """Rows whose key comes after this one."""
    first, *rest = keys
    later = first > after[0]
    return or_(later, (first == after[0]) & _behind(rest, after[1:])) if rest else later


@jobs.task(RESEAL)
def reseal_in_background() -> None:
    """What a server does at its start when several keys are configured."""
    reseal()

"""The revisions, applied from empty, make exactly the tables that the models describe, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, Inspector, MetaData, inspect, text

from app.kernel import migrate
from app.kernel.db import Base, engine

VERSION = text("UPDATE alembic_version SET version_num = :number")
IGNORED = {"alembic_version", "sqlite_sequence"}


def described(database: Engine) -> dict[str, dict[str, Any]]:
    """What the database itself says of its tables: columns, keys and constraints by name."""
    inspector = inspect(database)
    return {table: _table(inspector, table) for table in inspector.get_table_names() if table not in IGNORED}


def _table(inspector: Inspector, table: str) -> dict[str, Any]:
    columns = {
        column["name"]: (str(column["type"]), column["nullable"], column.get("default"))
        for column in inspector.get_columns(table)
    }
    keyed = {
        str(key["name"]): (
            key["constrained_columns"],
            key["referred_table"],
            key["referred_columns"],
            key["options"],
        )
        for key in inspector.get_foreign_keys(table)
    }
    unique = {str(each["name"]): each["column_names"] for each in inspector.get_unique_constraints(table)}
    checks = {
        str(each["name"]): " ".join(each["sqltext"].split())
        for each in inspector.get_check_constraints(table)
    }
    indexes = {
        str(each["name"]): (
            each["column_names"],
            each["unique"],
            {key: str(value) for key, value in each.get("dialect_options", {}).items()},
        )
        for each in inspector.get_indexes(table)
    }
    primary = inspector.get_pk_constraint(table)["constrained_columns"]
    return {
        "column": columns,
        "foreign key": keyed,
        "unique": unique,
        "check": checks,
        "index": indexes,
        "primary key": primary,
    }


def difference(migrated: dict[str, dict[str, Any]], modelled: dict[str, dict[str, Any]]) -> list[str]:
    """One line for each thing that only one of them has, or that they describe differently."""
    faults = [f"table {table} is in one only" for table in sorted(migrated.keys() ^ modelled.keys())]
    for table in sorted(migrated.keys() & modelled.keys()):
        for kind, ours in migrated[table].items():
            theirs = modelled[table][kind]
            if ours != theirs:
                faults.append(
                    f"{table}, {kind}: migrated {_only(ours, theirs)}, modelled {_only(theirs, ours)}"
                )
    return faults


def _only(these: Any, those: Any) -> Any:
    return (
        {key: value for key, value in these.items() if those.get(key) != value}
        if isinstance(these, dict)
        else these
    )


def test_revisions_make_what_the_models_describe(db: SQLAlchemy) -> None:
    migrated = described(engine())
    everything = MetaData()
    everything.reflect(engine())
    everything.drop_all(engine())
    Base.metadata.create_all(engine())
    faults = difference(migrated, described(engine()))
    assert migrated
    assert not faults, "\n".join(faults)


def test_a_fresh_database_is_current_and_a_second_upgrade_changes_nothing(db: SQLAlchemy) -> None:
    before = described(engine())
    migrate.upgrade()
    assert migrate.is_current()
    assert described(engine()) == before


def test_who_starts_while_another_brings_the_tables_up_to_date_waits_for_it(db: SQLAlchemy) -> None:
    newest, app = migrate.newest(), current_app._get_current_object()  # type: ignore[attr-defined]

    def start() -> None:
        with app.app_context():
            migrate.upgrade()

    with engine().begin() as connection:
        connection.execute(VERSION, {"number": "0001"})
    with ThreadPoolExecutor(1) as other:
        with engine().connect() as connection, migrate.rebuilding(connection):
            migrate.take_turn(connection)
            started = other.submit(start)
            with pytest.raises(TimeoutError):  # it has seen the old number, and stands in line
                started.result(timeout=1)
            connection.execute(VERSION, {"number": newest})
        assert started.result(timeout=20) is None
    assert migrate.is_current()


@pytest.mark.parametrize("change", ["ADD COLUMN planted INTEGER", "RENAME TO planted"])
def test_a_planted_difference_is_seen(sqlite_app: Flask, change: str) -> None:
    with sqlite_app.app_context():
        before = described(engine())
        with engine().begin() as connection:
            connection.execute(text(f'ALTER TABLE "{min(before)}" {change}'))
        assert difference(described(engine()), before)


def test_the_newest_revision_is_the_one_that_alembic_finds(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        revisions = ScriptDirectory.from_config(migrate._settings())
        assert migrate.newest() == revisions.get_current_head()
        assert migrate.known() == {one.revision for one in revisions.walk_revisions()}

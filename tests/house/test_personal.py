"""Every table that knows of a delegate says what each of its columns is for: a new one that is silent fails here."""

from __future__ import annotations

import importlib

import pytest
from sqlalchemy import Column, Date, MetaData, String, Table

from app.kernel.db import Base
from app.kernel.personal import PURPOSES, Held, blank, held
from app.slices import SLICES

OF_A_PERSON = {"registration_id", "subject_id"}
TELLING = {"email", "mail", "phone", "name_ar", "name_latin", "to", "passport", "photo"}
OTHERS = {"user", "hotel"}
"""Accounts of those who work with the program, managed on their own pages; places."""


def is_personal(table: Table) -> bool:
    """True for a table that points at a registration or has a column that names or reaches somebody."""
    names = {column.name for column in table.c}
    points = any(key.column.table.name == "registration" for column in table.c for key in column.foreign_keys)
    return bool(points or names & (OF_A_PERSON | TELLING)) and table.name not in OTHERS


def silent(tables: list[Table], declared: dict[str, Held]) -> list[str]:
    """A sentence for each table or column that nobody declared."""
    faults = [
        f"{table.name}: say what it holds of people with declare(...) beside its model (docs/developers.md)"
        for table in tables
        if is_personal(table) and table.name not in declared
    ]
    for one in declared.values():
        faults += [f"{one.table.name}.{name}: kept, or which purpose?" for name in one.undeclared()]
    return faults


def test_all_personal_data_is_declared() -> None:
    for name in SLICES:
        importlib.import_module(f"app.{name}")
    declared = {one.table.name: one for one in held()}
    assert silent(list(Base.metadata.tables.values()), declared) == []


def test_everything_that_is_declared_can_go() -> None:
    for one in held():
        for column in one.columns(frozenset(PURPOSES)):
            blank(column)  # raises TypeError for one that can be neither empty nor NULL


def holding(gone: str = "", **purposes: str) -> Held:
    """A declaration of a table of photos."""
    table = Table("photo", MetaData(), Column("registration_id", String), Column("place", String))
    none: frozenset[str] = frozenset()
    return Held(table, ("registration_id",), None, gone, none, none, purposes, "", None, {}, {}, False)


def test_a_silent_table_and_a_silent_column_are_seen() -> None:
    table = holding().table
    assert len(silent([table], {})) == 1
    assert silent([table], {"photo": holding()}) == ["photo.place: kept, or which purpose?"]
    assert silent([table], {"photo": holding(place="fun")}) == ["photo.place: kept, or which purpose?"]
    assert silent([table], {"photo": holding(gone="fun")}) == ["photo.fun: kept, or which purpose?"]
    assert silent([table], {"photo": holding(place="photos")}) == []
    assert silent([table], {"photo": holding(gone="photos")}) == []


def test_a_column_that_cannot_be_empty_is_seen() -> None:
    table = Table("t", MetaData(), Column("born", Date, nullable=False))
    with pytest.raises(TypeError, match=r"t\.born"):
        blank(table.c.born)

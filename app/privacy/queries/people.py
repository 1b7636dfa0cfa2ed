"""Who one person is in the tables: their registrations, the rows that are theirs, the words that name them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, String, Table, Text, cast, func, or_, select
from sqlalchemy.types import TypeDecorator

from app.audit.models import JournalEntry
from app.kernel.db import Base, db
from app.kernel.personal import held
from app.privacy.rules import identifying
from app.registration.models import ERASED, Registration

NAMING = ("name_ar", "name_latin", "email", "phone")


def same_person(event_id: UUID, registration_id: UUID) -> Sequence[UUID]:
    """The registration and all that were merged with it, into whichever of them; empty when there is none."""
    query = select(Registration.id, Registration.merged_into_id).where(
        Registration.event_id == event_id,
        or_(Registration.merged_into_id.is_not(None), Registration.id == registration_id),
    )
    into = {row.id: row.merged_into_id for row in db.session.execute(query)}
    if registration_id not in into:
        return []
    root = _root(into, registration_id)
    return sorted({root, registration_id, *(one for one in into if _root(into, one) == root)})


def _root(into: Mapping[UUID, UUID | None], ident: UUID) -> UUID:
    while (target := into.get(ident)) is not None:
        ident = target
    return ident


def own_rows(ids: Collection[UUID]) -> set[UUID]:
    """The ids themselves, and those of every row that is this person's: acts on a badge are acts on its holder."""
    found = set(ids)
    for one in held():
        key = one.table.c.get("id")
        if key is not None and not one.event and one.table.name != Registration.__tablename__:
            found.update(db.session.scalars(select(key).where(one.owned_by(ids))))
    return found


def known_words(ids: Collection[UUID], own: Collection[UUID]) -> frozenset[str]:
    """The names, addresses and numbers that the person has or had, the journal's former ones among them."""
    columns = [getattr(Registration, name) for name in NAMING]
    now = [
        value for row in db.session.execute(select(*columns).where(Registration.id.in_(ids))) for value in row
    ]
    query = select(JournalEntry.content).where(
        JournalEntry.subject_id.in_(own), JournalEntry.content.is_not(None)
    )
    for content in db.session.scalars(query):
        now.append(content.get("about"))
        now += [content.get(side, {}).get(name) for side in ("before", "after") for name in NAMING]
    return identifying(now) - {ERASED}


def says(column: Any, words: Iterable[str]) -> Any:
    """The rows whose column, text or JSON, has one of the words in it."""
    text, inside = cast(column, Text), [_inside(word, column) for word in words]
    # SQLite lowers ASCII letters only: what is written in the very same letters is found by the first half.
    same = [text.contains(word, autoescape=True) for word in inside]
    return or_(*same, *(func.lower(text).contains(word.lower(), autoescape=True) for word in inside))


def _inside(word: str, column: Any) -> str:
    """The word as it stands inside of JSON, where quotes and backslashes are escaped."""
    return json.dumps(word, ensure_ascii=False)[1:-1] if _is_json(column) else word


def _is_json(column: Any) -> bool:
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    return isinstance(kind, JSON)


def traces(words: Collection[str]) -> Mapping[str, int]:
    """Where the words stand anywhere in the database, as table.column to rows: what the desk has to mend by hand.

    Reads every text of every table; for the erasure of one person, not for lists.
    """
    found = {}
    for table in Base.metadata.sorted_tables if words else ():
        for column in _texts(table):
            count = db.session.scalar(select(func.count()).select_from(table).where(says(column, words)))
            if count:
                found[f"{table.name}.{column.name}"] = int(count)
    return found


def _texts(table: Table) -> list[Column[Any]]:
    return [column for column in table.c if isinstance(column.type, String) or _is_json(column)]

"""Everything on one person, as plain values that JSON can say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.events.models import Category, City, Event
from app.kernel import clock
from app.kernel.db import db
from app.kernel.personal import Held, held
from app.kernel.signing import Unsealable, unseal
from app.registration.models import Delegation

NAMED = {
    "event_id": Event.title,
    "category_id": Category.name,
    "city_id": City.name,
    "delegation_id": Delegation.name,
}
"""Columns that point at something with a name, which says more than its number."""


def everything(ids: Sequence[UUID]) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Table to rows to values of these registrations: one person's. Sealed values are opened, secrets left out."""
    found = {one.table.name: _rows(one, ids) for one in held() if not one.event}
    return {table: rows for table, rows in sorted(found.items()) if rows}


def _rows(one: Held, ids: Sequence[UUID]) -> Sequence[Mapping[str, Any]]:
    columns = [column for column in one.table.c if column.name not in one.hidden]
    query = select(*columns).where(one.owned_by(ids)).order_by(*one.table.primary_key.columns)
    rows = db.session.execute(query).mappings().all()
    names = {name: _names(name, {row[name] for row in rows}) for name in NAMED if name in one.table.c}
    return [dict(_said(name, value, names) for name, value in row.items()) for row in rows]


def _names(column: str, idents: set[UUID | None]) -> Mapping[UUID, Any]:
    named = NAMED[column]
    query = select(named.class_.id, named).where(named.class_.id.in_(one for one in idents if one))
    return {ident: dict(name) for ident, name in db.session.execute(query)}


def _said(name: str, value: Any, names: Mapping[str, Mapping[UUID, Any]]) -> tuple[str, Any]:
    if name in names and value is not None:
        return name.removesuffix("_id"), names[name].get(value)
    if name.endswith("_sealed"):
        return name.removesuffix("_sealed"), _opened(value)
    return name, _plain(value)


def _opened(value: bytes | None) -> str | None:
    try:
        return unseal(value) if value else None
    except Unsealable:
        return None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return clock.stamp(clock.instant(value))
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Mapping):
        # Who of the secretariat acted is the secretariat's own affair.
        return {key: one for key, one in value.items() if key != "actor"}
    return None if isinstance(value, bytes) else value

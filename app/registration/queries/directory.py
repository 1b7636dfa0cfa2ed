"""What the agenda asks of registrations: how many are approved, who is called so, who has this id."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.agenda.queries import Delegate, Headcount
from app.events.models import Category
from app.kernel.db import db
from app.kernel.i18n import country_name, current_language, separator
from app.registration.models import Registration
from app.registration.queries.lists import Filter, listing

APPROVED = "approved"


def headcount(event_id: UUID) -> Headcount:
    """Approved delegates in all and by category; one statement."""
    query = (
        select(Category.key, func.count())
        .join(Registration, Registration.category_id == Category.id)
        .where(Registration.event_id == event_id, Registration.state == APPROVED)
        .group_by(Category.key)
    )
    found = {key: number for key, number in db.session.execute(query)}  # noqa: C416 - rows are no pairs
    return Headcount(sum(found.values()), found)


def called(event_id: UUID, words: str) -> Sequence[Delegate]:
    """Approved delegates that the desk's search finds for these words, by name."""
    rows = listing(event_id, Filter(text=words, state=APPROVED, sort="name")).rows
    return [_delegate(row) for row in rows]


def named(event_id: UUID, ids: Collection[UUID]) -> Mapping[UUID, Delegate]:
    """The delegates of these ids, whatever became of their registration."""
    if not ids:
        return {}
    shown = joinedload(Registration.category, innerjoin=True), joinedload(Registration.city)
    query = select(Registration).where(Registration.event_id == event_id, Registration.id.in_(ids))
    return {row.id: _delegate(row) for row in db.session.scalars(query.options(*shown))}


def _delegate(row: Registration) -> Delegate:
    language = current_language()
    city = row.city.name.pick(language, ()) if row.city else row.city_typed
    place = separator(language).join(part for part in (city, country_name(row.country, language)) if part)
    return Delegate(row.id, row.name_ar, row.name_latin, place, row.category.key)

"""Registrations that may be one person, and those that were found to be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.kernel.db import db
from app.registration.models import Distinct, Registration
from app.registration.rules.duplicates import Candidate, Pair, suspects


def suspected(event_id: UUID) -> Sequence[Pair]:
    """The pairs of an event that may be one person: two statements."""
    query = select(
        Registration.id, Registration.name_ar, Registration.name_latin, Registration.email, Registration.phone,
        Registration.country, Registration.city_typed, Registration.city_id,
    ).where(Registration.event_id == event_id, Registration.merged_into_id.is_(None))  # fmt: skip
    people = [Candidate(*row[:6], city=row[6] or str(row[7] or "")) for row in db.session.execute(query)]
    own = select(Registration.id).where(Registration.event_id == event_id)
    said = select(Distinct.first_id, Distinct.second_id).where(Distinct.first_id.in_(own))
    return suspects(people, [(row[0], row[1]) for row in db.session.execute(said)])


def several(event_id: UUID, ids: Collection[UUID]) -> dict[UUID, Registration]:
    """These registrations of an event with category, city and delegation, by id: one statement."""
    shown = (
        joinedload(Registration.category, innerjoin=True),
        joinedload(Registration.city),
        joinedload(Registration.delegation),
    )
    query = select(Registration).where(Registration.event_id == event_id, Registration.id.in_(set(ids)))
    return {one.id: one for one in db.session.scalars(query.options(*shown))}


def one_person(event_id: UUID, registration_id: UUID) -> Sequence[UUID]:
    """The registration itself and all that were merged into it: whatever is known of any of them is of one person."""
    query = select(Registration.id).where(
        Registration.event_id == event_id,
        or_(
            Registration.id == registration_id,
            (Registration.merged_into_id == registration_id) & Registration.merged_into_id.is_not(None),
        ),
    )
    return db.session.scalars(query).all()

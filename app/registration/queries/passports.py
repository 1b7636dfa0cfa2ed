"""Passports of those who want a letter for their visa, opened."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import select

from app.kernel.db import db
from app.kernel.signing import unseal
from app.registration.models import Passport
from app.registration.rules import PassportFacts


def find_passport(registration_id: UUID) -> PassportFacts | None:
    """The passport of one delegate; None for whoever wants no letter. Raises Unsealable when its key is gone."""
    return passports([registration_id]).get(registration_id)


def passports(ids: Collection[UUID]) -> Mapping[UUID, PassportFacts]:
    """The passports of these registrations, of those that have one: one statement."""
    query = select(Passport).where(Passport.registration_id.in_(ids))
    return {
        one.registration_id: PassportFacts(unseal(one.number_sealed), one.country, one.expires)
        for one in db.session.scalars(query)
    }

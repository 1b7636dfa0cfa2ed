"""Keeping and forgetting a passport; the journal says that it was done, never the number."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from app.audit.rules import Act
from app.audit.service import record
from app.kernel import clock
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound
from app.kernel.signing import seal
from app.registration.models import Passport, Registration
from app.registration.rules import PassportFacts


def keep_passport(registration_id: UUID, facts: PassportFacts) -> None:
    """Keep what a letter for a visa needs, in place of what was there; raises NotFound."""
    with atomic() as session:
        registration = _locked(registration_id)
        held = session.get(Passport, registration_id) or Passport(registration_id=registration_id)
        held.number_sealed, held.country = seal(facts.number), facts.country
        held.expires, held.at = facts.expires, clock.now()
        session.add(held)
        session.flush()
        _record("registration.passport-kept", registration)


def forget_passport(registration_id: UUID) -> None:
    """No letter is wanted any more: what was kept for it goes; nothing happens twice. Raises NotFound."""
    with atomic() as session:
        registration = _locked(registration_id)
        held = session.get(Passport, registration_id)
        if held is not None:
            session.delete(held)
            session.flush()
            _record("registration.passport-forgotten", registration)


def _locked(registration_id: UUID) -> Registration:
    here = Registration.id == registration_id, Registration.erased_at.is_(None)
    query = select(Registration).where(*here).with_for_update(key_share=True)
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound
    return found


def _record(action: str, registration: Registration) -> None:
    about = registration.name_latin or registration.name_ar
    record(Act(action, "registration", registration.id, event_id=registration.event_id, about=about))

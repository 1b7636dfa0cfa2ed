"""Registrations of a list that was taken as a whole: told of once all are in, or gone again where one was refused."""

from __future__ import annotations

from uuid import UUID

from app.audit.rules import Act
from app.audit.service import empty, record
from app.kernel.db import atomic, db
from app.registration import rules, signals
from app.registration.service.moving import hold_all, hold_event
from app.registration.service.places import move_up


def welcome(event_id: UUID, registration_id: UUID) -> None:
    """Tell of somebody who was registered in silence, as if it were now; nothing once they were decided on."""
    with atomic():
        for registration in hold_all(event_id, [registration_id]):
            if registration.state == rules.SUBMITTED:
                signals.submitted.send(registration=registration)
            elif registration.state == rules.WAITING:
                signals.queued.send(registration=registration)


def unregister(event_id: UUID, registration_id: UUID) -> None:
    """Undo a registration that nobody has touched since, else leave it; its lines in the journal lose what they say."""
    with atomic() as session:
        event = hold_event(event_id)
        for registration in hold_all(event_id, [registration_id]):
            untouched = registration.changed_at == registration.submitted_at
            if untouched and registration.state in (rules.SUBMITTED, rules.WAITING):
                empty(registration.id)
                record(Act("registration.unregistered", "registration", registration.id, event_id))
                session.delete(registration)
        event.version += 1  # doors ask for everything anew
        db.session.flush()
        move_up(event_id)

"""What every act on a registration does: lock it, move it along the machine, write down who, when and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from blinker import NamedSignal
from sqlalchemy import select

from app.audit.rules import Act
from app.audit.service import record
from app.events.models import Event
from app.kernel import clock, guard
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.registration import rules, signals
from app.registration.models import Delegation, Registration, Step

ACTIONS: Mapping[str, tuple[str, NamedSignal | None]] = {
    "invite": ("registration.invited", signals.invited),
    "submit": ("registration.submitted", signals.submitted),
    "queue": ("registration.queued", signals.queued),
    "accept": ("registration.accepted", signals.accepted),
    "lapse": ("registration.lapsed", signals.lapsed),
    "approve": ("registration.approved", signals.approved),
    "refuse": ("registration.refused", signals.refused),
    "withdraw": ("registration.withdrawn", signals.withdrawn),
    "return": ("registration.returned", signals.submitted),
    "requeue": ("registration.returned", signals.queued),
    "merge": ("registration.merged", None),
    "replace": ("registration.replaced", signals.replaced),
}
"""The journal's word for each transition, and the news that it makes (merging tells of two at once)."""


def move(registration: Registration, transition: str, reason: str = "", **said: Any) -> None:
    """Take a registration one step along the machine; inside atomic(). Raises NotFromHere or ReasonMissing.

    `said` is what the journal's line tells beside the states.
    """
    before = registration.state or ""
    registration.state = rules.after(transition, before, reason)
    registration.reason = reason.strip()[:1000]
    if registration.state != rules.WAITING:
        registration.queued = registration.offered_until = None
    if registration.state in (rules.REFUSED, rules.WITHDRAWN):
        registration.proposed = registration.proposed_at = None
    if transition in ("approve", "refuse"):
        registration.decided_at, registration.decided_by = clock.now(), guard.actor().id
    db.session.flush()
    note(registration, transition, before, registration.reason)
    action, signal = ACTIONS[transition]
    if not said:
        said = {"before": {"state": before}, "after": {"state": registration.state}}
    journal(action, registration, **said, reason=registration.reason)
    if signal is not None:
        signal.send(registration=registration)


def note(registration: Registration, transition: str, source: str, reason: str = "") -> None:
    """Write a step down, for lists and for the delegate's page."""
    who = guard.actor()
    step = Step(
        registration_id=registration.id, transition=transition, source=source, target=registration.state,
        at=clock.now(), actor_kind=who.kind, actor=who.name[:200], reason=reason[:1000],
    )  # fmt: skip
    db.session.add(step)


def journal(action: str, registration: Registration, **said: Any) -> None:
    """A line of the journal about a registration; inside atomic()."""
    about = registration.name_latin or registration.name_ar
    record(Act(action, "registration", registration.id, event_id=registration.event_id, about=about, **said))


def hold_event(event_id: UUID) -> Event:
    """The event, held until the commit: who counts places or moves the line follows each other. Raises NotFound.

    Everything that may free or take a place holds the event first, then a delegation, then registrations by their
    ids, so that two can never wait for each other. Rows may still be added that point at it (FOR NO KEY UPDATE).
    """
    query = select(Event).where(Event.id == event_id).with_for_update(key_share=True)
    found = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    return found


def hold_delegation(delegation_id: UUID) -> Delegation:
    """The delegation, held until the commit; raises NotFound."""
    query = select(Delegation).where(Delegation.id == delegation_id).with_for_update(key_share=True)
    found = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    return found


def hold(registration_id: UUID, *, places: bool = False) -> Registration:
    """One registration, held until the commit; with `places` its event before it. Raises NotFound."""
    if places:
        owner = select(Registration.event_id).where(Registration.id == registration_id)
        event_id = db.session.scalars(owner).one_or_none()
        if event_id is None:
            raise NotFound
        hold_event(event_id)
    here = Registration.id == registration_id, Registration.erased_at.is_(None)
    query = select(Registration).where(*here).with_for_update(of=Registration, key_share=True)
    found = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    return found


def hold_all(event_id: UUID, ids: Collection[UUID]) -> Sequence[Registration]:
    """Those of the event's registrations, held until the commit, in one order for all who do so."""
    query = select(Registration).where(
        Registration.event_id == event_id, Registration.id.in_(set(ids)), Registration.erased_at.is_(None)
    )
    query = query.order_by(Registration.id).with_for_update(of=Registration, key_share=True)
    return db.session.scalars(query.execution_options(populate_existing=True)).all()

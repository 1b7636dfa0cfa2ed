"""One registration: by its link, its id or the form that it came from; what is sealed in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.audit.rules import Act
from app.events.models import Consent, Event
from app.kernel import clock
from app.kernel.clock import Instant
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.signing import digest, unseal
from app.registration.models import ConsentAnswer, Delegation, Quota, Registration, Step
from app.registration.rules import search_key
from app.registration.rules.visibility import Person, Viewer, may_see


def find_by_link(token: str) -> Registration | None:
    """The registration of a personal link, with category, city and consents."""
    here = Registration.link_hash == digest(token), Registration.erased_at.is_(None)
    return db.session.scalars(_whole().where(*here)).one_or_none()


def find_delegation_by_link(token: str) -> Delegation | None:
    """The delegation of a focal point's link, a revoked one included, with its quotas."""
    quotas = selectinload(Delegation.quotas).joinedload(Quota.category)
    query = select(Delegation).where(Delegation.link_hash == digest(token))
    return db.session.scalars(query.options(joinedload(Delegation.city), quotas)).one_or_none()


def own_person(delegation: Delegation, person: UUID) -> Registration:
    """One of a delegation's own people; raises NotFound for anybody else's."""
    found = find(delegation.event_id, person)
    if found is None or found.merged_into_id:
        raise NotFound
    viewer = Viewer(delegation.event_id, delegation=delegation.id)
    if not may_see(viewer, Person(found.id, found.event_id, found.delegation_id)):
        raise NotFound
    return found


def find(event_id: UUID, registration_id: UUID) -> Registration | None:
    """One registration of the event, with category, city and consents."""
    query = _whole().where(Registration.id == registration_id, Registration.event_id == event_id)
    return db.session.scalars(query).one_or_none()


def get(event_id: UUID, registration_id: UUID) -> Registration:
    """The same; raises NotFound."""
    found = find(event_id, registration_id)
    if found is None:
        raise NotFound
    return found


def find_submission(event_id: UUID, submission_id: UUID) -> Registration | None:
    """The registration that came from one filled-in form."""
    query = select(Registration).where(
        Registration.event_id == event_id, Registration.submission == submission_id
    )
    return db.session.scalars(query).one_or_none()


def made_by(event_id: UUID, submissions: Sequence[UUID]) -> Sequence[UUID]:
    """The registrations that came from these forms, in their order; a statement for each five hundred."""
    found: dict[UUID, UUID] = {}
    for first in range(0, len(submissions), 500):
        here = (
            Registration.event_id == event_id,
            Registration.submission.in_(submissions[first : first + 500]),
        )
        rows = db.session.execute(select(Registration.submission, Registration.id).where(*here))
        found |= {row.submission: row.id for row in rows}
    return [found[one] for one in submissions if one in found]


def link_token(registration: Registration) -> str:
    """The secret of the personal link, opened; raises NotFound once it was erased, Unsealable without its key."""
    if not registration.link_sealed:
        raise NotFound
    return unseal(registration.link_sealed)


def looked_at(registration: Registration) -> Act:
    """The journal's line for opening somebody's page; of a kind of its own, since it changes nothing for the doors."""
    about = registration.name_latin or registration.name_ar
    return Act("registration.viewed", "person", registration.id, registration.event_id, about=about)


def access_needs(registration: Registration) -> str:
    """What the delegate needs to take part, opened; '' when nothing was said."""
    return unseal(registration.access_sealed) if registration.access_sealed else ""


def _whole() -> Select[Registration]:
    shown = joinedload(Registration.category, innerjoin=True), joinedload(Registration.city)
    return select(Registration).options(*shown, selectinload(Registration.consents))


LINKS_LAST = timedelta(days=60)
"""How long after the meeting's last day personal links still open: certificates and corrections come late."""


def links_end(event_id: UUID) -> Instant:
    """When the personal links of an event end, in UTC; raises NotFound."""
    row = db.session.execute(select(Event.ends, Event.timezone).where(Event.id == event_id)).one_or_none()
    if row is None:
        raise NotFound
    return clock.at(row.ends + LINKS_LAST, clock.MIDNIGHT, row.timezone)


def get_delegation(delegation_id: UUID) -> Delegation:
    """The delegation, not held; raises NotFound."""
    found = db.session.get(Delegation, delegation_id)
    if found is None:
        raise NotFound
    return found


def search_of(registration: Registration) -> str:
    """The words by which a registration is found, from what it says now."""
    places = registration.city.name.values() if registration.city else (registration.city_typed,)
    person = (registration.name_ar, registration.name_latin, registration.email, registration.phone)
    return search_key(*person, *places)


def steps(registration_id: UUID) -> Sequence[Step]:
    """What happened to a registration, oldest first."""
    query = select(Step).where(Step.registration_id == registration_id)
    return db.session.scalars(query.order_by(Step.at, Step.id)).all()


def last_steps(registrations: Collection[UUID]) -> dict[UUID, Step]:
    """The newest step of each of these registrations: one statement."""
    if not registrations:
        return {}
    query = select(Step).where(Step.registration_id.in_(registrations)).order_by(Step.at, Step.id)
    return {one.registration_id: one for one in db.session.scalars(query)}


def withheld() -> ColumnElement[bool]:
    """Of a registration in a query: whether it did not give one of the consents that badges and lists mark."""
    given = select(ConsentAnswer.key).where(
        ConsentAnswer.registration_id == Registration.id,
        ConsentAnswer.key == Consent.key,
        ConsentAnswer.given,
    )
    asked = select(Consent.id).where(
        Consent.event_id == Registration.event_id,
        Consent.marked,
        ~given.correlate(Registration, Consent).exists(),
    )
    return asked.correlate(Registration).exists()


def all_withheld(ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of these registrations that did not give a marked consent; one statement."""
    query = select(Registration.id).where(Registration.id.in_(ids), withheld())
    return frozenset(db.session.scalars(query))

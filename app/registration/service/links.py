"""Personal links: opened without a password, renewed, revoked, and over some weeks after the meeting."""

from __future__ import annotations

from uuid import UUID

from app.events.queries import scope_of
from app.kernel import clock, guard
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound
from app.kernel.guard import Actor
from app.kernel.i18n import prefer
from app.kernel.scope import enter
from app.kernel.signing import digest, new_token, seal
from app.registration import queries, signals
from app.registration.models import Delegation, Registration
from app.registration.service.moving import hold, journal

MISSES = "60/hour"  # links that nobody has, from one network address


def new_link(registration_id: UUID) -> str:
    """Give the registration another personal link and end the old one; the new secret. Raises NotFound."""
    with atomic():
        registration = hold(registration_id)
        token = new_token()
        registration.link_hash, registration.link_sealed = digest(token), seal(token)
        registration.link_revoked_at = None
        db.session.flush()
        journal("registration.link-renewed", registration)
        signals.link_renewed.send(registration=registration)
        return token


def revoke_link(registration_id: UUID) -> None:
    """End the personal link without giving another; raises NotFound."""
    with atomic():
        registration = hold(registration_id)
        if registration.link_revoked_at is None:
            registration.link_revoked_at = clock.now()
            journal("registration.link-revoked", registration)


def open_link(token: str) -> Registration:
    """Let a delegate in by the secret of their link, in their language; NotFound, and misses are counted.

    The link of somebody who was merged into another registration leads to that one.
    """
    found = queries.find_by_link(token)
    if found is not None and (found.link_revoked_at or _is_over(found.event_id)):
        found = None
    if found is not None and found.merged_into_id:
        found = queries.find(found.event_id, found.merged_into_id)
    if found is None:  # only misses count: a hall behind one address must not be shut out by one who guesses
        guard.limit("pass links from", guard.address(), MISSES)
        raise NotFound
    enter(scope_of(found.event_id))
    prefer(found.language)
    guard.act_as(Actor("delegate", found.id, found.name_latin or found.name_ar))
    return found


def open_delegation(token: str) -> Delegation:
    """Let a focal point in by the secret of their link, in their language; NotFound, and misses are counted."""
    found = queries.find_delegation_by_link(token)
    if found is None or found.link_revoked_at or _is_over(found.event_id):
        guard.limit("delegation links from", guard.address(), MISSES)
        raise NotFound
    enter(scope_of(found.event_id))
    prefer(found.language)
    guard.act_as(Actor("focal", found.id, found.focal_name or found.title.pick("fr")))
    return found


def _is_over(event_id: UUID) -> bool:
    return clock.now() >= queries.links_end(event_id)

"""Decisions of the secretariat, and delegates who withdraw or return: whatever frees a place moves the line up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from app.kernel import clock, guard
from app.kernel.db import atomic
from app.registration import queries, rules
from app.registration.models import Registration
from app.registration.service.moving import hold, hold_all, hold_event, move
from app.registration.service.places import (
    check_open,
    find_place,
    move_up,
    need_place,
    need_quota,
    stand_in_line,
)
from app.registration.service.registering import BOUND


@dataclass(frozen=True)
class Decided:
    """How many registrations an act moved, and how many it did not start from (or did not find)."""

    done: int
    skipped: int


def approve(event_id: UUID, ids: Collection[UUID]) -> Decided:
    """Approve those of the event's registrations that wait or were refused, all in one transaction.

    Who holds no place yet needs a free one: NoPlace, and nobody is approved.
    """
    return _decide(event_id, ids, "approve", "")


def refuse(event_id: UUID, ids: Collection[UUID], reason: str) -> Decided:
    """Refuse those that wait or were approved; the delegates read the reason. Raises ReasonMissing."""
    if not reason.strip():
        raise rules.ReasonMissing
    return _decide(event_id, ids, "refuse", reason)


def _decide(event_id: UUID, ids: Collection[UUID], transition: str, reason: str) -> Decided:
    with atomic():
        hold_event(event_id)
        rows = hold_all(event_id, ids)
        ready = [row for row in rows if row.merged_into_id is None and rules.can(transition, row.state)]
        for registration in ready:
            if transition == "approve" and not _holds_place(registration):
                need_place(event_id, registration.category_id)
                if registration.state == rules.REFUSED:
                    need_quota(registration.delegation_id, registration.category_id)
            move(registration, transition, reason)
        if transition == "refuse" and ready:
            move_up(event_id)
    return Decided(len(ready), len(set(ids)) - len(ready))


def _holds_place(registration: Registration) -> bool:
    return registration.state in rules.HOLDING or registration.offered_until is not None


def withdraw(registration_id: UUID, reason: str = "") -> Registration:
    """The delegate does not come: the place is free. Raises NotFromHere or NotFound."""
    with atomic():
        registration = hold(registration_id, places=True)
        move(registration, "withdraw", reason)
        move_up(registration.event_id)
        return registration


def come_back(registration_id: UUID) -> Registration:
    """The delegate comes after all and waits for a decision again, in the line where no place is left.

    Raises NotFromHere, NotOpen, QuotaUsed or NotFound.
    """
    with atomic():
        registration = hold(registration_id, places=True)
        if registration.merged_into_id is not None or not rules.can("return", registration.state):
            raise rules.NotFromHere(state=registration.state)
        opening = queries.opening(registration.event_id, registration.category_id)
        if guard.actor().kind in BOUND:
            check_open(opening, clock.now())
        need_quota(registration.delegation_id, registration.category_id)
        has_place = find_place(registration.event_id, registration.category_id, opening)
        if not has_place:
            stand_in_line(registration)
        move(registration, "return" if has_place else "requeue")
        return registration

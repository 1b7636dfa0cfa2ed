"""Places, and the line of those who wait for one: it moves up by itself whenever a place falls free."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.agenda import signals as agenda
from app.audit.rules import Act
from app.audit.service import record
from app.events.models import Category, Event
from app.kernel import clock
from app.kernel.clock import Instant
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound
from app.registration import queries, rules, signals
from app.registration.models import Registration
from app.registration.queries import Opening
from app.registration.queries.room import COUNTED
from app.registration.rules.places import NoPlace, Places, QuotaUsed, next_in_line
from app.registration.service.moving import hold, hold_all, hold_delegation, hold_event, journal, move, note


class OfferOver(rules.NotFromHere):
    """The time to accept is over, or there was no offer."""


def check_open(opening: Opening, now: Instant) -> None:
    """Raise NotOpen outside the hours of a category."""
    if not opening.window.is_open(now):
        raise rules.NotOpen


def find_place(event_id: UUID, category_id: UUID, opening: Opening | None = None) -> bool:
    """True when a place is free for one more, which stays so until the commit; False: wait in line. Or NotFound."""
    if not (opening or queries.opening(event_id, category_id)).is_limited:
        return True
    hold_event(event_id)
    return queries.places(event_id).free(category_id)


def need_place(event_id: UUID, category_id: UUID) -> None:
    """Raise NoPlace unless one is free."""
    if not find_place(event_id, category_id):
        raise NoPlace


def need_quota(delegation_id: UUID | None, category_id: UUID, *, beside: UUID | None = None) -> None:
    """Raise QuotaUsed when the delegation may send no more of this category; `beside` is not counted."""
    if delegation_id is None:
        return
    quota = queries.quota(hold_delegation(delegation_id).id)
    if not quota.allows(queries.sent(delegation_id, beside=beside), category_id):
        raise QuotaUsed


def send_with(registration: Registration, delegation_id: UUID | None) -> None:
    """Count a registration that is held to a delegation, or to none; inside atomic(). Raises QuotaUsed."""
    if delegation_id == registration.delegation_id:
        return
    if registration.state in COUNTED:
        need_quota(delegation_id, registration.category_id)
    before, registration.delegation_id, registration.leads = registration.delegation_id, delegation_id, False
    db.session.flush()
    db.session.expire(registration, ["delegation"])
    told = {"before": {"delegation": str(before or "")}, "after": {"delegation": str(delegation_id or "")}}
    journal("registration.assigned", registration, **told)


def join(registration_id: UUID, delegation_id: UUID | None) -> None:
    """Count a registration to a delegation of its event, or to none; raises QuotaUsed or NotFound."""
    with atomic():
        registration = hold(registration_id, places=True)
        if delegation_id and hold_delegation(delegation_id).event_id != registration.event_id:
            raise NotFound
        send_with(registration, delegation_id)


def stand_in_line(registration: Registration) -> None:
    """Give the next number of the event's line; the event is held."""
    query = select(func.max(Registration.queued)).where(Registration.event_id == registration.event_id)
    registration.queued = (db.session.scalars(query).one() or 0) + 1


def move_up(event_id: UUID) -> int:
    """Offer each free place to the next who waits for it; how many were offered. Inside atomic().

    The event is held already by whoever freed a place. Nobody is called once the meeting is over.
    """
    event, now = hold_event(event_id), clock.now()
    places = queries.places(event_id)
    if _is_over(event.ends, event.timezone, now):
        return 0
    called = hold_all(event_id, next_in_line(places, queries.line(event_id)))
    for registration in sorted(called, key=lambda one: one.queued or 0):
        registration.offered_until = clock.instant(now + timedelta(hours=event.offer_hours))
        note(registration, "offer", registration.state)
        journal("registration.offered", registration)
        signals.offered.send(registration=registration)
    db.session.flush()
    return len(called)


def _is_over(ends: date, zone: str, now: Instant) -> bool:
    return now >= clock.at(ends + timedelta(days=1), clock.MIDNIGHT, zone)


def accept(registration_id: UUID) -> Registration:
    """Take the place that fell free; the secretariat decides then. Raises OfferOver or NotFound."""
    with atomic():
        registration = hold(registration_id, places=True)
        until = registration.offered_until
        if registration.state != rules.WAITING or until is None or until <= clock.now():
            raise OfferOver(state=registration.state)
        move(registration, "accept")
        return registration


def lapse(event_id: UUID) -> int:
    """End the offers whose time is over and let the line move up; how many ended."""
    with atomic():
        hold_event(event_id)
        over = hold_all(event_id, queries.overdue(event_id, clock.now()))
        for registration in over:
            move(registration, "lapse")
        move_up(event_id)
        return len(over)


def set_places(
    event_id: UUID, in_all: int | None, offer_hours: int, categories: dict[UUID, tuple[int | None, ...]]
) -> None:
    """Set the places of the event and, by category, (places, opens, closes, precedence); the line moves up at once.

    Days count from the event's first. Fewer places than are held end nobody's registration.
    """
    with atomic():
        event = hold_event(event_id)
        event.capacity, event.offer_hours = in_all, offer_hours
        query = select(Category).where(Category.event_id == event_id)
        for category in db.session.scalars(query):
            if category.id in categories:
                _set_category(category, *categories[category.id])
        event.version += 1
        db.session.flush()
        _record_places(event)
        move_up(event_id)


def listen() -> None:
    """Call those who wait when an event file brings more places."""
    agenda.changed_by_file.connect(_on_file)


def _on_file(_sender: object, event_id: UUID, **_more: Any) -> None:
    move_up(event_id)


def _set_category(
    category: Category, capacity: int | None, opens: int | None, closes: int | None, precedence: int | None
) -> None:
    category.capacity, category.opens, category.closes = capacity, opens, closes
    category.precedence = precedence


def _record_places(event: Event) -> None:
    said = {one.key: one.capacity for one in event.categories if one.capacity is not None}
    after = {"places": event.capacity, "categories": said}
    record(Act("event.places-set", "event", event.id, event.id, about=event.title.pick("en"), after=after))


__all__ = [
    "NoPlace",
    "OfferOver",
    "Places",
    "QuotaUsed",
    "accept",
    "check_open",
    "find_place",
    "join",
    "lapse",
    "listen",
    "move_up",
    "need_place",
    "need_quota",
    "send_with",
    "set_places",
    "stand_in_line",
]  # fmt: skip

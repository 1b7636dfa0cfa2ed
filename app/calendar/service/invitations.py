"""Invitations into the calendars of those who asked: written down and queued in one transaction, sent once."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.agenda import queries as agenda
from app.agenda.queries import Publication
from app.audit.rules import Act
from app.audit.service import record
from app.calendar import exports, queries, rules
from app.calendar.models import CalendarMessage, CalendarWish
from app.calendar.rules import Message
from app.events import queries as events
from app.events.models import Category
from app.kernel import clock, jobs
from app.kernel.clock import Instant
from app.kernel.db import after_commit, atomic, db
from app.kernel.errors import NotFound
from app.kernel.i18n import current_language
from app.mail.service import queue
from app.registration import rules as registrations
from app.registration import signals
from app.registration.models import Registration

INVITATION = "calendar.invitation"
FOLLOW = "calendar.follow"


def listen() -> None:
    """Look again at the invitations of an event when somebody's part in it changes."""
    for signal in (signals.approved, signals.refused, signals.withdrawn, signals.changed):
        signal.connect(_on_registration)


def _on_registration(_sender: object, registration: Registration, **_more: Any) -> None:
    nudge(registration.event_id)


def nudge(event_id: UUID) -> None:
    """Look after the commit at who is to be told what; at most once a transaction. RuntimeError outside atomic()."""
    nudged: set[UUID] = db.session().info.setdefault("calendar-nudges", set())
    if event_id not in nudged:
        nudged.add(event_id)
        after_commit(partial(jobs.enqueue, FOLLOW, str(event_id)))


def ask_for_invitations(registration_id: UUID) -> None:
    """From now on a delegate gets invitations by mail; raises NotFound."""
    with atomic() as session:
        registration = _get(registration_id)
        if session.get(CalendarWish, registration_id) is None:
            session.add(
                CalendarWish(
                    registration_id=registration_id, event_id=registration.event_id, since=clock.now()
                )
            )
            _record("calendar.invitations-asked", registration)
            nudge(registration.event_id)


def no_more_invitations(registration_id: UUID) -> None:
    """A delegate gets none any more; what is in their calendar stays there. Raises NotFound."""
    with atomic() as session:
        registration = _get(registration_id)
        wish = session.get(CalendarWish, registration_id)
        if wish is not None:
            session.delete(wish)
            _record("calendar.invitations-ended", registration)


def _get(registration_id: UUID) -> Registration:
    found = db.session.get(Registration, registration_id, with_for_update=True)
    if found is None:
        raise NotFound
    return found


def _record(action: str, registration: Registration) -> None:
    about = registration.name_latin or registration.name_ar
    record(Act(action, "registration", registration.id, registration.event_id, about))


def follow() -> None:
    """Invite for every event where somebody asked for it: what a lost nudge left undone."""
    for event_id in db.session.scalars(select(CalendarWish.event_id).distinct()).all():
        invite(event_id)


def invite(event_id: UUID) -> int:
    """Queue what brings the calendars of all who asked up to date; how many messages that takes.

    Run again, or twice at once, it sends nothing twice: what was written down is read under a lock.
    """
    now = clock.now()
    with atomic() as session:
        wishes = select(CalendarWish.registration_id).where(CalendarWish.event_id == event_id)
        asked = session.scalars(wishes.order_by(CalendarWish.registration_id).with_for_update()).all()
        publication = agenda.find_publication(event_id)
        if publication is None or not asked:
            return 0
        sent, starred = queries.last_sent(event_id), queries.stars_of_event(event_id)
        rows = select(Registration, Category.key).join(Category, Category.id == Registration.category_id)
        written = 0
        for registration, category in session.execute(rows.where(Registration.id.in_(asked))):
            stars = starred.get(registration.id, frozenset())
            found = queries.mine(publication.sessions, category, registration.id, stars)
            theirs = {one.uid for one in found} if registration.state == registrations.APPROVED else set()
            told = sent.get(registration.id, {})
            for one in rules.messages(publication.sessions, theirs, told, now):
                _write(registration, one, publication, now)
                written += 1
    return written


def _write(registration: Registration, one: Message, publication: Publication, now: Instant) -> None:
    written = CalendarMessage(
        event_id=registration.event_id, registration_id=registration.id, session_uid=one.session.uid,
        sequence=one.sequence, revision=one.session.sequence, method=one.method, version=publication.number, at=now,
    )  # fmt: skip
    db.session.add(written)
    if registration.email:
        db.session.flush()
        queue(
            INVITATION, event_id=registration.event_id, subject_id=registration.id, to=registration.email,
            language=registration.language, params={"invitation": str(written.id)},
        )  # fmt: skip


def message(written: CalendarMessage, attendee: str, organiser: str) -> tuple[exports.Entry, bytes] | None:
    """The session and the file (text/calendar) of a message, in the language being spoken; None without its version."""
    event, language = events.scope_of(written.event_id), current_language()
    publication = agenda.find_version(written.event_id, written.version)
    if publication is None:
        return None
    found = next((one for one in publication.sessions if one.uid == written.session_uid), None)
    if found is None:
        return None
    status = "CANCELLED" if written.method == rules.CANCEL else "CONFIRMED"
    (entry,) = queries.entries(event, [found], language, status)
    head = exports.Head(
        name=event.title.pick(language, event.languages), language=language, zone=event.timezone,
        accent=event.accent, at=publication.at, method=written.method, organiser=organiser, attendee=attendee,
        stamp=written.at,
    )  # fmt: skip
    said = exports.renumbered(entry, written.sequence)
    return said, exports.calendar(head, [said])

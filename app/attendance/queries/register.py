"""The register of a meeting, read in the same number of statements for any number of people and scans."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Uuid, bindparam, func, select

from app.agenda import queries as agenda
from app.attendance import rules
from app.attendance.models import AttendanceSettings, Signature
from app.attendance.rules import Attended, Calendar, Measure, Paper, Place, Register, Rule, SignatureLine
from app.audit import queries as journal
from app.badges import queries as badges
from app.checkin import queries as checkin
from app.checkin.rules import CheckpointFacts
from app.events import queries as events
from app.kernel import chain, clock
from app.kernel.clock import Instant
from app.kernel.db import db, rows, streamed
from app.kernel.i18n import Text
from app.registration.models import Registration


def register(event_id: UUID, *, now: Instant | None = None) -> Register:
    """Everybody at every session, half-day and day, as far as known; raises NotFound for an unknown event."""
    now = now or clock.now()
    found, rule = places(event_id), rule_of(event_id)
    marks = rules.marks(found, checkin.logged_by_place(event_id), signatures(event_id), rule, now)
    people = {face.registration: face for face in badges.approved(event_id)}
    approved = frozenset(people)
    known = {who for one in marks.values() for who, mark in one.items() if mark != rules.ABSENT}
    people |= badges.faces(known - approved)  # came or signed, and lost the approval since
    return Register(event_id, now, rule, found, people, approved, marks)


def places(event_id: UUID) -> dict[str, Place]:
    """Where presence is recorded, by key: attended sessions by time, then half-days, then days."""
    event, awaited = events.get_event(event_id), agenda.awaited(event_id)
    sessions = [
        Attended(
            one.key, one.title, one.room.name if one.room else Text(), one.starts_at, one.ends_at,
            CheckpointFacts(
                one.key, awaited[one.key].categories, awaited[one.key].by_invitation, awaited[one.key].named
            ),
            one.decides,
        )
        for one in agenda.attended(event_id)
    ]  # fmt: skip
    return rules.places(sessions, Calendar(event.starts, event.timezone, event.halfday_boundary))


def settings_of(event_id: UUID) -> AttendanceSettings | None:
    """What the desk chose for an event, or None while it kept what the program does."""
    return db.session.get(AttendanceSettings, event_id)


def rule_of(event_id: UUID) -> Rule:
    """The event's rule of presence; without a choice, one scan or one signature."""
    chosen = settings_of(event_id)
    return Rule(Measure(chosen.scan), chosen.least, Paper(chosen.signature)) if chosen else Rule()


_SIGNED = (
    select(
        Signature.number,
        func.coalesce(Registration.merged_into_id, Signature.registration_id, Signature.speaker_id),
        Signature.place,
        Signature.how,
        Signature.signed_at,
        Signature.corrects,
        Signature.registration_id,
    )
    .outerjoin(Registration, Registration.id == Signature.registration_id)
    .where(Signature.event_id == bindparam("event", type_=Uuid()))
    .order_by(Signature.number)
)


def signatures(event_id: UUID) -> list[SignatureLine]:
    """The signatures of registrations, those of merged ones under the one that they were merged into."""
    return [SignatureLine(*row[:6]) for row in rows(_SIGNED, event=event_id) if row[6] is not None]


def speakers_signatures(event_id: UUID) -> list[SignatureLine]:
    """The signatures of speakers who are no delegates."""
    return [SignatureLine(*row[:6]) for row in rows(_SIGNED, event=event_id) if row[6] is None]


def chain_of_signatures(event_id: UUID) -> str:
    """The chain of an event's log of signatures."""
    return f"signatures:{event_id}"


def first_break_of_signatures(event_id: UUID) -> int | None:
    """The number of the first signature that was changed, removed, added or moved; None when the chain closes."""
    query = select(Signature).where(Signature.event_id == event_id).order_by(Signature.number)
    head = lambda: journal.head(chain_of_signatures(event_id))  # noqa: E731
    return chain.first_break(lambda: streamed(query), lambda line: rules.chained(vars(line)), head)

"""The facts that figures are counted from, in the same number of statements for any number of people and scans."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from app.agenda.models import Session, SessionRole, Speaker
from app.attendance import queries as attendance
from app.attendance import rules as presences
from app.attendance.rules import Kind, Mark, Measure, Paper, Place, Rule
from app.audit import queries as journal
from app.audit.models import JournalEntry
from app.audit.rules import chain_of
from app.checkin import queries as checkin
from app.checkin.models import Scan
from app.checkin.rules import LoggedScan, presence
from app.events import queries as events
from app.events.models import Category, Event
from app.kernel import clock
from app.kernel.clock import MIDNIGHT, Instant
from app.kernel.db import db
from app.registration.models import Delegation, Registration, Step
from app.registration.rules import APPROVED
from app.statistics.models import StatisticsSettings
from app.statistics.queries import log
from app.statistics.rules import (
    ELSEWHERE,
    GENDERS,
    UNSAID,
    Basis,
    Facts,
    Named,
    Person,
    Position,
    Presence,
    Quorum,
    Stay,
    needed,
    reached_at,
)  # fmt: skip


def position_now(event_id: UUID) -> Position:
    """Where the three logs end at this moment."""
    heads = (checkin.chain_of(event_id), chain_of(event_id), attendance.chain_of_signatures(event_id))
    return Position(*(journal.head(one)[0] for one in heads))


@dataclass(frozen=True)
class _Log:
    """What the logs say at a position: visits, lines by place, and the marks that follow from them."""

    visits: Sequence[log.Visit]
    lines: Mapping[str, Sequence[LoggedScan]]
    marks: Mapping[str, Mapping[UUID, Mark]]
    signs: bool


def facts(event_id: UUID, at: Position, *, now: Instant | None = None) -> Facts:
    """The facts at a position of the logs; `now` where it is the present one, else states are as they were then.

    Raises NotFound for an unknown event.
    """
    event, places = events.get_event(event_id), attendance.places(event_id)
    moment = now or _moment(event_id, at)
    people = _people(event_id, None if now else moment)
    read = _read(event, places, attendance.rule_of(event_id), at, moment)
    approved = frozenset(who for who, one in people.items() if one.state == APPROVED)
    return Facts(
        as_of=moment, zone=event.timezone, places=places, people=people, approved=approved,
        presence=_presence(places, read, people, approved),
        categories=tuple(Named(one.key, one.name) for one in events.categories(event_id)),
        cities=tuple(Named(str(one.id), one.name, one.member) for one in events.cities(event_id)),
        delegations=_delegations(event_id), roles=_roles(event_id),
        quorums=_quorums(event_id, places, read, people, at),
    )  # fmt: skip


def _read(event: Event, places: Mapping[str, Place], rule: Rule, at: Position, moment: Instant) -> _Log:
    days = [
        (
            number,
            clock.at(day, MIDNIGHT, event.timezone),
            clock.at(day + timedelta(days=1), MIDNIGHT, event.timezone),
        )
        for number, day in enumerate(events.days_of(event), start=1)
    ]
    halves = [(one.key, one.opens, one.closes) for one in places.values() if one.kind is Kind.HALFDAY]
    sessions = [key for key, one in places.items() if one.kind is Kind.SESSION]
    around = {checkin.MAIN, *places} - set(sessions)
    visits = log.visits(event.id, days, at.scans)
    timed = rule.scan in (Measure.MINUTES, Measure.SHARE)
    lines: dict[str, list[LoggedScan]] = {}
    if not timed:
        lines |= log.by_place(one for one in visits if one.place in set(sessions))
    lines |= log.turns(event.id, around | (set(sessions) if timed else set()), halves, at.scans)
    signed = [one for one in attendance.signatures(event.id) if one.number <= at.signatures]
    marks = presences.marks(places, lines, signed, rule, moment)
    return _Log(visits, lines, marks, rule.signature is not Paper.IGNORED)


def _presence(
    places: Mapping[str, Place], read: _Log, people: Mapping[UUID, Person], approved: Collection[UUID]
) -> Presence:
    present = {
        key: frozenset(who for who, mark in marks.items() if mark.present and who in people)
        for key, marks in read.marks.items()
    }
    inside = {
        key: frozenset(who for who, mark in marks.items() if mark.inside and who in people)
        for key, marks in read.marks.items()
    }
    arrivals: dict[int, dict[UUID, Instant]] = {}
    arrived: dict[UUID, Instant | None] = {}
    for one in read.visits:
        if one.first_in is None or one.who not in people:
            continue
        known = arrived.get(one.who)
        arrived[one.who] = min(one.first_in, known) if known else one.first_in
        for day, came in one.by_day.items():
            own = arrivals.setdefault(day, {})
            own[one.who] = min(came, own.get(one.who, came))
    for who in set().union(*present.values()) - arrived.keys():
        arrived[who] = None
    expected = {key: _expected(place, places, people, approved) for key, place in places.items()}
    return Presence(present, inside, expected, arrivals, arrived)


def _expected(
    place: Place, places: Mapping[str, Place], people: Mapping[UUID, Person], approved: Collection[UUID]
) -> frozenset[UUID]:
    """Who is awaited at one of the place's sessions, as the register of attendance has it."""
    asked = [places[key].facts for key in place.sessions]
    return frozenset(
        who
        for who in approved
        if any(one is not None and one.awaits(people[who].category, who) for one in asked)
    )


def _people(event_id: UUID, then: Instant | None) -> dict[UUID, Person]:
    """Everybody who is not another's second registration; with `then` in the state of that moment."""
    query = (
        select(
            Registration.id, Registration.state, Category.key, Registration.city_id, Delegation.city_id,
            Registration.country, Registration.gender, Registration.delegation_id, Registration.submitted_at,
            Registration.decided_at,
        )
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Delegation, Delegation.id == Registration.delegation_id)
        .where(Registration.event_id == event_id, Registration.merged_into_id.is_(None))
    )  # fmt: skip
    states = _states_then(event_id, then) if then else {}
    found: dict[UUID, Person] = {}
    for (
        who,
        state,
        category,
        own,
        of_delegation,
        country,
        gender,
        delegation,
        submitted,
        decided,
    ) in db.session.execute(query):
        state = states.get(who, state)
        if not state:
            continue  # had not begun
        city = own or of_delegation
        said = gender if gender in GENDERS else UNSAID
        found[who] = Person(
            state, category, str(city) if city else ELSEWHERE, country, said, str(delegation or ""), submitted, decided
        )  # fmt: skip
    return found


def _states_then(event_id: UUID, then: Instant) -> dict[UUID, str]:
    """The states from which those went on who changed after a moment; "" for who began after it."""
    query = (
        select(Step.registration_id, Step.source)
        .join(Registration, Registration.id == Step.registration_id)
        .where(Registration.event_id == event_id, Step.at > then)
        .order_by(Step.at.desc(), Step.id.desc())
    )
    return {who: source for who, source in db.session.execute(query)}  # noqa: C416 - rows are no pairs to dict()


def _moment(event_id: UUID, at: Position) -> Instant:
    """When the last line at a position was written."""
    written = select(JournalEntry.at).where(
        JournalEntry.chain == chain_of(event_id), JournalEntry.number == at.journal
    )
    scanned = select(Scan.received_at).where(Scan.event_id == event_id, Scan.number == at.scans)
    moments = [*db.session.scalars(written), *db.session.scalars(scanned)]
    return max(moments, default=clock.at(events.get_event(event_id).starts, time(0), "UTC"))


def _delegations(event_id: UUID) -> tuple[Named, ...]:
    query = select(Delegation).where(Delegation.event_id == event_id).options(joinedload(Delegation.city))
    found = db.session.scalars(query.order_by(Delegation.position, Delegation.id))
    return tuple(Named(str(one.id), one.title, places=one.places) for one in found)


def _roles(event_id: UUID) -> tuple[tuple[str, str, str], ...]:
    """Who speaks, moderates and reports at sessions that take place, with the gender declared as a delegate."""
    person = aliased(Registration)
    query = (
        select(SessionRole.role, SessionRole.speaker_id, person.gender)
        .join(Session, Session.id == SessionRole.session_id)
        .join(Speaker, Speaker.id == SessionRole.speaker_id)
        .outerjoin(person, person.id == Speaker.registration_id)
        .where(Session.event_id == event_id, Session.state == "planned")
        .distinct()
    )
    found = db.session.execute(query)
    return tuple((role, str(who), gender if gender in GENDERS else UNSAID) for role, who, gender in found)


def basis_of(event_id: UUID) -> Basis:
    """What makes a quorum at an event: more than half, unless the desk chose otherwise."""
    chosen = db.session.get(StatisticsSettings, event_id)
    return Basis(chosen.quorum) if chosen else Basis.HALF


def _quorums(
    event_id: UUID, places: Mapping[str, Place], read: _Log, people: Mapping[UUID, Person], at: Position
) -> tuple[Quorum, ...]:
    """Each deciding session: a member city is there while one of its approved voters is."""
    deciding = [one for one in places.values() if one.kind is Kind.SESSION and one.decides]
    if not deciding:
        return ()
    members = {str(one.id) for one in events.cities(event_id) if one.member}
    vote = {one.key for one in events.categories(event_id) if one.votes}
    voters = {
        who: one.city
        for who, one in people.items()
        if one.approved and one.category in vote and one.city in members
    }
    enough = needed(basis_of(event_id), len(members))
    lines = log.turns(event_id, [one.key for one in deciding], [], at.scans)
    return tuple(
        Quorum(
            one.key, one.title, len(members), enough, _there(read, one.key, voters),
            reached_at(_stays(lines.get(one.key, ()), voters), enough),
        )
        for one in deciding
    )  # fmt: skip


def _there(read: _Log, key: str, voters: Mapping[UUID, str]) -> frozenset[str]:
    """The cities of who is inside by the scans, or signed where nobody scans."""
    return frozenset(
        voters[who]
        for who, mark in read.marks[key].items()
        if who in voters and (mark.inside or (read.signs and mark.signed is not None and not mark.scanned))
    )


def _stays(lines: Sequence[LoggedScan], voters: Mapping[UUID, str]) -> list[Stay]:
    return [
        Stay(voters[who], stay.since, stay.until)
        for who, one in presence(line for line in lines if line.registration in voters).items()
        for stay in one.stays
    ]

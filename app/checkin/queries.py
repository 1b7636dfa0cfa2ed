"""Reading the door: devices by token, checkpoints, the log, and who is where."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Uuid, bindparam, func, or_, select
from sqlalchemy.orm import selectinload

from app.agenda import queries as agenda
from app.audit import queries as journal
from app.badges import queries as badges
from app.badges.queries import Carrier
from app.checkin.models import Device, Pairing, Scan
from app.checkin.rules import (
    MOVING,
    CheckpointFacts,
    Cursor,
    Hours,
    LoggedScan,
    Outcome,
    Presence,
    chained,
    presence,
)
from app.kernel import chain, clock
from app.kernel.clock import Instant
from app.kernel.db import db, rows, streamed
from app.kernel.i18n import Text
from app.kernel.signing import digest
from app.registration.models import Registration

MAIN = "main"


@dataclass(frozen=True)
class DeviceFacts:
    """A device or a program that sends scans; `checkpoints` empty = all of the event's."""

    id: UUID | None
    user_id: UUID | None
    event_id: UUID
    name: str
    checkpoints: frozenset[str]
    may_override: bool
    may_print: bool
    revoked: bool
    expires_at: Instant | None
    pairing_id: UUID | None = None


@dataclass(frozen=True)
class Checkpoint:
    """A place to scan at: the entrance or an attended session, with its hours and room in UTC."""

    facts: CheckpointFacts
    hours: Hours
    title: Text
    room: Text


_DEVICE = (
    select(
        Device.id, Device.event_id, Device.name, Pairing.checkpoints, Pairing.may_override, Pairing.may_print,
        Device.revoked_at, Pairing.revoked_at, Pairing.expires_at, Pairing.id,
    ).join(Pairing, Pairing.id == Device.pairing_id)
    .where(Device.token_hash == bindparam("token"))
)  # fmt: skip


def find_device(token: str) -> DeviceFacts | None:
    """The device of a bearer token, revoked and expired ones included: they may still deliver what they scanned."""
    found = rows(_DEVICE, token=digest(token))
    if not found:
        return None
    ident, event_id, name, checkpoints, may_override, may_print, revoked, withdrawn, expires, pairing = found[
        0
    ]
    ended = bool(revoked or withdrawn)
    return DeviceFacts(
        ident, None, event_id, name, frozenset(checkpoints), may_override, may_print, ended, expires, pairing
    )


def find_pairing(token: str) -> Pairing | None:
    """A pairing link that still works."""
    query = select(Pairing).where(
        Pairing.link_hash == digest(token), Pairing.revoked_at.is_(None), Pairing.expires_at > clock.now()
    )
    return db.session.scalars(query.options(selectinload(Pairing.devices))).one_or_none()


def pairings(event_id: UUID) -> Sequence[Pairing]:
    """All pairings of an event with their devices, newest first."""
    query = select(Pairing).where(Pairing.event_id == event_id).options(selectinload(Pairing.devices))
    return db.session.scalars(query.order_by(Pairing.created_at.desc())).all()


def last_contacts(event_id: UUID) -> dict[UUID, tuple[Instant, int]]:
    """By device: when its last scan arrived, and how many it sent."""
    query = select(Scan.device_id, func.max(Scan.received_at), func.count()).where(
        Scan.event_id == event_id, Scan.device_id.is_not(None)
    )
    found = db.session.execute(query.group_by(Scan.device_id))
    return {device: (last, number) for device, last, number in found if device}


def checkpoints(event_id: UUID) -> dict[str, Checkpoint]:
    """The event's checkpoints by key: the main entrance first, then attended sessions by time."""
    entrance = Checkpoint(CheckpointFacts(MAIN), Hours(MAIN), Text(), Text())
    found = {MAIN: entrance}
    known = places(event_id)
    for one in agenda.attended(event_id):
        facts = known[one.key]
        room = one.room.name if one.room else Text()
        found[one.key] = Checkpoint(facts, Hours(one.key, one.starts_at, one.ends_at), one.title, room)
    return found


def places(event_id: UUID) -> dict[str, CheckpointFacts]:
    """The same with what the judging of a scan needs only, at a tenth of the cost."""
    sessions = {
        key: CheckpointFacts(key, one.categories, one.by_invitation, one.named)
        for key, one in agenda.awaited(event_id).items()
    }
    return {MAIN: CheckpointFacts(MAIN), **sessions}


_LOGGED = (
    Scan.scan_id, Scan.registration_id, Scan.checkpoint, Scan.direction, Scan.outcome, Scan.happened_at,
    Scan.corrects, Scan.rehearsal, Scan.held,
)  # fmt: skip


def logged(event_id: UUID, registrations: Collection[UUID], keys: Collection[str]) -> list[LoggedScan]:
    """The lines of these people at these checkpoints that say where they were."""
    if not registrations:
        return []
    found = rows(_OF_PEOPLE, event=event_id, people=list(registrations), places=list(keys))
    return [_line(row, {}) for row in found]


def _merged(event_id: UUID) -> dict[UUID, UUID]:
    """Registrations that were found to be another's: their lines in the log are never changed, and count as its own."""
    return {old: new for old, new in rows(_MERGED, event=event_id)}  # noqa: C416 - rows are no pairs to dict()


_MERGED = select(Registration.id, Registration.merged_into_id).where(
    Registration.event_id == bindparam("event", type_=Uuid()), Registration.merged_into_id.is_not(None)
)
_MOVING = sorted(MOVING)
_EVENT = Scan.event_id == bindparam("event", type_=Uuid())
_PEOPLE: BindParameter[Any] = bindparam("people", expanding=True)
_FORMER = select(Registration.id).where(
    Registration.event_id == bindparam("event", type_=Uuid()), Registration.merged_into_id.in_(_PEOPLE)
)
_OF_PEOPLE = select(
    Scan.scan_id, func.coalesce(Registration.merged_into_id, Scan.registration_id), *_LOGGED[2:], Device.name
).outerjoin(Device, Device.id == Scan.device_id).join(Registration, Registration.id == Scan.registration_id).where(
    _EVENT, Scan.registration_id.in_(select(Registration.id).where(Registration.id.in_(_PEOPLE)).union_all(_FORMER)),
    Scan.checkpoint.in_(bindparam("places", expanding=True)), Scan.outcome.in_(_MOVING),
)  # fmt: skip


def at_checkpoint(event_id: UUID, key: str) -> list[LoggedScan]:
    """Every line at one checkpoint that says where somebody was."""
    query = select(*_LOGGED, Device.name).outerjoin(Device, Device.id == Scan.device_id).where(
        Scan.event_id == event_id, Scan.checkpoint == key, Scan.outcome.in_(_MOVING)
    )  # fmt: skip
    one = _merged(event_id)
    return [_line(row, one) for row in db.session.execute(query)]


def presence_at(event_id: UUID, key: str, until: Instant | None = None) -> dict[UUID, Presence]:
    """Who was and is at one checkpoint, derived from the log; rehearsal, held and undone scans do not count."""
    return presence(at_checkpoint(event_id, key), until=until)


def scans_of(registration: UUID, limit: int = 100) -> Sequence[Scan]:
    """One person's lines, those of registrations that were merged into theirs among them, newest first."""
    own = select(Registration.id).where(
        or_(Registration.id == registration, Registration.merged_into_id == registration)
    )
    query = select(Scan).where(Scan.registration_id.in_(own)).order_by(Scan.happened_at.desc())
    return db.session.scalars(query.limit(limit)).all()


def known_scans(event_id: UUID, ids: Collection[UUID]) -> dict[UUID, Any]:
    """Rows of the log that were already taken, by the id that the device gave them."""
    found = rows(_KNOWN, event=event_id, ids=list(ids)) if ids else ()
    return {row.scan_id: row for row in found}


_KNOWN = select(*Scan.__table__.c).where(_EVENT, Scan.scan_id.in_(bindparam("ids", expanding=True)))


def chain_of(event_id: UUID) -> str:
    """The chain of an event's log of scans."""
    return f"scans:{event_id}"


def first_break(event_id: UUID) -> int | None:
    """The number of the first line of the log that was changed, removed, added or moved; None when it closes."""
    query = select(Scan).where(Scan.event_id == event_id).order_by(Scan.number)
    head = lambda: journal.head(chain_of(event_id))  # noqa: E731
    return chain.first_break(lambda: streamed(query), lambda line: chained(vars(line)), head)


def attended(event_id: UUID) -> dict[str, int]:
    """How many people have been at each checkpoint so far, by its key."""
    return {key: len(people) for key, people in _came(event_id).items()}


def arrived(event_id: UUID) -> set[UUID]:
    """Everyone who was let in anywhere at the event so far."""
    return set().union(*_came(event_id).values())


def _came(event_id: UUID) -> dict[str, set[UUID]]:
    return {
        key: {person for person, seen in presence(lines).items() if seen.first_in}
        for key, lines in logged_by_place(event_id).items()
    }


def logged_by_place(event_id: UUID) -> dict[str, list[LoggedScan]]:
    """Every line of the log that says where somebody was, by checkpoint, in any order; two statements."""
    query = select(*_LOGGED, Device.name).outerjoin(Device, Device.id == Scan.device_id).where(
        Scan.event_id == event_id, Scan.outcome.in_(_MOVING)
    )  # fmt: skip
    one = _merged(event_id)
    by_place: dict[str, list[LoggedScan]] = {}
    for row in db.session.connection().execute(query):
        line = _line(row, one)
        by_place.setdefault(line.checkpoint, []).append(line)
    return by_place


@dataclass(frozen=True)
class Roster:
    """What a door needs offline, since a cursor or (`whole`) all of it; `more` when another question gets the rest."""

    cursor: Cursor
    whole: bool
    more: bool
    people: Sequence[Carrier]
    scans: Sequence[LoggedScan]


MOST_LINES = 5000
"""Lines of the log in one answer."""


def roster(event_id: UUID, version: int, since: Cursor | None) -> Roster:
    """People and lines since a cursor; everything without one, and where the event itself changed since."""
    # The ends are read first: what is written from here on is told again next time, never left out.
    newest = db.session.scalars(select(func.max(Scan.number)).where(Scan.event_id == event_id)).one() or 0
    end = Cursor(version, journal.last_number(event_id), newest)
    since = since if since and since.follows(end) else None
    people = badges.carriers(event_id, since.journal if since else None)
    lines = _lines_after(event_id, since.scan if since else 0)
    more = len(lines) == MOST_LINES
    cursor = replace(end, scan=lines[-1][0]) if more else end
    one = _merged(event_id)
    return Roster(cursor, since is None, more, people, [_line(row[1:], one) for row in lines])


def _lines_after(event_id: UUID, number: int) -> Sequence[Any]:
    query = select(Scan.number, *_LOGGED, Device.name).outerjoin(Device, Device.id == Scan.device_id).where(
        Scan.event_id == event_id, Scan.number > number, Scan.outcome.in_(_MOVING),
        Scan.rehearsal.is_(False), Scan.held.is_(False),
    )  # fmt: skip
    return db.session.execute(query.order_by(Scan.number).limit(MOST_LINES)).all()


def _line(row: tuple[Any, ...], merged: Mapping[UUID, UUID]) -> LoggedScan:
    ident, who, place, way, outcome, at, corrects, rehearsal, held, device = row
    who = merged.get(who, who)
    return LoggedScan(ident, who, place, way, Outcome(outcome), at, corrects, rehearsal, held, device or "")

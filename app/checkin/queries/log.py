"""Reading the log of scans: a person's lines, a checkpoint's, what was taken before, and whether the chain closes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Uuid,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    true,
)  # fmt: skip

from app.audit import queries as journal
from app.checkin.models import Device, Scan
from app.checkin.rules import COUNTABLE, LoggedScan, Outcome, chained
from app.kernel import chain
from app.kernel.db import db, on_postgresql, rows, streamed
from app.registration.models import Registration

ACCEPTED, RECOGNISED = "accepted", "recognised"
"""Reasons of lines that stand in for another one, and bear its id: a held one that the desk accepts, and one of a blank
badge that has become somebody's."""


def _logged(scan: Any, who: Any) -> tuple[Any, ...]:
    """The columns of a LoggedScan, in its order, from the log or a part of it."""
    return (
        func.coalesce(case((scan.reason.in_((ACCEPTED, RECOGNISED)), scan.about)), scan.scan_id), who, scan.checkpoint,
        scan.direction, scan.outcome, scan.happened_at, scan.corrects, scan.rehearsal, scan.held, Device.name,
        scan.follows, scan.received_at, scan.device_id,
    )  # fmt: skip


LOGGED = _logged(Scan, Scan.registration_id)
"""The columns of a LoggedScan, in its order."""

_COUNTABLE = sorted(COUNTABLE)
_EVENT = Scan.event_id == bindparam("event", type_=Uuid())


_PEOPLE: BindParameter[Any] = bindparam("people", expanding=True)
_NOW = func.coalesce(Registration.merged_into_id, Registration.id).label("now")
_FORMER = (Registration.event_id == bindparam("event", type_=Uuid())) & Registration.merged_into_id.in_(
    _PEOPLE
)


def _that_count(scan: Any) -> tuple[ColumnElement[bool], ...]:
    return (
        scan.checkpoint.in_(bindparam("places", expanding=True)),
        scan.outcome.in_(_COUNTABLE),
        ~scan.rehearsal | (scan.number > bindparam("cleared")),
    )


def _on_sqlite() -> Select[Any]:
    own, former = (select(Registration.id).where(one) for one in (Registration.id.in_(_PEOPLE), _FORMER))
    return (
        select(*_logged(Scan, _NOW))
        .outerjoin(Device, Device.id == Scan.device_id)
        .join(Registration, Registration.id == Scan.registration_id)
        .where(_EVENT, Scan.registration_id.in_(own.union_all(former)), *_that_count(Scan))
    )


def _on_postgresql() -> Select[Any]:
    """The same, one person after the other: as long as PostgreSQL has not counted the table, until a minute after the
    first arrivals, it would read the whole log for each. OFFSET 0 keeps it from knowing better."""
    own, former = (
        select(Registration.id, _NOW).where(one) for one in (Registration.id.in_(_PEOPLE), _FORMER)
    )
    who = own.union_all(former).subquery("who")
    lines = (
        select(Scan)
        .where(_EVENT, Scan.registration_id == who.c.id)
        .offset(literal_column("0"))
        .lateral("scan")
    )
    return (
        select(*_logged(lines.c, who.c.now))
        .select_from(who.join(lines, true()).outerjoin(Device, Device.id == lines.c.device_id))
        .where(*_that_count(lines.c))
    )


_ON_SQLITE, _ON_POSTGRESQL = _on_sqlite(), _on_postgresql()


def logged(
    event_id: UUID, registrations: Collection[UUID], keys: Collection[str], cleared: int = 0
) -> list[LoggedScan]:
    """The lines of these people at these checkpoints that may say where they were, without a cleared rehearsal."""
    if not registrations:
        return []
    values = {"event": event_id, "people": list(registrations), "places": list(keys), "cleared": cleared}
    return [line(row) for row in rows(_ON_POSTGRESQL if on_postgresql() else _ON_SQLITE, **values)]


def merged(event_id: UUID) -> dict[UUID, UUID]:
    """Registrations that were found to be another's: their lines in the log are never changed, and count as its own."""
    return {old: new for old, new in rows(_MERGED, event=event_id)}  # noqa: C416 - rows are no pairs to dict()


_MERGED = select(Registration.id, Registration.merged_into_id).where(
    Registration.event_id == bindparam("event", type_=Uuid()), Registration.merged_into_id.is_not(None)
)


def countable(event_id: UUID, key: str | None = None, cleared: int = 0) -> Iterator[LoggedScan]:
    """Every line, of the event or of one checkpoint, that may say where somebody was."""
    query = select(*LOGGED).outerjoin(Device, Device.id == Scan.device_id).where(
        Scan.event_id == event_id, Scan.registration_id.is_not(None), Scan.outcome.in_(_COUNTABLE),
        ~Scan.rehearsal | (Scan.number > cleared),
    )  # fmt: skip
    one = merged(event_id)
    for row in db.session.connection().execute(query if key is None else query.where(Scan.checkpoint == key)):
        yield line(row, one)


def logged_by_place(event_id: UUID) -> dict[str, list[LoggedScan]]:
    """Every line of the log that may say where somebody was, by checkpoint, in any order; two statements."""
    by_place: dict[str, list[LoggedScan]] = {}
    for one in countable(event_id):
        by_place.setdefault(one.checkpoint, []).append(one)
    return by_place


def line(row: Sequence[Any], one: Mapping[UUID, UUID] | None = None) -> LoggedScan:
    """A row of LOGGED; whoever was merged stands under who they are now."""
    ident, who, place, way, outcome, at, corrects, rehearsal, held, device, follows, received, gate = row
    who = one.get(who, who) if one else who
    return LoggedScan(
        ident,
        who,
        place,
        way,
        Outcome(outcome),
        at,
        corrects,
        rehearsal,
        held,
        device or "",
        follows,
        received,
        gate,
    )


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


def unknown_of_badge(event_id: UUID, badge: UUID) -> Sequence[Mapping[str, Any]]:
    """What was scanned of a badge while it was nobody's; not in a rehearsal, and not by devices that had ended."""
    return [row._mapping for row in rows(_UNKNOWN, event=event_id, badge=badge)]


_UNKNOWN = select(*Scan.__table__.c).where(
    _EVENT, Scan.badge_id == bindparam("badge", type_=Uuid()), Scan.registration_id.is_(None),
    Scan.outcome == Outcome.UNKNOWN, Scan.corrects.is_(None), Scan.rehearsal.is_(False), Scan.held.is_(False),
)  # fmt: skip


def chain_of(event_id: UUID) -> str:
    """The chain of an event's log of scans."""
    return f"scans:{event_id}"


def first_break(event_id: UUID) -> int | None:
    """The number of the first line of the log that was changed, removed, added or moved; None when it closes."""
    query = select(Scan).where(Scan.event_id == event_id).order_by(Scan.number)
    head = lambda: journal.head(chain_of(event_id))  # noqa: E731
    return chain.first_break(lambda: streamed(query), lambda line: chained(vars(line)), head)

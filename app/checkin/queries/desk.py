"""What the desk has to look at: held scans, conflicts, batches at the wrong place, walk-ins; with names and gates."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.badges import queries as badges
from app.badges import rules as codes
from app.badges.queries import Blank
from app.checkin.models import Device, Scan, WalkIn
from app.checkin.queries.log import LOGGED
from app.checkin.rules import MOVING
from app.events.models import Category, City
from app.kernel.clock import Instant
from app.kernel.db import db
from app.registration.models import Registration

_About = aliased(Scan)
_ABOUT = select(_About.number).where(_About.event_id == Scan.event_id, _About.about == Scan.scan_id)
_Undo = aliased(Scan)


def _undone(which: Any) -> Any:
    query = select(_Undo.number).where(
        _Undo.event_id == Scan.event_id, _Undo.corrects == which, _Undo.outcome.in_(sorted(MOVING))
    )
    return query.exists()


def held_rows(event_id: UUID, scans: Collection[UUID]) -> Sequence[Mapping[str, Any]]:
    """Of these scans the held ones that nobody has decided on yet, in the order of their times."""
    query = _held(event_id, select(*Scan.__table__.c)).where(Scan.scan_id.in_(list(scans)))
    return _rows(query.order_by(Scan.happened_at, Scan.scan_id))


def _rows(query: Any) -> list[Mapping[str, Any]]:
    return [dict(row._mapping) for row in db.session.connection().execute(query)]


def _held(event_id: UUID, query: Any) -> Any:
    return query.where(Scan.event_id == event_id, Scan.held, ~_ABOUT.exists())


@dataclass(frozen=True)
class LineShown:
    """A line of the log as the desk lists it; names are empty where nobody is known."""

    scan_id: UUID
    happened_at: Instant
    received_at: Instant
    checkpoint: str
    direction: str
    outcome: str
    device: str
    name_ar: str
    name_latin: str
    registration: UUID | None
    conflict: UUID | None
    content: Mapping[str, Any]


_SHOWN = (
    select(
        Scan.scan_id, Scan.happened_at, Scan.received_at, Scan.checkpoint, Scan.direction, Scan.outcome, Device.name,
        Registration.name_ar, Registration.name_latin, Scan.registration_id, Scan.conflict, Scan.content,
    )
    .outerjoin(Device, Device.id == Scan.device_id)
    .outerjoin(Registration, Registration.id == Scan.registration_id)
)  # fmt: skip


def _shown(row: Any) -> LineShown:
    (
        scan_id,
        happened_at,
        received_at,
        checkpoint,
        direction,
        outcome,
        device,
        arabic,
        latin,
        who,
        conflict,
        words,
    ) = row
    return LineShown(
        scan_id, happened_at, received_at, checkpoint, direction, outcome, device or "", arabic or "", latin or "", who,
        conflict, words or {},
    )  # fmt: skip


def held(event_id: UUID, limit: int = 500) -> Sequence[LineShown]:
    """The scans that wait for the desk's decision, the oldest first."""
    query = _held(event_id, _SHOWN).order_by(Scan.happened_at).limit(limit)
    return [_shown(row) for row in db.session.execute(query)]


def _open_conflicts(query: Any, event_id: UUID) -> Any:
    return query.where(
        Scan.event_id == event_id, Scan.conflict.is_not(None), Scan.rehearsal.is_(False), ~_ABOUT.exists(),
        ~_undone(Scan.scan_id), ~_undone(Scan.conflict),
    )  # fmt: skip


def conflicts(event_id: UUID, limit: int = 200) -> Sequence[tuple[LineShown, LineShown]]:
    """Pairs of scans by which two gates admitted one badge while cut off, the earlier first; not settled yet."""
    found = [_shown(row) for row in db.session.execute(_open_conflicts(_SHOWN, event_id).limit(limit))]
    wanted = [one.conflict for one in found]
    query = _SHOWN.where(Scan.event_id == event_id, Scan.scan_id.in_(wanted))
    others = {row[0]: _shown(row) for row in db.session.execute(query)} if wanted else {}
    pairs = [(one, others[one.conflict]) for one in found if one.conflict in others]
    return sorted(
        (tuple(sorted(pair, key=lambda one: one.happened_at)) for pair in pairs),  # type: ignore[misc]
        key=lambda pair: pair[0].happened_at,
    )


def conflict_rows(event_id: UUID, scan: UUID) -> Sequence[Mapping[str, Any]]:
    """A scan with a conflict that is not settled, and the other one; nothing where there is none such."""
    query = _open_conflicts(select(*Scan.__table__.c), event_id).where(Scan.scan_id == scan)
    found = _rows(query)
    others = select(*Scan.__table__.c).where(
        Scan.event_id == event_id, Scan.scan_id.in_([row["conflict"] for row in found])
    )
    return [*found, *_rows(others)] if found else []


@dataclass(frozen=True)
class Chosen:
    """What was scanned at a checkpoint in a span of time, by one device or (None) by all."""

    checkpoint: str
    since: Instant
    until: Instant
    device: UUID | None = None


def _chosen(query: Any, event_id: UUID, batch: Chosen) -> Any:
    query = query.where(
        Scan.event_id == event_id, Scan.checkpoint == batch.checkpoint, Scan.happened_at >= batch.since,
        Scan.happened_at <= batch.until, Scan.outcome.in_(sorted(MOVING)), Scan.registration_id.is_not(None),
        Scan.corrects.is_(None), Scan.held.is_(False), Scan.rehearsal.is_(False), ~_undone(LOGGED[0]),
    )  # fmt: skip
    return query if batch.device is None else query.where(Scan.device_id == batch.device)


def chosen_rows(event_id: UUID, batch: Chosen, limit: int) -> Sequence[Mapping[str, Any]]:
    """The lines of a batch that count, by time; `ident` is the id by which each is undone."""
    query = _chosen(select(*Scan.__table__.c, LOGGED[0].label("ident")), event_id, batch)
    return _rows(query.order_by(Scan.happened_at, Scan.scan_id).limit(limit))


def chosen(event_id: UUID, batch: Chosen, limit: int = 50) -> tuple[int, Sequence[LineShown]]:
    """How many lines a batch has, and the first of them."""
    number = db.session.scalars(_chosen(select(func.count()).select_from(Scan), event_id, batch)).one()
    found = db.session.execute(_chosen(_SHOWN, event_id, batch).order_by(Scan.happened_at).limit(limit))
    return number, [_shown(row) for row in found]


def blank_of(event_id: UUID, code: str) -> Blank | None:
    """The free blank badge of a code."""
    read = codes.classify(code)
    if isinstance(read, codes.Malformed):
        return None
    full, typed = ([read.digest], []) if isinstance(read, codes.Code) else ([], [read.digest])
    return badges.blanks_held(event_id, full, typed).get(read.digest)


@dataclass(frozen=True)
class Waiting:
    """How much there is for the desk to look at."""

    held: int
    conflicts: int
    walk_ins: int


def waiting(event_id: UUID) -> Waiting:
    """Counts of what the desk has to look at; one statement."""
    held_ones = _held(event_id, select(func.count()).select_from(Scan)).scalar_subquery()
    at_odds = _open_conflicts(select(func.count()).select_from(Scan), event_id).scalar_subquery()
    flagged = (
        select(func.count())
        .select_from(WalkIn)
        .where(WalkIn.event_id == event_id, WalkIn.settled_at.is_(None))
        .scalar_subquery()
    )
    return Waiting(*db.session.execute(select(held_ones, at_odds, flagged)).one())


def walk_ins(event_id: UUID, limit: int = 500) -> Sequence[Any]:
    """Walk-ins that nobody has put in order yet with their registrations, gates and whom they replace; oldest first."""
    replaced = aliased(Registration)
    query = (
        select(WalkIn, Registration, Device.name, replaced, Category.name, City.name)
        .join(Registration, Registration.id == WalkIn.registration_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(City, City.id == Registration.city_id)
        .outerjoin(Device, Device.id == WalkIn.device_id)
        .outerjoin(replaced, replaced.id == WalkIn.replaces_id)
        .where(
            WalkIn.event_id == event_id, WalkIn.settled_at.is_(None), Registration.merged_into_id.is_(None)
        )
    )
    return db.session.execute(query.order_by(WalkIn.at).limit(limit)).all()

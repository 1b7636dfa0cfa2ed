"""The log of scans made small by the database: of any number of lines only those that say where somebody was.

A register of attendance computed from these lines is the one computed from all of them. Rehearsal, held, undone and
refused scans are left out, and of people at sessions only their first way in and how it ended, unless the event's
rule asks for minutes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    case,
    false,
    func,
    literal,
    or_,
    select,
)  # fmt: skip
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import aliased
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import String

from app.checkin.models import Scan
from app.checkin.rules import MOVING, LoggedScan, Outcome
from app.kernel.clock import Instant, instant
from app.kernel.db import UtcInstant, db
from app.registration.models import Registration

Day = tuple[int, Instant, Instant]
"""A day of the event: its number, and from when to when it lasts."""

Half = tuple[str, Instant, Instant]
"""A half-day: its key, and from when to when it takes scans."""

_MOVING = sorted(MOVING)


class moment_of(FunctionElement[str]):  # noqa: N801 - it is written as a function of SQL
    """A line's moment and identity as one text that sorts as the two do."""

    type = String()
    inherit_cache = True
    name = "moment_of"


@compiles(moment_of, "sqlite")
def _on_sqlite(element: moment_of, compiler: Any, **options: Any) -> str:
    at, line = (compiler.process(one, **options) for one in element.clauses)
    return f"({at} || {line})"


@compiles(moment_of, "postgresql")
def _on_postgresql(element: moment_of, compiler: Any, **options: Any) -> str:
    at, line = (compiler.process(one, **options) for one in element.clauses)
    return f"(to_char({at} AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS') || ({line})::text COLLATE \"C\")"


@dataclass(frozen=True)
class Visit:
    """One person at one checkpoint: the first way in of each day, of all, and what moved them last."""

    who: UUID
    place: str
    by_day: Mapping[int, Instant]
    first_in: Instant | None
    last_in: str
    last_out: str
    left_at: Instant | None


def visits(event_id: UUID, days: Sequence[Day], upto: int | None) -> list[Visit]:
    """Who was at which checkpoint: a row for each in one statement, and one for whom the rows of a few belong to."""
    came, went = Scan.direction == "in", Scan.direction == "out"
    key, at = moment_of(Scan.happened_at, Scan.scan_id), Scan.happened_at
    firsts = [func.min(case((and_(came, _within(at, start, end)), at))) for _, start, end in days]
    query = _moves(event_id, upto).with_only_columns(
        Scan.registration_id, Scan.checkpoint, func.min(case((came, at))), func.max(case((came, key))),
        func.max(case((went, key))), func.max(case((went, at))), *firsts,
    ).group_by(Scan.registration_id, Scan.checkpoint)  # fmt: skip
    one = merged_people(event_id)
    found = []
    for who, place, first, last_in, last_out, left, *by_day in db.session.execute(query):
        if who is not None:
            came_on = {number: at for (number, _, _), at in zip(days, by_day, strict=True) if at}
            found.append(Visit(one.get(who, who), place, came_on, first, last_in or "", last_out or "", left))
    return found


def merged_people(event_id: UUID) -> dict[UUID, UUID]:
    """The few registrations that were found to be another's, and whose."""
    known = _merged(event_id, "merged")
    return {row.id: row.into for row in db.session.execute(select(known.c.id, known.c.into))}


def by_place(found: Iterable[Visit]) -> dict[str, list[LoggedScan]]:
    """Visits as the lines of a log: one way in, and a way out where that was the last move."""
    gathered: dict[tuple[str, UUID], list[Visit]] = {}
    for one in found:
        gathered.setdefault((one.place, one.who), []).append(one)
    lines: dict[str, list[LoggedScan]] = {}
    for (place, who), own in gathered.items():
        first = min((one.first_in for one in own if one.first_in), default=None)
        if first is None:
            continue
        here = lines.setdefault(place, [])
        here.append(_line(_IN, who, place, "in", first))
        left = max((one.left_at for one in own if one.left_at), default=None)
        if left is not None and max(one.last_out for one in own) > max(one.last_in for one in own):
            here.append(_line(_OUT, who, place, "out", left))
    return lines


_IN, _OUT = UUID(int=0), UUID(int=1)  # they sort in this order, at one moment too


def turns(
    event_id: UUID, keys: Collection[str], halves: Sequence[Half], upto: int | None
) -> dict[str, list[LoggedScan]]:
    """The lines at these checkpoints that change something: another direction than before, or another half-day."""
    known = _merged(event_id, "merged")
    moves = (
        _moves(event_id, upto)
        .outerjoin(known, known.c.id == Scan.registration_id)
        .where(Scan.checkpoint.in_(keys))
        .with_only_columns(
            Scan.scan_id.label("line"), func.coalesce(known.c.into, Scan.registration_id).label("who"),
            Scan.checkpoint.label("place"), Scan.direction, Scan.happened_at.label("at"),
        )
        .subquery()
    )  # fmt: skip
    whens = [(_within(moves.c.at, start, end), literal(key)) for key, start, end in halves]
    half = case(*whens, else_=literal("")) if whens else literal("")
    over: dict[str, Any] = {
        "partition_by": (moves.c.who, moves.c.place), "order_by": (moves.c.at, moves.c.line),
    }  # fmt: skip
    seen = select(
        moves, half.label("half"), func.lag(moves.c.direction).over(**over).label("before"),
        func.lag(half).over(**over).label("half_before"),
    ).subquery()  # fmt: skip
    again = and_(seen.c.direction == "in", seen.c.half_before != seen.c.half)
    turned = or_(seen.c.before.is_(None), seen.c.before != seen.c.direction, again)
    query = select(seen.c.line, seen.c.who, seen.c.place, seen.c.direction, seen.c.at).where(turned)
    lines: dict[str, list[LoggedScan]] = {}
    for line, who, place, direction, at in db.session.execute(query):
        lines.setdefault(place, []).append(_line(line, who, place, direction, at))
    return lines


def _line(line: UUID, who: UUID, place: str, direction: Any, at: Instant) -> LoggedScan:
    outcome = Outcome.ADMITTED if direction == "in" else Outcome.LEFT
    return LoggedScan(line, who, place, direction, outcome, instant(at))


def _within(at: Any, start: Instant, end: Instant) -> ColumnElement[bool]:
    return and_(at >= literal(start, UtcInstant()), at < literal(end, UtcInstant()))


def _moves(event_id: UUID, upto: int | None) -> Select[Any]:
    """The scans that say where people are, as `checkin.rules.counted` chooses them."""
    undone = _undone(event_id, upto)
    its_undo = and_(
        undone.c.line == Scan.scan_id, undone.c.of == Scan.registration_id, undone.c.place == Scan.checkpoint
    )  # fmt: skip
    return (
        select(Scan.scan_id)
        .outerjoin(undone, its_undo)
        .where(*_counted(Scan, event_id, upto), Scan.corrects.is_(None), undone.c.line.is_(None))
    )


def _undone(event_id: UUID, upto: int | None) -> FromClause:
    """What was taken back, where, and by every registration of the person that it was taken back for."""
    undo, its, own = aliased(Scan), aliased(Registration), aliased(Registration)
    same = func.coalesce(own.merged_into_id, own.id) == func.coalesce(its.merged_into_id, its.id)
    return (
        select(undo.corrects.label("line"), own.id.label("of"), undo.checkpoint.label("place"))
        .join(its, its.id == undo.registration_id)
        .join(own, and_(own.event_id == event_id, same))
        .where(*_counted(undo, event_id, upto), undo.corrects.is_not(None))
        .distinct()
        .cte("undone")
    )


def _counted(scan: Any, event_id: UUID, upto: int | None) -> list[ColumnElement[bool]]:
    conditions = [
        scan.event_id == event_id, scan.outcome.in_(_MOVING), scan.held.is_(false()), scan.rehearsal.is_(false()),
    ]  # fmt: skip
    return conditions if upto is None else [*conditions, scan.number <= upto]


def _merged(event_id: UUID, name: str) -> FromClause:
    """The few registrations that were found to be another's."""
    return (
        select(Registration.id, Registration.merged_into_id.label("into"))
        .where(Registration.event_id == event_id, Registration.merged_into_id.is_not(None))
        .cte(name)
    )

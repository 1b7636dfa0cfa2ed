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
    Subquery,
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

from app.checkin import queries as checkin
from app.checkin.models import Scan
from app.checkin.queries.log import LOGGED
from app.checkin.rules import COUNTABLE, MOVING, LoggedScan, Outcome
from app.kernel.clock import Instant, instant
from app.kernel.db import UtcInstant, db
from app.registration.models import Registration

Day = tuple[int, Instant, Instant]
"""A day of the event: its number, and from when to when it lasts."""

Half = tuple[str, Instant, Instant]
"""A half-day: its key, and from when to when it takes scans."""

_MOVING, _COUNTABLE = sorted(MOVING), sorted(COUNTABLE)
_ITS_ID = LOGGED[0]  # a line that stands in for another one bears its id


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
    """One person at one checkpoint: the first way in that counts, of all and of each day, and what moved them last."""

    who: UUID
    place: str
    first_in: Instant | None
    by_day: Mapping[int, Instant]
    inside: bool
    left_at: Instant | None


def visits(event_id: UUID, days: Sequence[Day], upto: int | None) -> list[Visit]:
    """Who was at which checkpoint, out of one statement with a row for each."""
    came, went, solid = Scan.direction == "in", Scan.direction == "out", _solid()
    key, at = moment_of(Scan.happened_at, _ITS_ID), Scan.happened_at
    firsts = [
        func.min(case((and_(one, _within(at, start, end)), at)))
        for one in (came, solid)
        for _, start, end in days
    ]
    query = _moves(event_id, upto).with_only_columns(
        Scan.registration_id, Scan.checkpoint, func.min(case((solid, at))), func.max(case((came, key))),
        func.max(case((went, key))), func.max(case((went, at))), *firsts,
    ).group_by(Scan.registration_id, Scan.checkpoint)  # fmt: skip
    one = checkin.merged(event_id)
    own: dict[tuple[UUID, str], list[Sequence[Any]]] = {}
    for row in db.session.execute(query):
        who, place, *rest = row
        if who is not None:
            own.setdefault((one.get(who, who), place), []).append(rest)
    return [_visit(who, place, rows, days) for (who, place), rows in own.items()]


def _visit(who: UUID, place: str, rows: Sequence[Sequence[Any]], days: Sequence[Day]) -> Visit:
    """One visit out of a row for each registration of the person, which nearly always is one."""
    first, last_in, last_out, left_at = (
        pick((row[at] for row in rows if row[at]), default=None)
        for at, pick in enumerate((min, max, max, max))
    )
    by_day: dict[int, Instant] = {}
    for at, (number, start, end) in enumerate(days):
        any_way, solid = (
            min((row[column] for row in rows if row[column]), default=None)
            for column in (4 + at, 4 + at + len(days))
        )
        # What leans on an earlier way in counts from that one on: on its own day it is the first.
        came = any_way if first and first < start else solid
        if first and first < end and came:
            by_day[number] = came
    inside = first is not None and (last_out is None or last_in > last_out)
    return Visit(who, place, first, by_day, inside, left_at)


def by_place(found: Iterable[Visit]) -> dict[str, list[LoggedScan]]:
    """Visits as the lines of a log: one way in, and a way out where that was the last move."""
    lines: dict[str, list[LoggedScan]] = {}
    for one in found:
        if one.first_in is None:
            continue
        here = lines.setdefault(one.place, [])
        here.append(_line(_IN, one.who, one.place, "in", one.first_in))
        if not one.inside and one.left_at is not None:
            here.append(_line(_OUT, one.who, one.place, "out", max(one.left_at, one.first_in)))
    return lines


_IN, _OUT = UUID(int=0), UUID(int=1)  # they sort in this order, at one moment too


def turns(
    event_id: UUID, keys: Collection[str], halves: Sequence[Half], upto: int | None
) -> dict[str, list[LoggedScan]]:
    """The lines at these checkpoints that change something: another direction than before, or another half-day."""
    seen = _counting(event_id, keys, upto)
    whens = [(_within(seen.c.at, start, end), literal(key)) for key, start, end in halves]
    half = case(*whens, else_=literal("")) if whens else literal("")
    over = _in_order(seen)
    both = select(
        seen, half.label("half"), func.lag(seen.c.direction).over(**over).label("before"),
        func.lag(half).over(**over).label("half_before"),
    ).where(or_(seen.c.direction == "out", seen.c.solids > 0)).subquery()  # fmt: skip
    again = and_(both.c.direction == "in", both.c.half_before != both.c.half)
    turned = or_(both.c.before.is_(None), both.c.before != both.c.direction, again)
    query = select(both.c.line, both.c.who, both.c.place, both.c.direction, both.c.at).where(turned)
    lines: dict[str, list[LoggedScan]] = {}
    for line, who, place, direction, at in db.session.execute(query):
        lines.setdefault(place, []).append(_line(line, who, place, direction, at))
    return lines


def _counting(event_id: UUID, keys: Collection[str], upto: int | None) -> Subquery:
    """The lines at these checkpoints, each with how many ways in that count by themselves there were up to it."""
    known = _merged(event_id, "merged")
    moves = (
        _moves(event_id, upto)
        .outerjoin(known, known.c.id == Scan.registration_id)
        .where(Scan.checkpoint.in_(keys))
        .with_only_columns(
            _ITS_ID.label("line"), func.coalesce(known.c.into, Scan.registration_id).label("who"),
            Scan.checkpoint.label("place"), Scan.direction, Scan.happened_at.label("at"),
            case((_solid(), 1), else_=0).label("solid"),
        )
        .subquery()
    )  # fmt: skip
    up_to_it = func.sum(moves.c.solid).over(**_in_order(moves), rows=(None, 0))
    return select(moves, up_to_it.label("solids")).subquery()


def _in_order(lines: Subquery) -> dict[str, Any]:
    """A person at a place, line by line, as the rules order them."""
    return {"partition_by": (lines.c.who, lines.c.place), "order_by": (lines.c.at, lines.c.line)}


def _line(line: UUID, who: UUID, place: str, direction: Any, at: Instant) -> LoggedScan:
    outcome = Outcome.ADMITTED if direction == "in" else Outcome.LEFT
    return LoggedScan(line, who, place, direction, outcome, instant(at))


def _within(at: Any, start: Instant, end: Instant) -> ColumnElement[bool]:
    return and_(at >= literal(start, UtcInstant()), at < literal(end, UtcInstant()))


def _solid() -> ColumnElement[bool]:
    """A way in that counts by itself; others count after one of these only."""
    return and_(Scan.direction == "in", Scan.follows.is_(false()), Scan.outcome.in_(_MOVING))


def _moves(event_id: UUID, upto: int | None) -> Select[Any]:
    """The scans that may say where people are, as `checkin.rules.counted` chooses them."""
    undone = _undone(event_id, upto)
    its_undo = and_(
        undone.c.line == _ITS_ID, undone.c.of == Scan.registration_id, undone.c.place == Scan.checkpoint
    )  # fmt: skip
    return (
        select(Scan.scan_id)
        .outerjoin(undone, its_undo)
        .where(
            *_counted(Scan, event_id, upto), Scan.outcome.in_(_COUNTABLE), Scan.corrects.is_(None),
            undone.c.line.is_(None),
        )
    )  # fmt: skip


def _undone(event_id: UUID, upto: int | None) -> FromClause:
    """What was taken back, where, and by every registration of the person that it was taken back for."""
    undo, its, own = aliased(Scan), aliased(Registration), aliased(Registration)
    same = func.coalesce(own.merged_into_id, own.id) == func.coalesce(its.merged_into_id, its.id)
    return (
        select(undo.corrects.label("line"), own.id.label("of"), undo.checkpoint.label("place"))
        .join(its, its.id == undo.registration_id)
        .join(own, and_(own.event_id == event_id, same))
        .where(*_counted(undo, event_id, upto), undo.outcome.in_(_MOVING), undo.corrects.is_not(None))
        .distinct()
        .cte("undone")
    )


def _counted(scan: Any, event_id: UUID, upto: int | None) -> list[ColumnElement[bool]]:
    conditions = [scan.event_id == event_id, scan.held.is_(false()), scan.rehearsal.is_(false())]
    return conditions if upto is None else [*conditions, scan.number <= upto]


def _merged(event_id: UUID, name: str) -> FromClause:
    """The few registrations that were found to be another's."""
    return (
        select(Registration.id, Registration.merged_into_id.label("into"))
        .where(Registration.event_id == event_id, Registration.merged_into_id.is_not(None))
        .cte(name)
    )

"""What a door needs offline: people and known scans since a cursor, in pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.audit import queries as journal
from app.badges import queries as badges
from app.badges.queries import Carrier
from app.checkin.models import Device, Scan
from app.checkin.queries.log import LOGGED, line, merged
from app.checkin.rules import MOVING, Cursor, LoggedScan, Settings
from app.kernel.db import db

MOST_LINES = 5000
"""Lines of the log in one answer."""
MOST_PEOPLE = 2000
"""People in one answer; more changes than that, and a device is told everything anew."""


@dataclass(frozen=True)
class Roster:
    """What a door needs offline, since a cursor or (`whole`) all of it; `more` when another question gets the rest.

    `blanks` are the digests of free blank badges, or None where they are as they were.
    """

    cursor: Cursor
    whole: bool
    more: bool
    people: Sequence[Carrier]
    scans: Sequence[LoggedScan]
    blanks: Sequence[tuple[bytes, bytes]] | None = None


def roster(event_id: UUID, version: int, since: Cursor | None, settings: Settings) -> Roster:
    """People and lines since a cursor; everything without one, and where the event itself changed since."""
    # The ends are read first: what is written from here on is told again next time, never left out.
    newest = db.session.scalars(select(func.max(Scan.number)).where(Scan.event_id == event_id)).one() or 0
    end = Cursor(version, journal.last_number(event_id), newest)
    since = since if since and since.follows(end) else None
    people: Sequence[Carrier] = ()
    if since is not None and since.reached is None:
        people = badges.carriers(event_id, since.journal, limit=MOST_PEOPLE + 1)
        if len(people) > MOST_PEOPLE:
            since = None
    start = since or Cursor(version, end.journal, 0, UUID(int=0))
    if start.reached is not None:
        people = badges.carriers(event_id, after=start.reached, limit=MOST_PEOPLE)
    lines = _lines_after(event_id, start.scan, settings)
    one = merged(event_id)
    cursor, more = _reached(start, end, people, lines)
    return Roster(
        cursor, since is None, more, people, [line(row[1:], one) for row in lines], _blanks(event_id, since)
    )


def _reached(
    start: Cursor, end: Cursor, people: Sequence[Carrier], lines: Sequence[Any]
) -> tuple[Cursor, bool]:
    """How far this answer leads. While people are still told by their ids, the journal waits where they began."""
    cursor = replace(end, scan=lines[-1][0]) if len(lines) == MOST_LINES else end
    if start.reached is not None:
        cursor = replace(cursor, journal=start.journal)
        if len(people) == MOST_PEOPLE:
            cursor = replace(cursor, reached=people[-1].face.registration)
    return cursor, cursor.reached is not None or len(lines) == MOST_LINES


def _blanks(event_id: UUID, since: Cursor | None) -> Sequence[tuple[bytes, bytes]] | None:
    if since is not None and not badges.blanks_changed(event_id, since.journal):
        return None
    return badges.free_blanks(event_id)


def _lines_after(event_id: UUID, number: int, settings: Settings) -> Sequence[Any]:
    query = select(Scan.number, *LOGGED).outerjoin(Device, Device.id == Scan.device_id).where(
        Scan.event_id == event_id, Scan.number > number, Scan.outcome.in_(sorted(MOVING)),
        Scan.registration_id.is_not(None), Scan.rehearsal.is_(settings.rehearsal), Scan.held.is_(False),
    )  # fmt: skip
    if settings.rehearsal:
        query = query.where(Scan.number > settings.cleared)
    return db.session.execute(query.order_by(Scan.number).limit(MOST_LINES)).all()

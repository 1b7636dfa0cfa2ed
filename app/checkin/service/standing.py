"""Keeping up who is where, line by line; and making the same table anew from the log alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast
from uuid import UUID

from sqlalchemy import Table, Uuid, bindparam, delete

from app.audit.service import locked_head
from app.checkin import queries
from app.checkin.models import Standing
from app.checkin.queries import Stand
from app.checkin.rules import LoggedScan
from app.kernel.bulk import insert_rows
from app.kernel.db import atomic, db

_TABLE = cast(Table, Standing.__table__)
_KEY = ("event_id", "checkpoint", "registration_id")
_DROP = delete(_TABLE).where(
    _TABLE.c.event_id == bindparam("event", type_=Uuid()),
    _TABLE.c.checkpoint == bindparam("place"),
    _TABLE.c.registration_id == bindparam("who", type_=Uuid()),
)


def keep_up(event_id: UUID, touched: Mapping[tuple[str, UUID], Iterable[LoggedScan]]) -> None:
    """Let the table say what all lines of these people at these checkpoints come to; inside atomic()."""
    store(event_id, {pair: queries.stand(lines) for pair, lines in touched.items()})


def store(event_id: UUID, stands: Mapping[tuple[str, UUID], Stand | None]) -> None:
    """Write these standings, or take them out where there are none; at most two statements."""
    kept, gone = [], []
    for (place, who), one in sorted(stands.items(), key=lambda pair: (pair[0][0], pair[0][1].int)):
        if one is None:
            gone.append({"event": event_id, "place": place, "who": who})
            continue
        key = {"event_id": event_id, "checkpoint": place, "registration_id": who}
        said = {"present": one.present, "first_in": one.first_in, "last_out": one.last_out}
        kept.append({**key, **said, "device_id": one.gate})
    insert_rows(_TABLE, kept, replacing=_KEY)
    if gone:
        db.session.connection().execute(_DROP, gone)


def rebuild(event_id: UUID) -> int:
    """Make the table anew from the log, and how many standings there are; inside or outside of a transaction."""
    with atomic():
        locked_head(queries.chain_of(event_id))  # no batch is judged meanwhile
        found = queries.from_nothing(event_id)
        db.session.execute(delete(_TABLE).where(_TABLE.c.event_id == event_id))
        store(event_id, found)
        return len(found)

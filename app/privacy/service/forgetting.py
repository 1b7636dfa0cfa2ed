"""Forgetting what the declarations say, for whole events and for one person; in the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, delete, null, or_, select, update

from app.audit.models import JournalEntry
from app.batches.models import Batch, BatchFile, BatchItem
from app.checkin.models import Scan
from app.kernel.db import db
from app.kernel.personal import Held, also, held
from app.privacy.queries.people import NAMING, own_rows, says
from app.privacy.rules import names_one
from app.registration.models import Registration

_JOURNAL, _SCANS = cast(Table, JournalEntry.__table__), cast(Table, Scan.__table__)
BATCH = 500  # ids in one statement: far below what either database takes


def forget(ids: Sequence[UUID], purposes: frozenset[str]) -> int:
    """Empty or delete what is held of these registrations for these purposes; the number of rows."""
    for function in also(purposes):
        function(ids)
    return sum(_forget(one, one.owned_by(ids), purposes) for one in held() if not one.event)


def forget_event(event_id: UUID, purposes: frozenset[str]) -> int:
    """The same for a whole event: its registrations, and who else is known for its sake."""
    people = select(Registration.id).where(Registration.event_id == event_id)
    for function in also(purposes):
        function(db.session.scalars(people).all())
    return sum(_forget(one, one.of_event(event_id, people), purposes) for one in held())


def _forget(one: Held, whose: Any, purposes: frozenset[str]) -> int:
    theirs = whose, one.said(purposes)
    if one.gone in purposes:
        return _done(delete(one.table).where(*theirs))
    blanks = one.blanks(purposes)
    return _done(update(one.table).where(*theirs).values(blanks)) if blanks else 0


def _done(statement: Any) -> int:
    return int(db.session.execute(statement).rowcount)  # type: ignore[attr-defined]


def forget_acts(own: Collection[UUID]) -> int:
    """Empty the journal's lines about rows that are a person's own, such as a badge; the number of lines."""
    table, idents = _JOURNAL, sorted(own)
    theirs = [table.c.subject_id.in_(idents[i : i + BATCH]) for i in range(0, len(idents), BATCH)]
    return sum(
        _done(update(table).where(one, table.c.content.is_not(None)).values(content=null(), salt=null()))
        for one in theirs
    )


def forget_words(event_id: UUID, ids: Collection[UUID], words: Collection[str]) -> int:
    """Take the words out of journal and scans wherever else they name the person; the number of lines.

    A line about somebody else goes too, unless that one bears the very word: a namesake keeps their history.
    """
    if not words:
        return 0
    spared = _namesakes(event_id, ids, words)
    return (
        _from_journal(event_id, words, spared) + _from_scans(event_id, words) + _from_batches(event_id, words)
    )


def _namesakes(event_id: UUID, ids: Collection[UUID], words: Collection[str]) -> dict[UUID, frozenset[str]]:
    """Rows of others to the words that they share with the person."""
    columns = [getattr(Registration, name) for name in NAMING]
    alike = select(Registration.id, *columns).where(
        Registration.event_id == event_id, Registration.id.not_in(ids), says_one_of(columns, words)
    )
    found: dict[UUID, frozenset[str]] = {}
    for ident, *values in db.session.execute(alike):
        shared = names_one("\n".join(values), words)
        found.update(dict.fromkeys(own_rows([ident]), shared))
    return found


def says_one_of(columns: Sequence[Any], words: Collection[str]) -> Any:
    """The rows of which one column is one of the words."""
    first, *rest = (column.in_(words) for column in columns)
    for one in rest:
        first = first | one
    return first


def _from_journal(event_id: UUID, words: Collection[str], spared: dict[UUID, frozenset[str]]) -> int:
    table = _JOURNAL
    query = select(
        JournalEntry.chain, JournalEntry.number, JournalEntry.subject_id, JournalEntry.content
    ).where(
        JournalEntry.event_id == event_id,
        JournalEntry.content.is_not(None),
        says(JournalEntry.content, words),
    )
    lost = 0
    for row in db.session.execute(query).all():
        said = names_one(str(row.content), words)
        if row.subject_id in spared and said <= spared[row.subject_id]:
            continue
        here = table.c.chain == row.chain, table.c.number == row.number
        lost += _done(update(table).where(*here).values(content=null(), salt=null()))
    return lost


def _from_scans(event_id: UUID, words: Collection[str]) -> int:
    table = _SCANS
    here = table.c.event_id == event_id, table.c.content.is_not(None), says(table.c.content, words)
    return _done(update(table).where(*here).values(content=null(), salt=null()))


def _from_batches(event_id: UUID, words: Collection[str]) -> int:
    """Lines of uploaded tables that name the person, and every file that long work made: they are made anew at will."""
    mine = select(Batch.id).where(Batch.event_id == event_id)
    table = cast(Table, BatchItem.__table__)
    naming = or_(says(table.c.label, words), says(table.c.value, words))
    here = table.c.batch_id.in_(mine), naming
    files = delete(BatchFile).where(BatchFile.batch_id.in_(mine))
    return _done(update(table).where(*here).values(label="", value={}, fault=null())) + _done(files)

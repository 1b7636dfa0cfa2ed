"""Lines of an event's chains up to a number, as a pack takes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Integer, select

from app.attendance import rules as attending
from app.attendance.models import Signature
from app.attendance.rules.signatures import CHAINED as SIGNATURES
from app.audit.models import JournalEntry
from app.audit.rules import chain_of
from app.checkin import rules as scanning
from app.checkin.models import Scan
from app.checkin.rules.evidence import CHAINED as SCANS
from app.evidence.exports import Link
from app.kernel import clock
from app.kernel.db import db, streamed

JOURNAL = (
    ("number", "int"), ("at", "text"), ("action", "text"), ("actor_kind", "text"), ("actor_id", "text?"),
    ("subject_kind", "text"), ("subject_id", "text?"),
)  # fmt: skip
Columns = Sequence[tuple[str, str]]


def lines(event_id: UUID, kind: str, until: int, *, words: bool) -> tuple[Columns, Iterator[Link]]:
    """Columns and lines of `journal`, `scans` or `signatures`; without `words` no personal content leaves."""
    if kind == "journal":
        return JOURNAL, _journal(event_id, until, words)
    if kind == "scans":
        return _columns(Scan, tuple(SCANS)), _rows(Scan, scanning.chained, event_id, until, words)
    return _columns(Signature, SIGNATURES), _rows(Signature, attending.chained, event_id, until, words)


def link_at(event_id: UUID, kind: str, number: int) -> bytes:
    """The link of a chain's line; the start's for 0."""
    if number == 0:
        return bytes(32)
    query = {
        "journal": select(JournalEntry.link).where(
            JournalEntry.chain == chain_of(event_id), JournalEntry.number == number
        ),
        "scans": select(Scan.link).where(Scan.event_id == event_id, Scan.number == number),
        "signatures": select(Signature.link).where(
            Signature.event_id == event_id, Signature.number == number
        ),
    }[kind]
    return bytes(db.session.scalars(query).one())


def _journal(event_id: UUID, until: int, words: bool) -> Iterator[Link]:
    query = select(JournalEntry).where(JournalEntry.chain == chain_of(event_id), JournalEntry.number <= until)
    for row in streamed(query.order_by(JournalEntry.number)):
        facts = {
            "number": row.number, "at": clock.stamp(row.at), "action": row.action, "actor_kind": row.actor_kind,
            "actor_id": row.actor_id, "subject_kind": row.subject_kind, "subject_id": row.subject_id,
        }  # fmt: skip
        yield _link(row, facts, words)


def _rows(model: Any, chained: Any, event_id: UUID, until: int, words: bool) -> Iterator[Link]:
    query = select(model).where(model.event_id == event_id, model.number <= until).order_by(model.number)
    for row in streamed(query):
        yield _link(row, chained(vars(row)), words)


def _link(row: Any, facts: dict[str, Any], words: bool) -> Link:
    kept = words and row.salt is not None
    return Link(
        facts, row.content if kept else None, bytes(row.salt) if kept else None, bytes(row.commitment), bytes(row.link)
    )  # fmt: skip


def _columns(model: Any, names: Sequence[str]) -> Columns:
    return [(name, _kind(model.__table__.c[name])) for name in names]


def _kind(column: Any) -> str:
    kind = (
        "bool" if isinstance(column.type, Boolean) else "int" if isinstance(column.type, Integer) else "text"
    )
    return f"{kind}?" if column.nullable else kind

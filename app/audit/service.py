"""Writing the journal: acts gather during a use case and are chained last of all, just before its commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import time
from typing import cast
from uuid import UUID

from sqlalchemy import Table, bindparam, insert, null, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.audit.models import ChainHead, JournalEntry
from app.audit.rules import Act, chain_of, facts
from app.kernel import chain, clock
from app.kernel.db import atomic, before_commit, db, on_postgresql, rows
from app.kernel.guard import Actor, actor


def record(*acts: Act) -> None:
    """Write acts of the current actor in the transaction that is under way; RuntimeError outside atomic().

    The chain's head is locked last, so that two use cases never wait for each other's rows while holding it.
    """
    who, session = actor(), db.session()
    waiting: list[tuple[Actor, Act]] | None = session.info.get("journal")
    if waiting is None:
        before_commit(_write)
        waiting = session.info["journal"] = []
    waiting.extend((who, act) for act in acts)


def empty(subject_id: UUID) -> None:
    """Take out what the lines about a subject say, inside atomic(); the lines and their chain stay."""
    theirs = JournalEntry.subject_id == subject_id, JournalEntry.content.is_not(None)
    db.session.execute(update(JournalEntry).where(*theirs).values(content=null(), salt=null()))


def record_once_a_day(act: Act, zone: str) -> None:
    """Write down, in a transaction of its own, that the current actor did this to this subject, once a day of the zone.

    For what is only looked at: a journal that tells of every look is not read.
    """
    today = clock.at(clock.local(clock.now(), zone).date(), time(0), zone)
    before = select(JournalEntry.number).where(
        JournalEntry.subject_id == act.subject_id, JournalEntry.action == act.action,
        JournalEntry.actor_id == actor().id, JournalEntry.at >= today,
    )  # fmt: skip
    if db.session.execute(before.limit(1)).first() is None:
        with atomic():
            record(act)


def _write() -> None:
    waiting: list[tuple[Actor, Act]] = db.session().info.pop("journal", [])
    by_event: dict[UUID | None, list[tuple[Actor, Act]]] = {}
    for who, act in waiting:
        by_event.setdefault(act.event_id, []).append((who, act))
    for event_id in sorted(by_event, key=str):  # one order for all, so that two writers cannot deadlock
        _append(event_id, by_event[event_id])


def _append(event_id: UUID | None, lines: Sequence[tuple[Actor, Act]]) -> None:
    name, now = chain_of(event_id), clock.now()
    head, written = locked_head(name), []
    for who, act in lines:
        head.number += 1
        content = {"actor": who.name, **{k: v for k, v in asdict(act).items() if k in PERSONAL}}
        salt = chain.new_salt()
        committed = chain.commitment(salt, content)
        subject = (act.subject_kind, act.subject_id)
        said = facts(
            chain=name,
            number=head.number,
            at=clock.stamp(now),
            action=act.action,
            actor_kind=who.kind,
            actor_id=who.id,
            subject=subject,
        )
        head.link = chain.link(head.link, said, committed)
        row = {
            "chain": name, "number": head.number, "event_id": event_id, "at": now, "action": act.action,
            "actor_kind": who.kind, "actor_id": who.id, "subject_kind": act.subject_kind,
            "subject_id": act.subject_id, "content": content, "salt": salt, "commitment": committed,
            "link": head.link,
        }  # fmt: skip
        written.append(row)
    db.session.execute(insert(cast(Table, JournalEntry.__table__)), written)
    keep_head(head)


PERSONAL = ("about", "before", "after", "reason")


@dataclass
class Head:
    """The last link of a chain; a writer moves it along and keeps it."""

    chain: str
    number: int
    link: bytes


def locked_head(name: str) -> Head:
    """The head of a chain, locked until the commit; a new chain starts at number 0."""
    found = rows(_HEAD, name=name)
    if not found:
        # Two writers may begin a chain at once: the second waits here for the first, then finds its row.
        start = postgresql.insert if on_postgresql() else sqlite.insert
        values = {"chain": name, "number": 0, "link": chain.START}
        db.session.execute(start(ChainHead).values(values).on_conflict_do_nothing())
        found = rows(_HEAD, name=name)
    number, link = found[0]
    return Head(name, number, link)


def keep_head(head: Head) -> None:
    """Store where the chain ends now."""
    db.session.connection().execute(_MOVE, {"name": head.chain, "to": head.number, "end": head.link})


_HEAD = select(ChainHead.number, ChainHead.link).where(ChainHead.chain == bindparam("name")).with_for_update()
_MOVE = (
    update(ChainHead)
    .where(ChainHead.chain == bindparam("name"))
    .values(number=bindparam("to"), link=bindparam("end"))
)

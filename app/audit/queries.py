"""Reading the journal."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Flask, current_app, g
from sqlalchemy import Select, func, select

from app.audit.models import ChainHead, JournalEntry
from app.audit.rules import chain_of, facts
from app.kernel import chain, clock
from app.kernel.db import db, streamed


@dataclass(frozen=True)
class Filter:
    """What part of a journal is asked for; empty fields do not narrow it."""

    event_id: UUID | None
    action: str = ""
    subject_id: UUID | None = None
    before: int | None = None  # entries with a smaller number: the next page


Words = Callable[[UUID | None, str], Mapping[str, str]]
"""What the keys of a field are called: of an event, in a language."""


def register_words(app: Flask, words: Words, *fields: str) -> None:
    """Let the slice that knows the keys of these fields say them in words."""
    known = app.extensions.setdefault("journal-words", {})
    known.update(dict.fromkeys(fields, words))


def words_of(field: str, event_id: UUID | None, language: str) -> Mapping[str, str]:
    """The words for a field's keys, asked for once a request; none where nobody registered any."""
    words: Words | None = current_app.extensions.get("journal-words", {}).get(field)
    if words is None:
        return {}
    kept: dict[object, Mapping[str, str]] = g.setdefault("journal_words", {})
    place = (words, event_id, language)
    if place not in kept:
        kept[place] = words(event_id, language)
    return kept[place]


def entries(wanted: Filter, size: int = 50) -> Sequence[JournalEntry]:
    """The newest entries first, at most `size`."""
    query = select(JournalEntry).where(JournalEntry.chain == chain_of(wanted.event_id))
    if wanted.action:
        query = query.where(JournalEntry.action == wanted.action)
    if wanted.subject_id:
        query = query.where(JournalEntry.subject_id == wanted.subject_id)
    if wanted.before:
        query = query.where(JournalEntry.number < wanted.before)
    return db.session.scalars(query.order_by(JournalEntry.number.desc()).limit(size)).all()


def actions(event_id: UUID | None) -> Sequence[str]:
    """The kinds of act that the journal holds, for its filter."""
    query = select(JournalEntry.action).where(JournalEntry.chain == chain_of(event_id)).distinct()
    return db.session.scalars(query.order_by(JournalEntry.action)).all()


def last_number(event_id: UUID | None) -> int:
    """The number of the newest entry; 0 while the journal is empty."""
    query = select(func.max(JournalEntry.number)).where(JournalEntry.chain == chain_of(event_id))
    return db.session.scalars(query).one() or 0


def subjects_since(event_id: UUID | None, kind: str, number: int) -> Select[UUID | None]:
    """A subquery: the subjects of one kind that entries after this number are about."""
    return select(JournalEntry.subject_id).where(
        JournalEntry.chain == chain_of(event_id),
        JournalEntry.number > number,
        JournalEntry.subject_kind == kind,
    )


def has_acts(event_id: UUID | None, actions: Collection[str], number: int) -> bool:
    """True when entries after this number tell of one of these acts."""
    here = JournalEntry.chain == chain_of(event_id), JournalEntry.number > number
    query = select(JournalEntry.number).where(*here, JournalEntry.action.in_(actions)).limit(1)
    return db.session.scalars(query).first() is not None


def first_break(event_id: UUID | None) -> int | None:
    """The number of the first entry whose content, commitment or link does not hold; None when the chain closes.

    Entries whose content was erased are held to their commitment alone.
    """
    name = chain_of(event_id)
    query = select(JournalEntry).where(JournalEntry.chain == name).order_by(JournalEntry.number)
    return chain.first_break(lambda: streamed(query), _facts, lambda: head(name))


def head(name: str) -> tuple[int, bytes]:
    """Number and link of the newest row of a chain, as its writers left them."""
    row = db.session.execute(
        select(ChainHead.number, ChainHead.link).where(ChainHead.chain == name)
    ).one_or_none()
    return (row.number, row.link) if row else (0, chain.START)


def _facts(entry: JournalEntry) -> dict[str, object]:
    return facts(
        chain=entry.chain, number=entry.number, at=clock.stamp(entry.at), action=entry.action,
        actor_kind=entry.actor_kind, actor_id=entry.actor_id, subject=(entry.subject_kind, entry.subject_id),
    )  # fmt: skip

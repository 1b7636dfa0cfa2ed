"""Importing an event file again: its news are taken, what the desk changed since is kept and reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.agenda.rules.event_file import EventDocument
from app.agenda.rules.programme import SessionPart, SessionState
from app.events.rules import Change, EventPart, Gone, Kept, Merger, Unknown, align

TABLES = ("categories", "consents", "cities")
"""Tables of the event's that stand beside it in the file."""


LISTS = ("days", "rooms", "speakers", "documents")
"""Lists of the file whose entries simply go where the new file no longer has them."""


@dataclass(frozen=True)
class MergeResult:
    """The merged document, what to remember as base of the next merge, and what was decided on the way."""

    document: EventDocument
    base: EventDocument
    changes: tuple[Change, ...]
    kept: tuple[Kept, ...]
    gone: tuple[Gone, ...]


def merge(
    base: EventDocument | None,
    mine: EventDocument,
    theirs: EventDocument,
    force: bool = False,
    prune: bool = False,
) -> MergeResult:
    """Three-way: `base` is what the last merge remembered, `mine` the desk's state, `theirs` the new file."""
    merger = Merger(force, prune)
    sessions = _sessions(merger, base.sessions if base else (), mine.sessions, theirs.sessions)
    keys = {session.key for session in sessions}
    documents = tuple(
        item for item in _table(merger, "documents", base, mine, theirs) if item.session in keys
    )
    merger.needed = {
        "rooms": {session.room for session in sessions},
        "categories": {key for session in sessions for key in session.expected},
        "speakers": {key for session in sessions for _, key in session.roles},
    }
    document = EventDocument(
        event=_event(merger, base.event if base else None, mine.event, theirs.event),
        days=_table(merger, "days", base, mine, theirs),
        rooms=_table(merger, "rooms", base, mine, theirs),
        speakers=_table(merger, "speakers", base, mine, theirs),
        sessions=sessions,
        documents=documents,
        extra=merger.mapping("", base.extra if base else Unknown.BASE, mine.extra, theirs.extra),
    )
    return MergeResult(
        document=document,
        base=_remembered(base, theirs, prune) if base else theirs,
        changes=tuple(merger.changes),
        kept=tuple(merger.kept),
        gone=tuple(merger.gone),
    )


def _table(
    merger: Merger, name: str, base: EventDocument | None, mine: EventDocument, theirs: EventDocument
) -> tuple[Any, ...]:
    return merger.table(name, getattr(base, name) if base else (), getattr(mine, name), getattr(theirs, name))


def _sessions(
    merger: Merger,
    base: Sequence[SessionPart],
    mine: Sequence[SessionPart],
    theirs: Sequence[SessionPart],
) -> tuple[SessionPart, ...]:
    """A pruned session is cancelled: delegates may have it in their calendars, and scans may name it."""
    merged = merger.table("sessions", base, mine, theirs, retire=_cancelled)
    keys = {session.key for session in merged}
    return tuple(item if item.continues in keys else replace(item, continues="") for item in merged)


def _event(merger: Merger, base: EventPart | None, mine: EventPart, theirs: EventPart) -> EventPart:
    apart: dict[str, Any] = dict.fromkeys(TABLES, ())
    event = merger.entity(
        "event", replace(base, **apart) if base else None, replace(mine, **apart), replace(theirs, **apart)
    )
    tables: dict[str, Any] = {
        name: merger.table(
            name, getattr(base, name) if base else (), getattr(mine, name), getattr(theirs, name)
        )
        for name in TABLES
    }
    return replace(event, **tables)


def _cancelled(session: SessionPart) -> SessionPart:
    return replace(session, state=SessionState.CANCELLED)


def _remembered(base: EventDocument, theirs: EventDocument, prune: bool) -> EventDocument:
    """The new file and, after it, what only earlier files had: it is still no invention of the desk's."""
    gone = _only_in(base.sessions, theirs.sessions)
    tables: dict[str, Any] = {
        name: getattr(theirs.event, name) + _only_in(getattr(base.event, name), getattr(theirs.event, name))
        for name in ("organisers", *TABLES)
    }
    return replace(
        theirs,
        event=replace(theirs.event, **tables),
        **{
            name: getattr(theirs, name) + _only_in(getattr(base, name), getattr(theirs, name))
            for name in LISTS
        },
        sessions=theirs.sessions + tuple(_cancelled(item) if prune else item for item in gone),
    )


def _only_in(base: Sequence[Any], theirs: Sequence[Any]) -> tuple[Any, ...]:
    was, new = align(base, theirs)
    return tuple(entry for label, entry in was.items() if label not in new)

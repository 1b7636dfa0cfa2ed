"""Editing sessions of the draft: nothing that another saved is lost, and no clash goes in unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from app.agenda import queries, rules
from app.agenda.models import ClashWaiver, Session
from app.agenda.queries import ClashShown, Draft
from app.agenda.rules import Clash, Known, Overtaken, SessionPart, SessionState
from app.agenda.service.keys import new_key
from app.agenda.service.writing import drop_document, write_roles, write_session
from app.audit.rules import Act
from app.audit.service import record
from app.events import queries as event_queries
from app.events import service as events
from app.events.models import Event
from app.events.rules import RESERVED_SESSIONS, EventFileFaults, is_key
from app.kernel import clock
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound, Refusal
from app.kernel.guard import actor
from app.kernel.i18n import N_

LONGEST_REASON = 500


class Stale(Refusal):
    """Somebody else saved this meanwhile; `fields` say what, `merged` is what a form should show next."""

    code = "stale"
    message = N_("Somebody else saved this while you were writing. Nothing of yours is saved yet.")

    def __init__(self, fields: tuple[Overtaken, ...], stored: Any, merged: Any) -> None:
        """Keep both sides for the form."""
        super().__init__()
        self.fields = fields
        self.stored = stored
        self.merged = merged


class Clashing(Refusal):
    """The draft would clash: `clashes` are the new ones, which need a reason, or another time where they block."""

    code = "clashing"
    message = N_("This clashes with the rest of the agenda.")

    def __init__(self, clashes: tuple[ClashShown, ...]) -> None:
        """Keep them for the form."""
        super().__init__()
        self.clashes = clashes

    @property
    def blocked(self) -> bool:
        """True when no reason helps."""
        return any(one.clash.blocks for one in self.clashes)


class StillPublished(Refusal):
    """A session that was published is in calendars: it can be cancelled, never removed."""

    code = "still-published"
    message = N_("This session was published and is in people’s calendars: cancel it instead.")


@dataclass(frozen=True)
class Saved:
    """A session as it was saved, and what it clashes with."""

    part: SessionPart
    clashes: tuple[ClashShown, ...]


def save_session(
    event_id: UUID, key: str | None, typed: SessionPart, seen: SessionPart | None = None, reason: str = ""
) -> Saved:
    """Save a session as typed, or a new one (key None); raises Stale, Clashing, EventFileFaults or NotFound.

    `seen` is what whoever typed had before them. A reason confirms the clashes that come with it.
    """
    with atomic():
        event, draft = events.lock(event_id), queries.draft(event_id)
        if key is None:
            row, before = _new(event, draft, typed), None
            typed = replace(typed, key=row.key)
        else:
            row = find_row(draft, key)
            before = queries.session_part(row, event.starts, event.timezone)
            _check_stale(seen or before, before, typed)
        return _write(event, draft, row, before, typed, reason)


TIMES = ("day", "starts", "ends", "ends_next_day", "room")
"""What a move changes."""


def move_session(
    event_id: UUID, key: str, seen: Mapping[str, Any], wanted: Mapping[str, Any], reason: str = ""
) -> Saved:
    """Put a session at other TIMES than those that were seen; raises as `save_session` does."""
    with atomic():
        event, draft = events.lock(event_id), queries.draft(event_id)
        row = find_row(draft, key)
        stored = queries.session_part(row, event.starts, event.timezone)
        typed = replace(stored, **wanted)
        _check_stale(replace(stored, **seen), stored, typed)
        return _write(event, draft, row, stored, typed, reason)


def cancel_session(event_id: UUID, key: str) -> None:
    """Call a session off: it stays in the agenda, struck out, until it is brought back. Raises NotFound."""
    _change_state(event_id, key, SessionState.CANCELLED)


def return_session(event_id: UUID, key: str, reason: str = "") -> None:
    """Let a cancelled session take place after all; raises Clashing where its place was taken, or NotFound."""
    _change_state(event_id, key, SessionState.PLANNED, reason)


def remove_session(event_id: UUID, key: str) -> None:
    """Take a session out of the draft that nobody outside the desk has seen; raises StillPublished or NotFound."""
    with atomic() as session:
        events.lock(event_id)
        draft = queries.draft(event_id)
        row = find_row(draft, key)
        publication = queries.find_publication(event_id)
        if publication and publication.find_session(row.uid):
            raise StillPublished
        for other in draft.sessions:
            if other.continues == key:
                other.continues = ""
        for document in queries.documents(event_id):
            if document.session_id == row.id:
                drop_document(document)
        _forget_waivers(event_id, row.uid, frozenset())
        session.delete(row)
        record(_about(row, "session.removed"))


def find_row(draft: Draft, key: str) -> Session:
    """The session's row; raises NotFound."""
    row = next((one for one in draft.sessions if one.key == key), None)
    if row is None:
        raise NotFound
    return row


def _change_state(event_id: UUID, key: str, state: SessionState, reason: str = "") -> None:
    with atomic():
        event, draft = events.lock(event_id), queries.draft(event_id)
        row = find_row(draft, key)
        before = queries.session_part(row, event.starts, event.timezone)
        if before.state is not state:
            _write(event, draft, row, before, replace(before, state=state), reason)


def _check_stale(seen: SessionPart, stored: SessionPart, typed: SessionPart) -> None:
    if fields := rules.overtaken(seen, stored, typed):
        raise Stale(fields, stored, rules.combined(seen, stored, typed))


def _new(event: Event, draft: Draft, typed: SessionPart) -> Session:
    taken = {row.key for row in draft.sessions} | RESERVED_SESSIONS
    wanted = typed.key or "-".join(str(part) for part in (typed.kind, typed.number) if part)
    key = new_key(
        wanted if is_key(wanted) else typed.title.get("en") or typed.title.get("fr", ""), taken, "session"
    )
    position = max((row.position for row in draft.sessions), default=-1) + 1
    return Session(event_id=event.id, key=key, position=position, roles=[])


def _write(
    event: Event, draft: Draft, row: Session, before: SessionPart | None, typed: SessionPart, reason: str
) -> Saved:
    known = _known(event, draft)
    if faults := tuple(rules.check_session("", typed, known)):
        raise EventFileFaults(tuple(replace(one, key=one.key.lstrip(".")) for one in faults))
    had = frozenset(one.key for one in _clashes_of(draft, row))
    everybody = {one.key: one for one in queries.speakers(event.id)}
    write_session(row, typed, event)
    row.room = next((one for one in draft.rooms if one.key == typed.room), None)
    write_roles(row, typed, everybody)
    if before is None:
        db.session.add(row)
        draft = replace(draft, sessions=[*draft.sessions, row])
    db.session.flush()
    now = _clashes_of(draft, row)
    _confirm(event, draft, [one for one in now if one.key not in had], reason)
    _forget_waivers(event.id, row.uid, frozenset(one.key for one in now))
    old, new = rules.edits(before, typed)
    if old or new:
        record(_about(row, _action(before, typed), before=old, after=new))
    return Saved(typed, queries.clashes_said(now, draft, event_queries.scope_of(event.id)))


def _action(before: SessionPart | None, after: SessionPart) -> str:
    if before is None:
        return "session.added"
    if before.state is not after.state:
        cancelled = after.state is SessionState.CANCELLED
        return "session.cancelled" if cancelled else "session.returned"
    return "session.changed"


def _clashes_of(draft: Draft, row: Session) -> tuple[Clash, ...]:
    return rules.of_session(queries.clashing(draft), row.uid) if row.uid else ()


def _confirm(event: Event, draft: Draft, new: list[Clash], reason: str) -> None:
    """Take the reason for each new clash, or refuse; one that blocks is always refused."""
    reason = reason.strip()[:LONGEST_REASON]
    shown = queries.clashes_said(new, draft, event_queries.scope_of(event.id))
    asked = tuple(one for one in shown if one.open)
    if any(one.clash.blocks for one in asked) or (asked and not reason):
        raise Clashing(asked)
    confirm_clashes(event.id, asked, reason)


def confirm_clashes(event_id: UUID, clashes: tuple[ClashShown, ...], reason: str) -> None:
    """Write down why clashes are meant; inside atomic()."""
    for one in clashes:
        waiver = ClashWaiver(
            event_id=event_id, clash=one.clash.key, reason=reason, by=actor().name, at=clock.now()
        )
        db.session.add(waiver)
        record(Act("clash.confirmed", "event", event_id, event_id, one.words[:300], reason=reason))


def _forget_waivers(event_id: UUID, uid: UUID, staying: frozenset[str]) -> None:
    """A clash that is gone is no longer confirmed: if it comes again, it is asked about again."""
    mine = ClashWaiver.event_id == event_id, ClashWaiver.clash.contains(str(uid))
    gone = [key for key in db.session.scalars(select(ClashWaiver.clash).where(*mine)) if key not in staying]
    if gone:
        db.session.execute(delete(ClashWaiver).where(*mine, ClashWaiver.clash.in_(gone)))


def _known(event: Event, draft: Draft) -> Known:
    return Known(
        days=(event.ends - event.starts).days + 1,
        categories=frozenset(one.key for one in event_queries.categories(event.id)),
        rooms=frozenset(one.key for one in draft.rooms),
        speakers=frozenset(one.key for one in queries.speakers(event.id)),
        sessions=frozenset(one.key for one in draft.sessions),
    )


def _about(row: Session, action: str, **said: object) -> Act:
    title = row.title.pick("en", ("fr", "ar")) or row.key
    return Act(action, "session", row.id, event_id=row.event_id, about=title, **said)  # type: ignore[arg-type]

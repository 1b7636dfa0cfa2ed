"""What a session would clash with as somebody types it, before anything is saved."""

from __future__ import annotations

from dataclasses import replace

from app.agenda import rules
from app.agenda.models import Session, SessionRole
from app.agenda.queries.clashing import ClashShown, Draft, clashes_said, clashing
from app.agenda.queries.drafts import speakers
from app.agenda.rules import SessionPart, SessionState
from app.kernel.ids import new_id
from app.kernel.scope import Scope

NEW = "(new)"
"""Stands for the key that a new session does not have yet; none can be like it."""


def clashes_as_typed(
    draft: Draft, row: Session | None, typed: SessionPart, event: Scope
) -> tuple[ClashShown, ...]:
    """What the session would clash with; `row` is the one that is changed, None a new one. Nothing is written."""
    starts, ends = rules.moments(typed, draft.event.starts, draft.event.timezone)
    if ends <= starts:
        return ()
    known = {one.key: one for one in speakers(draft.event.id)}
    stand_in = Session(
        uid=row.uid if row else new_id(), key=row.key if row else NEW, kind=typed.kind, title=typed.title,
        starts_at=starts, ends_at=ends, state=SessionState.PLANNED.value, continues=typed.continues,
        room=next((one for one in draft.rooms if one.key == typed.room), None),
        roles=[SessionRole(speaker=known[key], role=role) for role, key in typed.roles if key in known],
        interpretation=list(typed.interpretation), expected=list(typed.expected),
        by_invitation=typed.by_invitation, invited=list(typed.invited),
    )  # fmt: skip
    others = [one for one in draft.sessions if row is None or one.uid != row.uid]
    tried = replace(draft, sessions=[*others, stand_in])
    return clashes_said(rules.of_session(clashing(tried), stand_in.uid), tried, event)

"""What a publication changes for one delegate: enough to be told, and no more."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.agenda.rules import Change, ChangeKind


class Part(StrEnum):
    """What became of the delegate's own part in a session."""

    SAME = "same"
    JOINED = "joined"
    LEFT = "left"


@dataclass(frozen=True)
class Concern:
    """A change that a delegate is told of, and their part in it."""

    change: Change
    part: Part


def concerns(
    changes: Iterable[Change], before: Collection[UUID], after: Collection[UUID]
) -> tuple[Concern, ...]:
    """The changes of a delegate's sessions, by uid before and after: of time, place, title, state, or of their part.

    A word mended in a description, or another interpreter's language, is no reason to write to anybody.
    """
    found = []
    for one in changes:
        uid = one.after.uid
        if uid not in before and uid not in after:
            continue
        part = _part(uid in before, uid in after, one)
        if part is not Part.SAME or weighs(one):
            found.append(Concern(one, part))
    return tuple(found)


def weighs(one: Change) -> bool:
    """True for a change that people plan their day by."""
    return one.kind is not ChangeKind.REWORDED or "title" in one.fields


def _part(was: bool, is_now: bool, one: Change) -> Part:
    if was == is_now or one.kind in (ChangeKind.ADDED, ChangeKind.CANCELLED, ChangeKind.RETURNED):
        return Part.SAME
    return Part.JOINED if is_now else Part.LEFT

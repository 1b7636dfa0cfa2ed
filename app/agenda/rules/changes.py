"""What a version of the agenda does to the sessions of another, session by session and field by field."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from app.agenda.rules.publication import PublishedSession, Version


class ChangeKind(StrEnum):
    """What became of a session: new, at another time or place, only told otherwise, called off, or on again."""

    ADDED = "added"
    MOVED = "moved"
    REWORDED = "reworded"
    CANCELLED = "cancelled"
    RETURNED = "returned"


@dataclass(frozen=True)
class Change:
    """One session before (None: it is new) and after a version; `fields` names what differs."""

    kind: ChangeKind
    before: PublishedSession | None
    after: PublishedSession
    fields: frozenset[str]


@dataclass(frozen=True)
class Differences:
    """Keys of sessions by what a new version does to them."""

    added: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    cancelled: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()


STAMPS = frozenset({"sequence", "modified"})
"""Fields that follow from a change and are none themselves."""

MOVING = frozenset({"starts_at", "ends_at", "room", "room_name", "venue"})


def changes(previous: Version, version: Version) -> tuple[Change, ...]:
    """What became of each session since the previous version, in the order of the new one; the same are left out."""
    before = {one.uid: one for one in previous}
    found = (_change(before.get(one.uid), one) for one in version)
    return tuple(one for one in found if one is not None)


def differences(previous: Version, version: Version) -> Differences:
    """The same as keys, for the journal."""
    found: dict[str, list[str]] = {kind.value: [] for kind in ChangeKind}
    for one in changes(previous, version):
        found[one.kind].append(one.after.key)
    return Differences(**{name: tuple(keys) for name, keys in found.items()})


def _change(before: PublishedSession | None, after: PublishedSession) -> Change | None:
    if before is None:
        return Change(ChangeKind.ADDED, None, after, frozenset(_FIELDS))
    differing = frozenset(name for name in _FIELDS if getattr(before, name) != getattr(after, name))
    return Change(_kind(before, after, differing), before, after, differing) if differing else None


def _kind(before: PublishedSession, after: PublishedSession, differing: frozenset[str]) -> ChangeKind:
    if before.cancelled != after.cancelled:
        return ChangeKind.CANCELLED if after.cancelled else ChangeKind.RETURNED
    return ChangeKind.MOVED if differing & MOVING else ChangeKind.REWORDED


_FIELDS = tuple(one.name for one in fields(PublishedSession) if one.name not in STAMPS)

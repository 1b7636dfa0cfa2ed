"""Versions as JSON and back; what an older program froze thaws with what it did not know left at nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.agenda.rules.programme import Role, SessionState
from app.agenda.rules.publication import PublishedRole, PublishedRoom, PublishedSession, PublishedSpeaker
from app.kernel import clock
from app.kernel.i18n import Text

Frozen = Mapping[str, Any]


def freeze(part: PublishedSession | PublishedSpeaker | PublishedRoom) -> dict[str, Any]:
    """A part of a version as JSON, for its row."""
    return {one.name: _frozen(getattr(part, one.name)) for one in fields(part)}


def thaw(frozen: Frozen) -> PublishedSession:
    """The session that `freeze` made JSON of."""
    facts = _texts(frozen, "room_name", "venue", "title", "subtitle", "description")
    for name in ("starts_at", "ends_at", "modified"):
        facts[name] = clock.parse(facts[name])
    for name in ("expected", "interpretation", "languages"):
        facts[name] = tuple(facts[name])
    facts["topics"] = tuple(Text(topic) for topic in facts["topics"])
    facts["invited"] = tuple(UUID(one) for one in facts.get("invited", ()))
    facts["roles"] = tuple(_role(one) for one in facts.get("roles", ()))
    return PublishedSession(**{**facts, "uid": UUID(facts["uid"]), "state": SessionState(facts["state"])})


def thaw_speaker(frozen: Frozen) -> PublishedSpeaker:
    """The speaker that `freeze` made JSON of."""
    facts = _texts(frozen, "function", "organisation", "city", "biography")
    return PublishedSpeaker(**{**facts, "id": UUID(facts["id"])})


def thaw_room(frozen: Frozen) -> PublishedRoom:
    """The room that `freeze` made JSON of."""
    facts = _texts(frozen, "name")
    return PublishedRoom(**{**facts, "id": UUID(facts["id"])})


def _role(frozen: Frozen) -> PublishedRole:
    facts = _texts(frozen, "function", "organisation")
    registration = UUID(facts["registration"]) if facts["registration"] else None
    ids = {"speaker": UUID(facts["speaker"]), "registration": registration}
    return PublishedRole(**{**facts, **ids, "role": Role(facts["role"])})


def _texts(frozen: Frozen, *names: str) -> dict[str, Any]:
    return {**frozen, **{name: Text(frozen[name]) for name in names}}


def _frozen(value: object) -> Any:
    if isinstance(value, Text):
        return dict(value)
    if isinstance(value, tuple):
        return [_frozen(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _frozen(getattr(value, one.name)) for one in fields(value)}
    return str(value) if isinstance(value, UUID) else value

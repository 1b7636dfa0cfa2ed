"""What a journal line says, and the facts of it that its link covers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Act:
    """One act to be written down: `before` and `after` hold only the fields that changed."""

    action: str  # subject.verb, such as registration.approved
    subject_kind: str
    subject_id: UUID | None
    event_id: UUID | None = None
    about: str = ""  # the subject's name as people know it; personal
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


def chain_of(event_id: UUID | None) -> str:
    """The journal's chain for an event, or the program's own."""
    return f"journal:{event_id}" if event_id else "journal"


def facts(
    *, chain: str, number: int, at: str, action: str, actor_kind: str, actor_id: UUID | None, subject: tuple[str, UUID | None]
) -> dict[str, object]:
    """The impersonal part of a line, in the form that its link covers; `at` is RFC 3339 in UTC."""
    return {
        "chain": chain,
        "number": number,
        "at": at,
        "action": action,
        "actor": [actor_kind, str(actor_id) if actor_id else None],
        "subject": [subject[0], str(subject[1]) if subject[1] else None],
    }


def changed(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only the fields whose values differ, from both sides."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}

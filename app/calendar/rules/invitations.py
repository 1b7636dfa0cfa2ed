"""Which messages bring a delegate's calendar from what it was last told to what is so (iTIP, RFC 5546)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from app.agenda.rules import PublishedSession
from app.kernel.clock import Instant

REQUEST, CANCEL = "REQUEST", "CANCEL"


@dataclass(frozen=True)
class Sent:
    """The last message about a session: its own `sequence`, and that of the session when it was written."""

    method: str
    sequence: int
    revision: int


@dataclass(frozen=True)
class Message:
    """A message to write: about one session, as it is now."""

    session: PublishedSession
    method: str
    sequence: int


def messages(
    sessions: Iterable[PublishedSession], mine: Collection[UUID], sent: Mapping[UUID, Sent], now: Instant
) -> tuple[Message, ...]:
    """What to send for the published sessions of which `mine` are the delegate's; nothing about what is over.

    Each message about a session has a higher SEQUENCE than the one before, also where only the delegate's part
    in it changed: calendars take no update that counts lower, and some none that counts the same.
    """
    found = (_message(one, one.uid in mine, sent.get(one.uid), now) for one in sessions)
    return tuple(one for one in found if one is not None)


def _message(one: PublishedSession, is_mine: bool, last: Sent | None, now: Instant) -> Message | None:
    if one.ends_at <= now:
        return None
    invited = last is not None and last.method == REQUEST
    sequence = max(one.sequence, last.sequence + 1) if last else one.sequence
    if is_mine and not one.cancelled:
        told = last is not None and invited and one.sequence <= last.revision
        return None if told else Message(one, REQUEST, sequence)
    return Message(one, CANCEL, sequence) if invited else None

"""What publishing now would do: the next version, and how it differs from what everybody sees."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from app.agenda import rules
from app.agenda.models import Session
from app.agenda.queries.drafts import drafted, drafted_rooms, drafted_speakers
from app.agenda.queries.published import Publication, find_publication
from app.agenda.rules import Change, PublishedSpeaker
from app.events.models import Event
from app.kernel.clock import Instant

STAMPS = ("modified", "sequence")


@dataclass(frozen=True)
class Pending:
    """The newest version (None before the first) and the one that publishing the draft would make."""

    newest: Publication | None
    following: Publication

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What becomes of sessions."""
        return rules.changes(self.newest.sessions if self.newest else (), self.following.sessions)

    @cached_property
    def speakers(self) -> tuple[PublishedSpeaker, ...]:
        """Speakers who are new or told otherwise."""
        before = self.newest.people if self.newest else {}
        return tuple(one for one in self.following.speakers if before.get(one.id) != one)

    @property
    def differs(self) -> bool:
        """True when publishing would change what everybody sees; rooms are told by the sessions held in them."""
        if self.newest is None:
            return True
        before, after = self.newest, self.following
        return (before.sessions, before.speakers) != (after.sessions, after.speakers)

    @cached_property
    def digest(self) -> str:
        """The same for the same draft: whoever confirms a list of changes confirms this list and no other."""
        said = [rules.freeze(one) for one in self.following.sessions]
        said += [rules.freeze(one) for one in self.following.speakers]
        kept = [{name: value for name, value in one.items() if name not in STAMPS} for one in said]
        number = self.newest.number if self.newest else 0
        return hashlib.sha256(json.dumps([number, kept], sort_keys=True).encode()).hexdigest()


def pending(event: Event, now: Instant, had: Sequence[Session] | None = None) -> Pending:
    """What publishing the event's draft now would do; `had` are its sessions where they were read already."""
    newest = find_publication(event.id)
    following = Publication(
        number=newest.number + 1 if newest else 1,
        at=now,
        sessions=rules.next_version(newest.sessions if newest else (), drafted(event, now, had), now),
        rooms=tuple(drafted_rooms(event.id)),
        speakers=tuple(drafted_speakers(event.id)),
    )
    return Pending(newest, following)

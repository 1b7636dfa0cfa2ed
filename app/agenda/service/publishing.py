"""Publishing the draft: what everybody sees from then on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from app.agenda import queries, rules
from app.agenda.models import AgendaVersion
from app.agenda.rules import Differences
from app.audit.service import record
from app.events import service as events
from app.kernel import clock
from app.kernel.db import atomic
from app.kernel.guard import actor


@dataclass(frozen=True)
class Published:
    """A version that was just published: its number from 1, and what it does to the sessions."""

    number: int
    differences: Differences


def publish(event_id: UUID) -> Published | None:
    """Show the event and its draft to everybody; None when the newest version says the same already."""
    with atomic() as session:
        event = events.lock(event_id)
        newest = queries.find_publication(event_id)
        previous = newest.sessions if newest else ()
        now = clock.now()
        version = rules.next_version(previous, queries.drafted(event, now), now)
        if newest and version == previous:
            return None
        done = Published(newest.number + 1 if newest else 1, rules.differences(previous, version))
        frozen = [rules.freeze(one) for one in version]
        session.add(
            AgendaVersion(
                event_id=event_id,
                number=done.number,
                published_at=now,
                published_by=actor().id,
                sessions=frozen,
            )
        )
        event.published_at = event.published_at or now
        event.version += 1
        said = {"version": done.number, **asdict(done.differences)}
        record(events.about(event, "agenda.published", after=said))
        return done

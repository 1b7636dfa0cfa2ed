"""Publishing the draft: what everybody sees from then on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from app.agenda import queries, rules, signals
from app.agenda.models import AgendaVersion
from app.agenda.queries import Publication
from app.agenda.rules import Differences, Tell
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


def publish(event_id: UUID, tell: Tell = Tell.NOBODY) -> Published | None:
    """Show the event and its draft to everybody; None when the newest version says the same already."""
    with atomic() as session:
        event = events.lock(event_id)
        newest = queries.find_publication(event_id)
        now = clock.now()
        next_one = _drafted(event_id, newest, now)
        if newest and _same(newest, next_one):
            return None
        previous = newest.sessions if newest else ()
        done = Published(next_one.number, rules.differences(previous, next_one.sessions))
        session.add(
            AgendaVersion(
                event_id=event_id,
                number=done.number,
                published_at=now,
                published_by=actor().id,
                tell=tell.value,
                sessions=[rules.freeze(one) for one in next_one.sessions],
                rooms=[rules.freeze(one) for one in next_one.rooms],
                speakers=[rules.freeze(one) for one in next_one.speakers],
            )
        )
        event.published_at = event.published_at or now
        event.version += 1
        said = {"version": done.number, "tell": tell.value, **asdict(done.differences)}
        record(events.about(event, "agenda.published", after=said))
        session.flush()
        signals.published.send(event_id=event_id, number=done.number, tell=tell)
        return done


def _drafted(event_id: UUID, newest: Publication | None, now: clock.Instant) -> Publication:
    """What publishing now would make of the draft."""
    event = events.lock(event_id)
    previous = newest.sessions if newest else ()
    return Publication(
        number=newest.number + 1 if newest else 1,
        at=now,
        sessions=rules.next_version(previous, queries.drafted(event, now), now),
        rooms=tuple(queries.drafted_rooms(event_id)),
        speakers=tuple(queries.drafted_speakers(event_id)),
    )


def _same(one: Publication, other: Publication) -> bool:
    """Rooms are told by the sessions that take place in them."""
    return (one.sessions, one.speakers) == (other.sessions, other.speakers)

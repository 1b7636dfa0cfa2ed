"""Publishing the draft: what everybody sees from then on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from app.agenda import queries, rules, signals
from app.agenda.models import AgendaVersion
from app.agenda.queries import Pending
from app.agenda.rules import Differences, Tell
from app.agenda.service.sessions import Clashing, confirm_clashes
from app.audit.service import record
from app.events import queries as event_queries
from app.events import service as events
from app.events.models import Event
from app.kernel import clock
from app.kernel.db import atomic
from app.kernel.errors import Refusal
from app.kernel.guard import actor
from app.kernel.i18n import N_


class DraftChanged(Refusal):
    """Somebody changed the draft after the list of changes was shown."""

    code = "draft-changed"
    message = N_(
        "Somebody changed the draft meanwhile. Look at the list of changes again; nothing is published."
    )


@dataclass(frozen=True)
class Published:
    """A version that was just published: its number from 1, and what it does to the sessions."""

    number: int
    differences: Differences


def publish(event_id: UUID, tell: Tell = Tell.NOBODY) -> Published | None:
    """Show the event and its draft to everybody; None when the newest version says the same already."""
    with atomic():
        event = events.lock(event_id)
        waiting = queries.pending(event, clock.now())
        return _publish(event, waiting, tell) if waiting.differs else None


def publish_as_shown(event_id: UUID, digest: str, tell: Tell, reason: str = "") -> Published | None:
    """The same, of exactly the changes that somebody was shown; a reason confirms what clashes still.

    Raises DraftChanged, or Clashing where something clashes that nobody confirmed.
    """
    with atomic():
        event = events.lock(event_id)
        draft, here = queries.draft(event_id), event_queries.scope_of(event_id)
        waiting = queries.pending(event, clock.now(), draft.sessions)
        if not waiting.differs:
            return None
        if waiting.digest != digest:
            raise DraftChanged
        shown = queries.clashes_said(queries.clashing(draft), draft, here)
        asked = tuple(one for one in shown if one.open)
        if any(one.clash.blocks for one in asked) or (asked and not reason.strip()):
            raise Clashing(asked)
        confirm_clashes(event_id, asked, reason.strip())
        return _publish(event, waiting, tell)


def _publish(event: Event, waiting: Pending, tell: Tell) -> Published:
    version = waiting.following
    previous = waiting.newest.sessions if waiting.newest else ()
    done = Published(version.number, rules.differences(previous, version.sessions))
    with atomic() as session:
        session.add(
            AgendaVersion(
                event_id=event.id,
                number=done.number,
                published_at=version.at,
                published_by=actor().id,
                tell=tell.value,
                sessions=[rules.freeze(one) for one in version.sessions],
                rooms=[rules.freeze(one) for one in version.rooms],
                speakers=[rules.freeze(one) for one in version.speakers],
            )
        )
        event.published_at = event.published_at or version.at
        event.version += 1
        said = {"version": done.number, "tell": tell.value, **asdict(done.differences)}
        record(events.about(event, "agenda.published", after=said))
        session.flush()
        signals.published.send(event_id=event.id, number=done.number, tell=tell)
    return done

"""The purge: what has had its time goes, by event and purpose; counted, and written down without data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.audit.rules import Act
from app.audit.service import record
from app.events import queries as events
from app.events import service as writing
from app.kernel import clock
from app.kernel.db import atomic
from app.kernel.errors import Refusal
from app.kernel.i18n import N_
from app.kernel.personal import PURPOSES
from app.privacy import queries
from app.privacy.models import Retention
from app.privacy.queries import Going
from app.privacy.rules import LONGEST, due
from app.privacy.service.forgetting import forget_event


class WrongTerm(Refusal):
    """A number of days that nothing is kept for."""

    code = "wrong-term"
    status = 422
    field = "days"
    message = N_("Give a number of days from 0 to %(most)s.")


@dataclass(frozen=True)
class Purged:
    """What went, or would go, at one event: rows by purpose and table."""

    event: str  # its slug
    event_id: UUID
    going: Sequence[Going]

    @property
    def rows(self) -> int:
        """In all."""
        return sum(one.rows for one in self.going)


def purge(*, only_look: bool = False) -> Sequence[Purged]:
    """Forget at every event what has had its time, or say what would go; events where nothing is due are left out."""
    found = [purge_event(one.id, only_look=only_look) for one in events.every_event()]
    return [one for one in found if one.going]


def purge_event(event_id: UUID, *, only_look: bool = False) -> Purged:
    """The same at one event. The terms are judged by the calendar where the event was. Raises NotFound."""
    here = events.scope_of(event_id)
    today = clock.local(clock.now(), here.timezone).date()
    purposes = due(queries.event_terms(event_id), today)
    there = queries.going(event_id, purposes) if purposes else ()
    if there and not only_look:
        with atomic():
            writing.lock(event_id)
            there = queries.going(event_id, purposes)
            for purpose in dict.fromkeys(one.purpose for one in there):
                _go(event_id, purpose, sum(one.rows for one in there if one.purpose == purpose))
    return Purged(here.slug, event_id, there)


def _go(event_id: UUID, purpose: str, rows: int) -> None:
    only = frozenset({purpose})
    forget_event(event_id, only)
    record(Act("privacy.purged", "event", event_id, event_id, after={"purpose": purpose, "rows": rows}))


def set_term(event_id: UUID, purpose: str, days: int) -> None:
    """Keep the data of a purpose for so many days after the event; raises WrongTerm or NotFound."""
    if purpose not in PURPOSES or not 0 <= days <= LONGEST:
        raise WrongTerm(most=LONGEST)
    with atomic() as session:
        event = writing.lock(event_id)
        before = next(one.days for one in queries.event_terms(event_id) if one.purpose == purpose)
        if before == days:
            return
        held = session.get(Retention, (event_id, purpose)) or Retention(event_id=event_id, purpose=purpose)
        held.days = days
        session.add(held)
        event.version += 1  # the notice says how long
        session.flush()
        said = Act(
            "privacy.term-set", "event", event_id, event_id, before={purpose: before}, after={purpose: days}
        )
        record(said)

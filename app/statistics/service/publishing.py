"""Publishing figures for everybody, without personal data and with small counts hidden; and taking them back."""

from __future__ import annotations

from uuid import UUID

from app.audit.rules import Act
from app.audit.service import record
from app.events import queries as events
from app.kernel import clock
from app.kernel.db import atomic
from app.kernel.guard import actor
from app.statistics import queries
from app.statistics.models import StatisticsPublication
from app.statistics.rules import for_all, tables


def publish(event_id: UUID) -> StatisticsPublication:
    """Publish the figures of this moment: what is hidden is not even kept. NotFound."""
    now = clock.now()
    with atomic() as session:
        event = events.get_event(event_id)
        position = queries.position_now(event_id)
        shown = for_all(tables(queries.facts(event_id, position, now=now)))
        newest, who = queries.latest_publication(event_id), actor()
        made = StatisticsPublication(
            event_id=event_id, number=newest.number + 1 if newest else 1, as_of=now, published_at=now,
            published_by=who.id if who.kind == "user" else None, by=who.name, scans=position.scans,
            journal=position.journal, signatures=position.signatures, content=[one.plain() for one in shown],
        )  # fmt: skip
        session.add(made)
        about, after = event.title.pick("en"), {"version": made.number}
        record(Act("statistics.published", "event", event_id, event_id, about=about, after=after))
        return made


def withdraw(event_id: UUID) -> bool:
    """Take back what is published; False where nothing is. NotFound."""
    with atomic():
        event, shown = events.get_event(event_id), queries.find_publication(event_id)
        if shown is None:
            return False
        shown.withdrawn_at = clock.now()
        about, before = event.title.pick("en"), {"version": shown.number}
        record(Act("statistics.withdrawn", "event", event_id, event_id, about=about, before=before))
        return True

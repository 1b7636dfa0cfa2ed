"""The event's own facts, as the desk changes them: names, place, days, zone."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from app.agenda import queries, rules
from app.agenda.service.importing import write
from app.agenda.service.sessions import Stale
from app.audit.service import record
from app.events import service as events
from app.events.rules import EventFileFaults, EventPart
from app.kernel.db import atomic


def save_settings(event_id: UUID, typed: EventPart, seen: EventPart) -> None:
    """Save what was typed; sessions keep their day and hour, also in another zone. Shown to everyone at once.

    Raises Stale, EventFileFaults (a session on a day that is gone, say) or NotFound.
    """
    with atomic():
        event = events.lock(event_id)
        document = queries.document(event_id)
        if fields := rules.overtaken(seen, document.event, typed):
            raise Stale(fields, document.event, rules.combined(seen, document.event, typed))
        wanted = replace(document, event=typed)
        if faults := tuple(rules.check(wanted)):
            raise EventFileFaults(faults)
        old, new = rules.edits(document.event, typed)
        if old or new:
            write(event, wanted)
            record(events.about(event, "event.changed", before=old, after=new))

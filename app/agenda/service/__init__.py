"""The agenda's use cases: bringing event files in and out, moving a meeting, publishing."""

from __future__ import annotations

from uuid import UUID

from app.agenda import queries, rules
from app.agenda.service.importing import Report, import_document, move_event
from app.agenda.service.publishing import Published, publish

__all__ = ["Published", "Report", "export_document", "import_document", "move_event", "publish"]


def export_document(event_id: UUID) -> str:
    """The event file (TOML) that says this event, its draft included; importing it changes nothing."""
    return rules.dump(queries.document(event_id))

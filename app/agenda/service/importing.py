"""Event files into the database: created or merged, all in one transaction, journalled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, time
from enum import Enum
from math import isfinite
from typing import Any
from uuid import UUID

from app.agenda import queries, rules, signals
from app.agenda.rules import EventDocument, MergeResult
from app.agenda.service.publishing import publish as publish_agenda
from app.agenda.service.writing import write_programme
from app.audit.service import record
from app.events import queries as events
from app.events import service as event_service
from app.events.models import Event
from app.events.rules import Change, EventFileFaults, Fault, Gone, Kept
from app.kernel.db import atomic


@dataclass(frozen=True)
class Report:
    """What an import did: values taken from the file, values of the desk's that stayed, entries it lost.

    `missing` are texts that lack a language of the event; `version` is the number of the agenda's version
    that was published with it, None when none was.
    """

    event_id: UUID
    slug: str
    created: bool
    changes: tuple[Change, ...] = ()
    kept: tuple[Kept, ...] = ()
    gone: tuple[Gone, ...] = ()
    missing: tuple[Fault, ...] = ()
    version: int | None = None


def import_document(
    document: EventDocument, *, force: bool = False, prune: bool = False, publish: bool = False
) -> Report:
    """Create a document's event or update it; raises EventFileFaults or AddressTaken, changing nothing.

    What the desk changed since the last import stays unless `force`; sessions that the file no longer has
    stay unless `prune`, which cancels them. Nobody is shown a new event or a changed draft unless `publish`.
    """
    with atomic():
        known = events.find_event(document.event.slug)
        report = _create(document) if known is None else _update(known.id, document, force, prune)
        done = publish_agenda(report.event_id) if publish else None
        return replace(report, version=done.number if done else None)


def move_event(event_id: UUID, first: date) -> None:
    """Let the event begin on another day, its sessions at the same hours; shown with the next publication."""
    with atomic():
        event = event_service.lock(event_id)
        before = event.starts
        write(event, rules.move(queries.document(event_id), first))
        said = {"before": {"starts": before.isoformat()}, "after": {"starts": first.isoformat()}}
        record(event_service.about(event, "event.moved", **said))


def _create(document: EventDocument) -> Report:
    event = event_service.create(document.event)
    event.imported = rules.dump(document)
    write_programme(event, document)
    said = {"starts": event.starts.isoformat(), "sessions": len(document.sessions)}
    record(event_service.about(event, "event.imported", after=said))
    return Report(event.id, event.slug, created=True, missing=rules.missing_texts(document))


def _update(event_id: UUID, document: EventDocument, force: bool, prune: bool) -> Report:
    event = event_service.lock(event_id)
    mine = queries.document(event_id)
    result = rules.merge(rules.recall(event.imported), mine, document, force=force, prune=prune)
    if faults := tuple(rules.check(result.document)):
        raise EventFileFaults(faults)
    event.imported = rules.dump(result.base)
    if result.document != mine:
        write(event, result.document)
        record(event_service.about(event, "event.imported", **_said(result)))
        signals.changed_by_file.send(event_id=event.id)
    return Report(
        event.id, event.slug, created=False, changes=result.changes, kept=result.kept, gone=result.gone,
        missing=rules.missing_texts(result.document),
    )  # fmt: skip


def _said(result: MergeResult) -> dict[str, dict[str, Any]]:
    pruned = [f"{one.table}[{one.label}]" for one in result.gone if one.pruned]
    before = {one.key: _plain(one.before) for one in result.changes}
    after = {one.key: _plain(one.after) for one in result.changes}
    return {"before": before, "after": {**after, **({"pruned": pruned} if pruned else {})}}


def write(event: Event, document: EventDocument) -> None:
    """Make event and programme say what the document says, shown to everyone; inside atomic()."""
    event_service.write(event, document.event)
    write_programme(event, document)
    event.version += 1


def _plain(value: object) -> Any:
    """A value of a document as JSON, for the journal."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and not isfinite(value):
        return str(value)  # TOML knows inf and nan, JSON does not
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    return value

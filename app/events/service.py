"""Writing events: what an event file says of them, and their addresses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.exc import IntegrityError

from app.audit.rules import Act
from app.audit.service import record
from app.events import models, rules
from app.events.models import Event, EventAlias
from app.events.queries import ENTRIES, FUNDING, PLAIN, entry_part
from app.events.rules import EventPart, Funding
from app.kernel.db import atomic, broken_constraint, db
from app.kernel.errors import NotFound, Refusal
from app.kernel.i18n import N_, Text


class AddressTaken(Refusal):
    """Another event has this address, had it once, or the program needs it itself."""

    code = "address-taken"
    message = N_("The address “%(slug)s” is not free.")
    field = "slug"


def lock(event_id: UUID) -> Event:
    """The event, held until the commit so that two writers of it follow each other; raises NotFound."""
    query = select(Event).where(Event.id == event_id).with_for_update()
    event = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if event is None:
        raise NotFound
    return event


def rename(event_id: UUID, slug: str) -> None:
    """Give the event another address; the old one redirects for good. Raises AddressTaken."""
    with atomic():
        event = lock(event_id)
        before = event.slug
        _move_to(event, slug)
        if event.slug != before:
            event.version += 1
            record(about(event, "event.renamed", before={"slug": before}, after={"slug": slug}))


def about(event: Event, action: str, **said: Any) -> Act:
    """A journal line about an event, which it names by its English title where there is one."""
    title = event.title.pick("en", tuple(event.languages))
    return Act(action, "event", event.id, event_id=event.id, about=title, **said)


def create(part: EventPart) -> Event:
    """A new event as a file says it, not published; inside atomic(). Raises AddressTaken."""
    event = Event(slug="", extra={})
    write(event, part)
    db.session.add(event)
    try:
        db.session.flush()
    except IntegrityError as error:
        if broken_constraint(error) == "uq_event_slug":  # someone else was quicker
            raise AddressTaken(slug=part.slug) from error
        raise
    return event


def write(event: Event, part: EventPart) -> None:
    """Make the event's rows say what the part says; inside atomic(). Raises AddressTaken.

    Rows are kept wherever the part still has their entry: registrations point at categories and cities.
    """
    _move_to(event, part.slug)
    for name in PLAIN:
        setattr(event, name, getattr(part, name))
    event.languages = list(part.languages)
    event.network_countries = list(part.network_countries)
    event.objectives = [dict(said) for said in part.objectives]
    funding = part.funding or Funding(funder=Text(), statement=Text())
    for name in FUNDING:
        setattr(event, name, getattr(funding, name))
    packed = {"event": rules.pack_extra(part.extra), "funding": rules.pack_extra(funding.extra)}
    event.extra = {**event.extra, **packed}
    for kind, (name, part_kind) in LISTS.items():
        write_entries(getattr(event, name), getattr(part, name), kind, part_kind, ENTRIES[kind])


LISTS: dict[type[Any], tuple[str, type[Any]]] = {
    models.Organiser: ("organisers", rules.Organiser),
    models.Category: ("categories", rules.Category),
    models.Consent: ("consents", rules.Consent),
    models.City: ("cities", rules.City),
}


def write_entries(
    rows: list[Any], parts: Sequence[Any], make: Callable[[], Any], part_kind: type[Any], names: Sequence[str]
) -> None:
    """Make a list of rows say what the parts say; a row that other tables still need stays, last."""
    had, wanted = rules.align([entry_part(part_kind, row, names) for row in rows], parts)
    row_of = dict(zip(had, rows, strict=True))
    written = [_written(row_of.get(label) or make(), part, names) for label, part in wanted.items()]
    stuck = [row for label, row in row_of.items() if label not in wanted and not _removed(rows, row)]
    for position, row in enumerate([*written, *stuck]):
        row.position = position
    rows.extend(row for row in written if row not in rows)


def _written(row: Any, part: Any, names: Sequence[str]) -> Any:
    for name in names:
        setattr(row, name, getattr(part, name))
    row.extra = rules.pack_extra(part.extra)
    return row


def _removed(rows: list[Any], row: Any) -> bool:
    """Try to delete a row; False when a foreign key holds it."""
    try:
        with db.session.begin_nested():
            db.session.delete(row)
    except IntegrityError:
        return False
    rows.remove(row)
    return True


def _move_to(event: Event, slug: str) -> None:
    if slug == event.slug:
        return
    taken = select(Event.id).outerjoin(EventAlias, EventAlias.event_id == Event.id).where(
        or_(Event.slug == slug, EventAlias.slug == slug), Event.id != event.id
    )  # fmt: skip
    bad = not rules.is_slug(slug) or slug in rules.RESERVED_SLUGS
    with db.session.no_autoflush:
        if bad or db.session.execute(taken).first():
            raise AddressTaken(slug=slug)
    if event.slug:
        db.session.execute(delete(EventAlias).where(EventAlias.slug == slug))
        db.session.add(EventAlias(slug=event.slug, event_id=event.id))
    event.slug = slug

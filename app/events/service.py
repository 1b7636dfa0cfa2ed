"""Writing events: what an event file says of them, and their addresses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.exc import IntegrityError

from app.audit.rules import Act
from app.audit.service import record
from app.events import models, rules
from app.events.models import ConsentVersion, Event, EventAlias
from app.events.queries import ENTRIES, FUNDING, PLAIN, entry_part
from app.events.rules import EventPart, Funding
from app.kernel import clock
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
    keep_words(event)
    return event


def keep_words(event: Event) -> None:
    """Begin another version of each consent whose words or purpose changed; inside atomic()."""
    last: dict[str, ConsentVersion] = {}
    query = select(ConsentVersion).where(ConsentVersion.event_id == event.id)
    for one in db.session.scalars(query.order_by(ConsentVersion.number)):
        last[one.key] = one
    for consent in event.consents:
        before = last.get(consent.key)
        consent.purpose = consent.purpose or Text()
        if before and (before.text, before.purpose) == (consent.text, consent.purpose):
            consent.version = before.number
            continue
        consent.version = before.number + 1 if before else 1
        new = ConsentVersion(
            event_id=event.id, key=consent.key, number=consent.version, text=consent.text,
            purpose=consent.purpose, since=clock.now(),
        )  # fmt: skip
        db.session.add(new)


@dataclass(frozen=True)
class Words:
    """What a consent says, what it is for, and whether badges and lists mark who did not agree."""

    text: Text
    purpose: Text
    marked: bool


def say_consent(event_id: UUID, key: str, words: Words) -> None:
    """Change a consent at the desk; other words make another version, earlier answers keep theirs. Raises NotFound."""
    with atomic() as session:
        event = lock(event_id)
        consent = next((one for one in event.consents if one.key == key), None)
        if consent is None:
            raise NotFound
        before = Words(consent.text, consent.purpose, consent.marked)
        if before == words:
            return
        consent.text, consent.purpose, consent.marked = words.text, words.purpose, words.marked
        keep_words(event)
        event.version += 1
        session.flush()
        record(about(event, "consent.changed", after={"consent": key, "version": consent.version}))


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
    if event.id is not None:
        keep_words(event)


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

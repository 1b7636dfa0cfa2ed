"""Printing: a batch in the background, one badge at once, and the same sheets again; who was on them is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.audit.rules import Act
from app.audit.service import record
from app.badges import queries
from app.badges.exports import ROLLS
from app.badges.models import Badge, PrintedBadge, PrintRun
from app.badges.queries import Candidate, Choice
from app.badges.rules import Order
from app.badges.service.content import facts_of
from app.badges.service.drawing import draw
from app.batches import service as batches
from app.batches.models import Batch, BatchItem
from app.batches.rules import Skipped
from app.batches.service import File, Item
from app.events import queries as events
from app.events.service import lock
from app.kernel import clock, guard
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound, Refusal
from app.kernel.i18n import N_

KIND = "badges.print"


class NothingToPrint(Refusal):
    """Nobody is approved yet, or nobody fits what was asked for."""

    code = "nothing-to-print"
    message = N_("There is no badge to print.")


def print_all(event_id: UUID, stock: str, only: Collection[UUID] | None = None) -> bytes:
    """Every approved delegate's badge as PDF, by category and name; raises NothingToPrint or NotFound.

    `only` names the registrations whose badges are wanted.
    """
    return _at_once(event_id, Choice(registrations=None if only is None else frozenset(only)), stock, "")


def print_one(event_id: UUID, registration: UUID, stock: str = "", reason: str = "") -> bytes:
    """One badge as PDF that asks its viewer to print it, on the event's paper for that unless another is named;
    raises NothingToPrint or NotFound."""
    choice = Choice(registrations=frozenset({registration}))
    return _at_once(event_id, choice, stock or queries.single_paper(event_id), reason, at_once=True)


def _at_once(event_id: UUID, choice: Choice, stock: str, reason: str, *, at_once: bool = False) -> bytes:
    with atomic():
        found = _found(event_id, choice)
        run = _new_run(event_id, stock, choice.order, reason, at_once=at_once)
        db.session.add_all(_printed(run, number, one) for number, one in enumerate(found))
        db.session.flush()
        content = draw(run)
        run.sha256 = hashlib.sha256(content).digest()
        _journal(run, len(found))
        return content


Page = Callable[[UUID], str]
"""The desk's page of a printing, by its id: there the long work leads to."""


def begin(event_id: UUID, choice: Choice, stock: str, reason: str = "", then: Page = str) -> Batch:
    """Print a batch in the background, in the order asked for; raises NothingToPrint or NotFound."""
    with atomic():
        found = _found(event_id, choice)
        run = _new_run(event_id, stock, choice.order, reason)
        items = [
            Item(one.registration, _name(one), {"badge": str(one.badge), "shown": dict(one.shown)})
            for one in found
        ]
        return _begun(run, items, then)


def begin_blanks(event_id: UUID, made: Sequence[Badge], stock: str, then: Page = str) -> Batch:
    """Print blank badges that were just made, inside the transaction under way."""
    run = _new_run(event_id, stock, "category", "")
    items = [Item(value={"badge": str(badge.id), "shown": _blank_shown(badge)}) for badge in made]
    return _begun(run, items, then)


def _begun(run: PrintRun, items: Sequence[Item], then: Page) -> Batch:
    batch = batches.begin(KIND, run.event_id, items, then=then(run.id))
    run.batch_id = batch.id
    _journal(run, len(items))
    return batch


def _found(event_id: UUID, choice: Choice) -> list[Candidate]:
    events.get_event(event_id)
    found = queries.candidates(event_id, choice)
    if not found:
        raise NothingToPrint
    return found


def _new_run(event_id: UUID, stock: str, order: Order, reason: str, *, at_once: bool = False) -> PrintRun:
    paper, setup = queries.stock_named(event_id, stock), queries.setup(event_id)
    last = select(func.coalesce(func.max(PrintRun.number), 0)).where(PrintRun.event_id == event_id)
    duplex = "" if stock in ROLLS else setup.duplex
    lock(event_id)  # numbers without gaps, one printing after the other
    run = PrintRun(
        event_id=event_id, number=db.session.scalars(last).one() + 1, order=order, reason=reason.strip()[:300],
        stock={"name": stock, "format": asdict(paper.format), "grid": asdict(paper.grid)},
        printing={"duplex": duplex, "right": setup.right, "up": setup.up, "scale": setup.scale,
                  "at_once": at_once},
        facts=facts_of(event_id), made_at=clock.now(), made_by=guard.actor().name[:254],
    )  # fmt: skip
    db.session.add(run)
    db.session.flush()
    return run


def _printed(run: PrintRun, number: int, one: Candidate) -> PrintedBadge:
    return PrintedBadge(
        run_id=run.id,
        number=number,
        badge_id=one.badge,
        registration_id=one.registration,
        shown=dict(one.shown),
    )


def _journal(run: PrintRun, count: int) -> None:
    after = {"badges": count, "format": run.stock["name"], "number": run.number}
    record(Act("badges.printed", "event", run.event_id, run.event_id, after=after, reason=run.reason))


def _name(one: Candidate) -> str:
    return one.face.name_latin or one.face.name_ar


def _file(batch: Batch) -> File | None:
    """Draw the sheets once all places are known; comes again after a kill and then gives the same bytes."""
    run = queries.run_of_batch(batch.id)
    if run is None or not batch.done:
        return None
    content = draw(run)
    with atomic():
        run = db.session.merge(run)
        run.sha256 = hashlib.sha256(content).digest()
    slug = events.scope_of(run.event_id).slug
    packed = content.startswith(b"PK")
    ending, kind = ("zip", "application/zip") if packed else ("pdf", "application/pdf")
    return File(f"{slug}-badges-{run.number}.{ending}", kind, content)


@batches.long_work(KIND, N_("Printing badges"), permission="badges.print", size=200, finish=_file)
def _note(batch: Batch, item: BatchItem) -> Skipped | None:
    """Put one badge on the next place of the sheets, unless it ended meanwhile."""
    run = queries.run_of_batch(batch.id)
    badge = db.session.get(Badge, UUID(item.value["badge"]))
    if run is None or badge is None or badge.revoked_at is not None:
        return Skipped(N_("This badge is no longer valid."))
    db.session.add(
        PrintedBadge(
            run_id=run.id,
            number=batch.done,
            badge_id=badge.id,
            registration_id=badge.registration_id,
            shown=item.value["shown"],
        )
    )
    return None


def _blank_shown(badge: Badge) -> dict[str, Any]:
    category = badge.category
    if category is None:
        raise NotFound
    language = events.get_event(badge.event_id).languages[0]
    empty = dict.fromkeys(("name_ar", "name_latin", "honorific", "function", "country", "photo"), "")
    return {
        **empty, "language": language, "city": {}, "category": category.key, "mark": category.position,
        "category_name": dict(category.name), "colour": category.colour,
    }  # fmt: skip

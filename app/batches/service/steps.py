"""Doing long work: a step is a few items in one transaction, so that a kill undoes one step and no more.

Nothing is claimed: a step locks its work's row, takes the next items that wait and settles them together with what
was done for them. Whoever comes next, after a kill or at the same time, finds the rest.
"""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any
from uuid import UUID

from flask import g
from sqlalchemy import delete, select
from sqlalchemy.exc import OperationalError

from app.batches.models import Batch, BatchFile, BatchItem
from app.batches.rules import DONE, FAILED, KEPT, QUIET, RUNNING, TURN, UNDER_WAY, Skipped, after
from app.batches.service.beginning import TASK
from app.batches.service.kinds import File, Kind, find_kind
from app.kernel import clock, guard, jobs
from app.kernel.clock import Instant
from app.kernel.db import after_commit, atomic, db
from app.kernel.errors import Refusal
from app.kernel.guard import Actor
from app.kernel.i18n import N_, speaking

log = logging.getLogger(__name__)

CRASHED = N_("The program failed at this one. Tell the operator the time and this page’s address.")


def take_turn(batch_id: UUID) -> None:
    """Work for a short while, then ask for another turn, so that mails and other work have theirs."""
    if hurry(batch_id, TURN) and not jobs.stopping():
        jobs.enqueue(TASK, str(batch_id))


def hurry(batch_id: UUID, seconds: float) -> bool:
    """Do steps for so long, in this very process; True when some are left. Short work is then done at once."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and not jobs.stopping():
        if not _step(batch_id):
            return False
    return True


def touch(batch_id: UUID) -> None:
    """Say that a long end of a work is still under way, so that nobody takes it up a second time."""
    with atomic():
        batch = _locked(batch_id)
        if batch is not None:
            batch.touched_at = clock.now()


def resume(now: Instant) -> None:
    """Take up again what lost its worker."""
    with atomic() as session:
        lost = select(Batch.id).where(Batch.state.in_(UNDER_WAY), Batch.touched_at < now - QUIET)
        for ident in session.scalars(lost):
            after_commit(partial(jobs.enqueue, TASK, str(ident)))


def forget_old(now: Instant) -> None:
    """Delete what ended two weeks ago, with its faults and its file: they name people."""
    with atomic() as session:
        session.execute(delete(Batch).where(Batch.ended_at < now - KEPT))


def _step(batch_id: UUID) -> bool:
    """The next items, or the end; False when nothing is left to do here."""
    batch = _find(batch_id)
    if batch is None or batch.state not in UNDER_WAY:
        return False
    kind = find_kind(batch.kind)
    if kind is None:
        _end(batch_id, FAILED)
        return False
    with _as_begun(batch):
        try:
            return _do(batch_id, kind, kind.size) or _finish(batch_id, kind)
        except OperationalError:
            raise  # the database is busy or gone: nothing of the step was kept, and it comes again
        except Exception as error:  # noqa: BLE001 - whoever it was, the others must not suffer
            _report(batch, error)
    return _one_by_one(batch, kind)


def _one_by_one(batch: Batch, kind: Kind) -> bool:
    """The same items again, each in a transaction of its own: what is wrong then belongs to one of them."""
    for _turn in range(kind.size):
        with _as_begun(batch):
            try:
                if not _do(batch.id, kind, 1):
                    return True
            except OperationalError:
                raise
            except Exception as error:  # noqa: BLE001 - it is this item's fault now, and told there
                _blame(batch.id, error)
    return True


def _do(batch_id: UUID, kind: Kind, most: int) -> bool:
    """Settle the next items in one transaction; False when none waits."""
    with atomic():
        batch, items = _locked(batch_id), _waiting(batch_id, most)
        if batch is None or not items:
            return False
        if batch.state != RUNNING:
            batch.state = after("start", batch.state)
        batch.touched_at = clock.now()
        for item in items:
            outcome = kind.handler(batch, item)
            item.state = "skipped" if outcome else "done"
            item.fault = _told(outcome) if outcome else None
            _count(batch, item.state)
    return True


def _finish(batch_id: UUID, kind: Kind) -> bool:
    """What comes after the last item; always False, as nothing is left."""
    batch = _find(batch_id)
    if batch is None or batch.state not in UNDER_WAY:  # cancelled meanwhile
        return False
    try:
        made = kind.finish(batch) if kind.finish else None
    except Exception as error:  # noqa: BLE001 - a file that cannot be made must not be tried for ever
        _report(batch, error)
        _blame_end(batch.id, error)
        _end(batch.id, FAILED)
    else:
        _end(batch.id, DONE, made)
    return False


def _end(batch_id: UUID, state: str, made: File | None = None) -> None:
    with atomic() as session:
        batch = _locked(batch_id)
        if batch is None:
            return
        batch.state = after("finish" if state == DONE else "fail", batch.state)
        batch.ended_at = batch.touched_at = clock.now()
        if made is not None:
            session.add(
                BatchFile(
                    batch_id=batch.id,
                    name=made.name,
                    mimetype=made.mimetype,
                    size=len(made.content),
                    content=made.content,
                )
            )


def _blame(batch_id: UUID, error: Exception) -> None:
    """Write the fault to the item that has it, the first that waits."""
    with atomic():
        batch = _locked(batch_id)
        item = next(iter(_waiting(batch_id, 1)), None)
        if batch is None or item is None:
            return
        item.state = "failed"
        item.fault = _told(error) if isinstance(error, Refusal) else {"message": CRASHED, "params": {}}
        _count(batch, item.state)
        batch.touched_at = clock.now()


def _blame_end(batch_id: UUID, error: Exception) -> None:
    """Tell beside the last item why what comes after it was refused."""
    if not isinstance(error, Refusal):
        return
    with atomic() as session:
        batch, last = _locked(batch_id), select(BatchItem).where(BatchItem.batch_id == batch_id)
        item = session.scalars(last.order_by(BatchItem.number.desc()).limit(1)).one_or_none()
        if batch is not None and item is not None and item.state == "done":
            item.state, item.fault = "failed", _told(error)
            batch.done, batch.failed = batch.done - 1, batch.failed + 1


def _find(batch_id: UUID) -> Batch | None:
    """The work as it is now, read without a lock; a copy that no session watches."""
    db.session.rollback()
    query = select(Batch).where(Batch.id == batch_id).execution_options(populate_existing=True)
    found = db.session.scalars(query).one_or_none()
    if found is not None:
        db.session.expunge(found)
    return found


def _locked(batch_id: UUID) -> Batch | None:
    """The work, locked, unless it was cancelled or ended meanwhile."""
    query = select(Batch).where(Batch.id == batch_id, Batch.state.in_(UNDER_WAY)).with_for_update()
    return db.session.scalars(query).one_or_none()


def _waiting(batch_id: UUID, most: int) -> Sequence[BatchItem]:
    query = select(BatchItem).where(BatchItem.batch_id == batch_id, BatchItem.state == "waiting")
    return db.session.scalars(query.order_by(BatchItem.number).limit(most)).all()


def _count(batch: Batch, state: str) -> None:
    setattr(batch, state, getattr(batch, state) + 1)


def _told(said: Skipped | Refusal) -> dict[str, Any]:
    plain = {
        name: value if isinstance(value, int | float) else str(value) for name, value in said.params.items()
    }
    return {"message": said.message, "params": plain}


@contextmanager
def _as_begun(batch: Batch) -> Iterator[None]:
    """Act as whoever began the work, in their language; the journal names them."""
    before = g.get("actor")
    guard.act_as(Actor(batch.actor_kind, batch.actor_id, batch.actor_name))
    try:
        with speaking(batch.language):
            yield
    finally:
        g.pop("actor") if before is None else guard.act_as(before)


def _report(batch: Batch, error: Exception) -> None:
    """Class and place of an error for the log; its text may name a person."""
    if isinstance(error, Refusal):
        return
    place = traceback.extract_tb(error.__traceback__)[-1]
    log.error("long work %s: %s in %s:%s", batch.id, type(error).__name__, place.filename, place.lineno)

"""Long work: begun with its act, done in steps, each item once, whatever happens to the worker."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select, update

from app.audit import queries as journal
from app.batches import jobs, queries, service
from app.batches.models import Batch, BatchFile, BatchItem
from app.batches.rules import KEPT, AlreadyEnded
from app.batches.service import File, kinds
from app.kernel import clock
from app.kernel import jobs as kernel_jobs
from app.kernel.db import atomic
from tests.batches.conftest import begun, read
from tests.batches.worker import handle
from tests.conftest import SECRET
from tests.support.keeper import ROOT, wait_until
from tests.support.server import environment_for


def stamped(event_id: UUID) -> Counter[int]:
    """How often each item was done, by the journal."""
    entries = journal.entries(journal.Filter(event_id, action="stamped"), 10_000)
    return Counter(entry.content["after"]["number"] for entry in entries if entry.content)


def test_each_item_is_done_once_and_what_is_wrong_stays_with_its_item(db: SQLAlchemy, event_id: UUID) -> None:
    batch_id = begun(event_id, [1, 2, 3, 13, 5, 666, *range(7, 13)])
    assert not service.hurry(batch_id, 60)
    batch = read(event_id, batch_id)
    assert (batch.state, batch.done, batch.skipped, batch.failed) == ("done", 6, 4, 2)
    assert set(stamped(event_id).values()) == {1}
    assert not {13, 666} & set(stamped(event_id))
    said = {item.label: item.fault for item in queries.troubles(batch, "failed").items}
    assert said["No. 13"] == {"message": "Number %(number)s brings no luck.", "params": {"number": 13}}
    assert said["No. 666"]["message"].startswith("The program failed")


def test_work_is_begun_with_its_act_or_not_at_all(db: SQLAlchemy, event_id: UUID) -> None:
    def act() -> None:
        with atomic():
            service.begin("stamp", event_id, [service.Item()])
            raise ZeroDivisionError

    kernel_jobs.queue().flush()  # what the meeting's own publication asked for
    with pytest.raises(ZeroDivisionError):
        act()
    assert not queries.recent(event_id)
    assert kernel_jobs.waiting() == 0


def test_a_worker_takes_it_up_by_itself(app: Flask, db: SQLAlchemy, event_id: UUID) -> None:
    worker = kernel_jobs.start_worker(app)
    batch_id = begun(event_id, list(range(12)))
    wait_until(lambda: read(event_id, batch_id).state == "done", "the end of the work", 30)
    worker.stop()
    assert sum(stamped(event_id).values()) == 12


@pytest.mark.parametrize("kills", [3, pytest.param(60, marks=pytest.mark.proof)])
def test_killed_anywhere_it_goes_on_and_doubles_nothing(
    app: Flask, db: SQLAlchemy, event_id: UUID, kills: int
) -> None:
    total = 40 * (kills + 1)  # more than a worker does between its first step and its end
    batch_id = begun(event_id, list(range(1, 2 * total, 2)), pause="")
    with atomic() as session:
        session.execute(update(BatchItem).values(value={"number": 0, "pause": 0.01}))
        for item in session.scalars(select(BatchItem)):
            item.value = {"number": item.number * 2 + 101, "pause": 0.01}
    config, before = app.config["CONFIG"], 0
    settings = {"DATABASE_URL": config.database_url, "SECRET_KEY": SECRET}
    for _ in range(kills):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.batches.worker", str(batch_id)],
            cwd=ROOT,
            env=environment_for(config.instance, 0, settings),
        )
        wait_until(lambda: read(event_id, batch_id).done > before, "a step", 60)  # noqa: B023
        process.kill()
        process.wait()
        before = read(event_id, batch_id).done
        assert sum(stamped(event_id).values()) == before
    assert not service.hurry(batch_id, 120)
    assert read(event_id, batch_id).done == total
    assert set(stamped(event_id).values()) == {1}
    assert len(stamped(event_id)) == total


def test_cancelled_work_keeps_what_was_done_and_does_no_more(db: SQLAlchemy, event_id: UUID) -> None:
    batch_id = begun(event_id, list(range(1, 40, 2)))
    service.hurry(batch_id, 0)
    batch = service.cancel(event_id, batch_id)
    assert batch.state == "cancelled"
    assert not service.hurry(batch_id, 5)
    assert read(event_id, batch_id).progress.settled == sum(stamped(event_id).values())
    with pytest.raises(AlreadyEnded):
        service.cancel(event_id, batch_id)


def test_what_lost_its_worker_is_taken_up_again(db: SQLAlchemy, event_id: UUID) -> None:
    batch_id = begun(event_id, [1])
    kernel_jobs.queue().flush()
    service.resume(clock.now())
    assert kernel_jobs.waiting() == 0
    service.resume(clock.instant(clock.now() + timedelta(minutes=1)))
    assert kernel_jobs.waiting() == 1
    jobs.turn(str(batch_id))
    assert read(event_id, batch_id).state == "done"


def test_what_was_made_is_kept_for_two_weeks(db: SQLAlchemy, event_id: UUID) -> None:
    finish = lambda batch: File("list.txt", "text/plain", b"made")  # noqa: E731
    service.long_work("made", "Made", permission="delegates.view", finish=finish)(handle)
    with atomic():
        batch_id = service.begin("made", event_id, []).id
    assert not service.hurry(batch_id, 5)
    found = queries.find_file(batch_id)
    assert found is not None
    assert (found.content, found.size) == (b"made", 4)
    service.forget_old(clock.instant(clock.now() + KEPT - timedelta(hours=1)))
    assert db.session.scalar(select(func.count()).select_from(BatchFile)) == 1
    service.forget_old(clock.instant(clock.now() + KEPT + timedelta(hours=1)))
    assert not db.session.scalar(select(func.count()).select_from(BatchFile))
    assert not db.session.scalar(select(func.count()).select_from(Batch))


def test_a_file_that_cannot_be_made_ends_the_work_as_failed(db: SQLAlchemy, event_id: UUID) -> None:
    def finish(batch: Batch) -> File:
        raise ZeroDivisionError

    service.long_work("broken", "Broken", permission="delegates.view", finish=finish)(handle)
    with atomic():
        batch_id = service.begin("broken", event_id, []).id
    assert not service.hurry(batch_id, 5)
    assert read(event_id, batch_id).state == "failed"
    assert kinds.find_kind("broken") is not None

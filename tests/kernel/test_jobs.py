"""Background work on both queues: named tasks, the minute's sweep, and a worker that is a good guest."""

from __future__ import annotations

import pickle
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, current_app

from app.kernel import jobs
from tests.conftest import make_app
from tests.support.keeper import wait_until


@pytest.fixture(params=["sqlite", "redis"])
def queued(request: pytest.FixtureRequest, tmp_path: Path) -> Flask:
    """An application on each queue in turn; its database is never asked."""
    settings = {"redis_url": request.getfixturevalue("redis_url")} if request.param == "redis" else {}
    return make_app(tmp_path, f"sqlite:///{tmp_path / 'unused.db'}", **settings)


@pytest.fixture(autouse=True)
def own_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks registered by a test are gone after it."""
    monkeypatch.setattr(jobs, "_tasks", {})
    monkeypatch.setattr(jobs, "_every_minute", [])


@pytest.fixture
def working(queued: Flask) -> Iterator[Flask]:
    """The application with a worker of two threads."""
    worker = jobs.start_worker(queued, threads=2)
    yield queued
    worker.stop()


def test_a_task_runs_inside_the_application_with_its_arguments(queued: Flask) -> None:
    seen: list[tuple[str, int]] = []
    jobs.task("greet")(lambda name, times: seen.append((current_app.name + name, times)))
    with queued.app_context():
        jobs.enqueue("greet", "-guest", 2)
        assert jobs.waiting() == 1
        assert seen == []
    worker = jobs.start_worker(queued)
    wait_until(lambda: bool(seen), "the task")
    worker.stop()
    assert seen == [("app-guest", 2)]


def test_the_sweep_runs_at_once_and_a_broken_task_stops_no_other(working: Flask) -> None:
    done = threading.Event()

    def break_down() -> None:
        raise ValueError

    jobs.task("broken", every_minute=True)(break_down)
    jobs.task("sound", every_minute=True)(done.set)
    with working.app_context():
        sweep = next(one for one in jobs.queue()._registry.periodic_tasks if one.name == "sweep")
        jobs.queue().enqueue(sweep)
    assert done.wait(15)


def test_a_task_registered_twice_is_swept_once() -> None:
    for _ in range(2):
        jobs.task("again", every_minute=True)(lambda: None)
    assert jobs._every_minute == ["again"]


def test_a_worker_in_a_server_leaves_its_signals_alone(queued: Flask) -> None:
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)]
    worker = jobs.start_worker(queued)
    assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)] == before
    worker.stop()


def test_a_stop_lets_the_task_under_way_end_and_tells_it_to_hurry(queued: Flask) -> None:
    began, said = threading.Event(), []

    def work() -> None:
        began.set()
        wait_until(jobs.stopping, "the word to stop")
        said.append("ended well")

    jobs.task("work")(work)
    with queued.app_context():
        jobs.enqueue("work")
    worker = jobs.start_worker(queued)
    assert began.wait(15)
    worker.stop()
    assert said == ["ended well"]


def test_nothing_is_stopping_where_no_worker_runs(queued: Flask) -> None:
    with queued.app_context():
        assert not jobs.stopping()


def test_a_message_that_this_installation_did_not_write_is_not_run(queued: Flask) -> None:
    with queued.app_context():
        jobs.queue().storage.enqueue(pickle.dumps("not ours"))
        with pytest.raises(ValueError, match=r"Separator|Signature"):
            jobs.queue().dequeue()

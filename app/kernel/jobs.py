"""Background work: huey, kept in SQLite beside the database or in Redis; tasks are named functions.

What must not be lost stands in a table of its own (the outbox, for mail): a task is only a nudge to look there.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from flask import Flask, current_app
from huey import RedisHuey, SqliteHuey, crontab
from huey.api import Huey

log = logging.getLogger(__name__)

_tasks: dict[str, Callable[..., None]] = {}
_every_minute: list[str] = []


def task(name: str, *, every_minute: bool = False) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as a task under a stable name; `every_minute` also runs it by the clock, as a safety net."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        _tasks[name] = function
        if every_minute and name not in _every_minute:
            _every_minute.append(name)
        return function

    return register


def enqueue(name: str, *arguments: Any) -> None:
    """Ask for a task soon; arguments are plain values. Call it through `after_commit`."""
    current_app.extensions["enqueue"](name, *arguments)


def queue() -> Huey:
    """The queue of the current application."""
    queue: Huey = current_app.extensions["huey"]
    return queue


def waiting() -> int:
    """How many tasks wait; raises the queue's own error when it cannot be reached."""
    return int(queue().pending_count())


def start_worker(app: Flask, threads: int = 1) -> Any:
    """Run the queue in threads of this process; returns the consumer, whose stop() ends it."""
    consumer = app.extensions["huey"].create_consumer(workers=threads, worker_type="thread", check_worker_health=False)
    consumer.start()
    return consumer


def init_app(app: Flask) -> None:
    """Open the queue and teach it to run tasks inside the application's context."""
    huey = _open(app)

    def run(name: str, *arguments: Any) -> None:
        with app.app_context():
            _tasks[name](*arguments)

    def sweep() -> None:
        for name in _every_minute:
            run(name)

    app.extensions["huey"] = huey
    app.extensions["enqueue"] = huey.task(name="run")(run)
    huey.periodic_task(crontab(minute="*"), name="sweep")(sweep)


def _open(app: Flask) -> Huey:
    if app.config["REDIS_URL"]:
        return RedisHuey("multaqa", url=app.config["REDIS_URL"], results=False)
    return SqliteHuey("multaqa", filename=str(app.config["CONFIG"].instance / "jobs.db"), results=False)

"""Background work: huey, kept in SQLite beside the database or in Redis; tasks are named functions.

What must not be lost stands in a table of its own (mail in its outbox): a task is only a nudge to look there.
"""

from __future__ import annotations

from collections.abc import Callable
from hmac import compare_digest
from typing import Any

from flask import Flask, current_app
from huey import RedisHuey, SqliteHuey, crontab
from huey.api import Huey
from huey.consumer import Consumer
from huey.serializer import SignedSerializer

_tasks: dict[str, Callable[..., None]] = {}
_every_minute: list[str] = []

POLLS = {"max_delay": 1.0}  # seconds between looks into an idle SQLite queue; Redis wakes its workers itself
PATIENCE = 10  # seconds that a stop waits for the task under way


def task(name: str, *, every_minute: bool = False) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as a task under a stable name; `every_minute` also runs it by the clock.

    Several workers may run the same task at once: what it does must bear that.
    """

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


def stopping() -> bool:
    """True in a worker that was told to stop: a long task then ends between two of its steps."""
    worker = current_app.extensions.get("worker")
    return worker is not None and worker.stop_flag.is_set()


class _Guest(Consumer):  # type: ignore[misc] # huey has no types
    """A worker in the process of a server, whose signals it leaves alone."""

    def _set_signal_handlers(self) -> None:
        pass

    def stop(self, graceful: bool = True) -> None:
        super().stop(graceful)


def start_worker(app: Flask, threads: int = 1) -> Consumer:
    """Run the queue in threads of this process; its stop() lets the task under way come to a good end."""
    worker = _Guest(app.extensions["huey"], workers=threads, shutdown_timeout=PATIENCE, **POLLS)
    app.extensions["worker"] = worker
    worker.start()
    return worker


def run_worker(app: Flask, threads: int = 1) -> None:
    """Run the queue until this process is told to end (SIGTERM); the task under way comes to a good end."""
    huey: Huey = app.extensions["huey"]
    worker = huey.create_consumer(workers=threads, shutdown_timeout=PATIENCE, graceful_signal="TERM", **POLLS)
    app.extensions["worker"] = worker
    worker.run()


def let_go(app: Flask) -> None:
    """Close this thread's line to the queue, which must not be carried into a forked process."""
    app.extensions["huey"].storage.close()


class _Signed(SignedSerializer):  # type: ignore[misc] # huey has no types
    """Signs with the current key and reads what any configured key has signed: tasks outlive a rotation."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__(secret=keys[0])
        self.older = tuple(SignedSerializer(secret=key) for key in keys[1:])

    def _deserialize(self, data: bytes) -> Any:
        for one in self.older:
            if compare_digest(
                data.rpartition(one.separator)[2], one._signature(data.rpartition(one.separator)[0])
            ):
                return one._deserialize(data)
        return super()._deserialize(data)


def init_app(app: Flask) -> None:
    """Open the queue and teach it to run tasks inside the application's context."""
    huey = _open(app)

    def run(name: str, *arguments: Any) -> None:
        with app.app_context():
            _tasks[name](*arguments)

    def sweep() -> None:
        for name in _every_minute:  # one by one through the queue, so that a broken task stops no other
            app.extensions["enqueue"](name)

    app.extensions["huey"] = huey
    app.extensions["enqueue"] = huey.task(name="run")(run)
    huey.periodic_task(crontab(minute="*"), name="sweep")(sweep)


def _open(app: Flask) -> Huey:
    # Tasks are pickled: who can write to the queue but does not know the key must not run code here.
    settings = {"results": False, "serializer": _Signed(app.config["SECRET_KEYS"])}
    if app.config["REDIS_URL"]:
        return RedisHuey("multaqa", url=app.config["REDIS_URL"], **settings)
    # A task is a nudge, so the queue need not wait for the disk: what a power cut takes is found again by the clock.
    return SqliteHuey(
        "multaqa", filename=str(app.config["CONFIG"].instance / "jobs.db"), fsync=False, **settings
    )

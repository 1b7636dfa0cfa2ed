"""Group commit: one thread does all the work that waits in one transaction, so that one flush to disk serves many.

On SQLite a commit costs a flush whatever it holds, and two writers only wait for each other; measured in
docs/adr/0004-one-writer-for-scans.md.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Generic, TypeVar

from flask import Flask

Job = TypeVar("Job")
Answer = TypeVar("Answer")

MOST = 64  # jobs in one transaction


class GroupWriter(Generic[Job, Answer]):
    """Hands waiting jobs together to `handle`, which does them in one transaction and answers in the same order."""

    def __init__(self, app: Flask, handle: Callable[[Sequence[Job]], list[Answer]]) -> None:
        """Remember what to do; the thread starts with the first job, so that a forked process has its own."""
        self._app, self._handle = app, handle
        self._waiting: queue.SimpleQueue[tuple[Job, Future[Answer]] | None] = queue.SimpleQueue()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def submit(self, job: Job) -> Answer:
        """Wait until the job is safely stored and give its answer; raises what `handle` raised for it."""
        if self._thread is None:
            self._start()
        future: Future[Answer] = Future()
        self._waiting.put((job, future))
        return future.result()

    def close(self) -> None:
        """Let the thread end once all that waits is done."""
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join()

    def _start(self) -> None:
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="group-writer", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while (first := self._waiting.get()) is not None:
            taken = [first]
            while len(taken) < MOST and not self._waiting.empty():
                following = self._waiting.get()
                if following is None:  # asked to close: this batch is the last
                    self._do(taken)
                    return
                taken.append(following)
            self._do(taken)

    def _do(self, taken: list[tuple[Job, Future[Answer]]]) -> None:
        try:
            answers = self._in_context([job for job, _ in taken])
        except Exception as error:  # noqa: BLE001 - whatever it is, the one who waits must hear of it
            if len(taken) > 1:  # one bad job must not spoil its neighbours: each again by itself
                for one in taken:
                    self._do([one])
                return
            taken[0][1].set_exception(error)
            return
        for (_, future), answer in zip(taken, answers, strict=True):
            future.set_result(answer)

    def _in_context(self, jobs: Sequence[Job]) -> list[Answer]:
        with self._app.app_context():
            return self._handle(jobs)

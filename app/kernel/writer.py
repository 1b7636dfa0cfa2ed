"""Group commit: one thread does all the work that waits in one transaction, so that one flush to disk serves many.

On SQLite a commit costs a flush whatever it holds, and two writers only wait for each other; measured in
docs/adr/0004-one-writer-for-scans.md.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Generic, TypeVar

from flask import Flask

Job = TypeVar("Job")
Answer = TypeVar("Answer")

MOST = 64  # jobs in one transaction
PATIENCE = 0.002  # seconds that a batch waits until it is as large as the one before


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
        if self._thread is None or not self._thread.is_alive():
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
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="group-writer", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        size = 1
        while taken := self._batch(size):
            self._do(taken)
            size = len(taken)

    def _batch(self, size: int) -> list[tuple[Job, Future[Answer]]]:
        """What waits, or comes soon: those who were answered together come back together. [] when asked to close."""
        taken: list[tuple[Job, Future[Answer]]] = []
        following, end = self._waiting.get(), time.monotonic() + PATIENCE
        while following is not None:
            taken.append(following)
            if len(taken) == MOST:
                return taken
            try:
                patience = max(0.0, end - time.monotonic()) if len(taken) < size else 0.0
                following = self._waiting.get(timeout=patience)
            except queue.Empty:
                return taken
        if taken:
            self._waiting.put(None)  # this batch is the last but for what came meanwhile
        return taken

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

"""Counters of rate limits in memory: they count in moving windows, and start no thread at each count."""

from __future__ import annotations

import threading
import time

import pytest
from flask import Flask

from app.kernel import guard
from tests.support.keeper import wait_until


def test_counting_starts_no_thread_at_each_count(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[threading.Timer] = []
    begin = threading.Timer.start
    monkeypatch.setattr(threading.Timer, "start", lambda timer: (started.append(timer), begin(timer)))
    with sqlite_app.app_context():
        for number in range(50):
            assert guard.count("test", str(number), "1/minute")
            time.sleep(0.001)
        assert not guard.count("test", "0", "1/minute")
    assert len(started) <= 1


def test_what_is_over_is_let_go(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        kept = guard._limiter().storage
        guard.count("test", "somebody", "1/second")
        assert kept.events
        time.sleep(1.05)
        kept._next = 0.0  # ten seconds later
        guard.count("test", "another", "1/minute")
        wait_until(lambda: sum(map(len, list(kept.events.values()))) == 1, "the clearing of what is over")

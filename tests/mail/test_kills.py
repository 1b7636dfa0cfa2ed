"""Workers side by side, and workers that are killed: no mail is lost, and none is sent twice without need."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select, update

from app.kernel import clock
from app.kernel.db import atomic
from app.mail import service
from app.mail.models import OutboxMail
from tests.conftest import SECRET
from tests.mail.conftest import queue_many, queued, read
from tests.support.keeper import ROOT, wait_until
from tests.support.server import environment_for
from tests.support.smtp import Mailbox


@contextmanager
def worker(app: Flask, mailbox: Mailbox, how: str) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """A worker in a process of its own on the application's database, and the mark it leaves when it composes."""
    config = app.config["CONFIG"]
    mark = config.instance / "composing"
    mark.unlink(missing_ok=True)
    settings = {
        "DATABASE_URL": config.database_url, "SECRET_KEY": SECRET, "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(mailbox.port), "SMTP_SENDER": "post@example.org",
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.mail.worker", str(mark), how],
        cwd=ROOT,
        env=environment_for(config.instance, 0, settings),
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process, mark
    finally:
        process.kill()
        process.wait()


def five_minutes_pass() -> None:
    """Let the claims of killed workers end."""
    with atomic() as session:
        claimed = update(OutboxMail).where(OutboxMail.state == "sending")
        session.execute(claimed.values(next_at=clock.now() - timedelta(seconds=1)))


def count(db: SQLAlchemy, state: str) -> int:
    """Rows in a state, as others see them now."""
    db.session.rollback()
    return db.session.scalars(select(func.count()).where(OutboxMail.state == state)).one()


def arrivals(mailbox: Mailbox) -> Counter[str]:
    """How often each mail arrived."""
    return Counter(str(mail["Message-ID"]) for mail in mailbox.mails)


def test_a_worker_killed_before_the_dialogue_costs_no_mail_and_doubles_none(
    db: SQLAlchemy, app: Flask, mailbox: Mailbox
) -> None:
    mail_id = queued(number=1)
    with worker(app, mailbox, "stuck") as (process, mark):
        wait_until(mark.exists, "the composing of the mail", 60)
        assert read(db, mail_id).state == "sending"
        process.kill()
        process.wait()
    assert not mailbox.mails
    five_minutes_pass()
    with worker(app, mailbox, "quick"):
        wait_until(lambda: count(db, "sent") == 1, "the delivery", 60)
    assert len(mailbox.mails) == 1
    assert read(db, mail_id).attempts == 2


@pytest.mark.parametrize("kills", [2, pytest.param(50, marks=pytest.mark.proof)])
def test_a_worker_killed_anywhere_in_a_batch_loses_no_mail(
    db: SQLAlchemy, app: Flask, mailbox: Mailbox, kills: int
) -> None:
    total, chance = 20 + kills * 10, random.Random(kills)
    queue_many(total)
    for _ in range(kills):
        enough = len(mailbox.mails) + chance.randint(1, 10)
        with worker(app, mailbox, "quick") as (process, _mark):
            mailbox.wait(enough, 60)
            process.kill()
            process.wait()
        five_minutes_pass()
    with worker(app, mailbox, "quick"):
        wait_until(lambda: count(db, "sent") == total, "the delivery of all", 60)
    arrived = arrivals(mailbox)
    assert len(arrived) == total
    # A kill between the server's yes and our note doubles the one mail under way, never another.
    assert arrived.total() - total <= kills


def test_a_worker_told_to_end_finishes_its_mail_and_leaves_the_rest(
    db: SQLAlchemy, app: Flask, mailbox: Mailbox
) -> None:
    queue_many(100)
    with worker(app, mailbox, "slow") as (process, _mark):
        mailbox.wait(3, 60)
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0
    assert count(db, "sending") == 0
    assert count(db, "sent") == len(mailbox.mails) < 100
    assert max(arrivals(mailbox).values()) == 1


@pytest.mark.usefixtures("server")
def test_workers_side_by_side_send_each_mail_once(db: SQLAlchemy, app: Flask, mailbox: Mailbox) -> None:
    total = 40
    queue_many(total)
    together = threading.Barrier(4)

    def work(_number: int) -> None:
        with app.app_context():
            together.wait()
            service.deliver_due(clock.now())

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(4)))
    assert count(db, "sent") == total
    assert len(arrivals(mailbox)) == total == len(mailbox.mails)

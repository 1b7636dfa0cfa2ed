"""What goes into the outbox, and what goes into it again."""

from __future__ import annotations

from uuid import uuid4

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from app.audit import queries as journal
from app.kernel import jobs
from app.kernel.db import atomic
from app.kernel.errors import NotFound
from app.mail import service
from app.mail.models import OutboxMail
from tests.mail.conftest import EVENT, deliver, queued, read
from tests.support.smtp import Mailbox


def test_a_mail_of_an_act_that_failed_never_leaves(db: SQLAlchemy, server: Mailbox) -> None:
    def fail() -> None:
        with atomic():
            service.queue("hello", event_id=None, subject_id=None, to="a@example.org", language="fr")
            raise ValueError("the act failed")

    with pytest.raises(ValueError, match="the act failed"):
        fail()
    deliver()
    assert not server.mails
    assert not db.session.scalars(select(OutboxMail)).all()
    assert jobs.waiting() == 0


def test_many_mails_of_one_act_are_one_nudge(db: SQLAlchemy) -> None:
    with atomic():
        for number in range(20):
            service.queue("hello", event_id=None, subject_id=None, to=f"{number}@example.org", language="fr")
    assert jobs.waiting() == 1


def test_queueing_needs_a_transaction(db: SQLAlchemy) -> None:
    with pytest.raises(RuntimeError, match="atomic"):
        service.queue("hello", event_id=None, subject_id=None, to="a@example.org", language="fr")


def test_a_refused_mail_has_failed_and_leaves_when_it_is_sent_again(db: SQLAlchemy, server: Mailbox) -> None:
    mail_id, other = queued(), queued("second@example.mr")
    server.answers = ["550 5.1.1 nobody here"]
    deliver()
    row = read(db, mail_id)
    assert (row.state, row.error) == ("failed", "refused: 550 5.1.1 nobody here")
    assert read(db, other).state == "sent"
    assert service.resend(EVENT, mail_id).id == mail_id
    deliver()
    assert read(db, mail_id).state == "sent"
    assert [mail["To"] for mail in server.mails] == ["second@example.mr", "amina@example.mr"]
    (entry,) = journal.entries(journal.Filter(EVENT))
    assert (entry.action, entry.subject_id) == ("mail.resent", row.subject_id)
    assert entry.content is not None
    assert entry.content["before"] == {"state": "failed"}


def test_a_mail_that_was_sent_goes_out_again_under_a_new_id(db: SQLAlchemy, server: Mailbox) -> None:
    mail_id = queued(number=3)
    deliver()
    again = service.resend(EVENT, mail_id).id
    deliver()
    assert [mail["Message-ID"] for mail in server.mails] == [
        f"<{one}@multaqa.example>" for one in (mail_id, again)
    ]
    assert server.mails[0]["Subject"] == server.mails[1]["Subject"]


def test_a_mail_on_its_way_or_of_another_event_is_not_sent_again(db: SQLAlchemy) -> None:
    mail_id = queued()
    with pytest.raises(service.NotResendable):
        service.resend(EVENT, mail_id)
    with pytest.raises(NotFound):
        service.resend(uuid4(), mail_id)


def test_all_failed_mails_leave_after_the_server_was_mended(db: SQLAlchemy, server: Mailbox) -> None:
    for number in range(3):
        queued(f"{number}@example.mr")
    server.answers = ["550 no"] * 3
    deliver()
    assert service.resend_all(EVENT, "failed") == 3
    deliver()
    assert len(server.mails) == 3
    assert service.resend_all(EVENT, "failed") == 0
    with pytest.raises(service.NotResendable):
        service.resend_all(EVENT, "sent")

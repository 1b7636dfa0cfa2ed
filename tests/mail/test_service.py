"""The outbox on both databases before a real SMTP server: sent, put off, failed, kept, sent again."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.kernel import clock
from app.kernel.clock import Instant
from app.kernel.db import atomic
from app.mail import service
from app.mail.models import OutboxMail
from app.mail.rules import MOST_ATTEMPTS, Composed, Letterhead
from tests.mail.conftest import ARABIC, EVENT, deliver, queued, read
from tests.support.keeper import free_port
from tests.support.smtp import Mailbox, text_of


def after(minutes: int) -> Instant:
    """A moment later, as the clock will show it."""
    return Instant(clock.now() + timedelta(minutes=minutes))


def test_a_mail_arrives_whole_in_its_language_and_is_noted(db: SQLAlchemy, server: Mailbox) -> None:
    mail_id = queued(number=7)
    deliver()
    (mail,) = server.mails
    assert mail["Subject"] == f"{ARABIC} 7 ar"
    assert text_of(mail).startswith(ARABIC)
    assert 'dir="rtl"' in text_of(mail, "html")
    assert next(mail.iter_attachments()).get_filename() == "جلسات.ics"
    assert mail["From"].addresses[0].addr_spec == server.envelopes[0].mail_from == "post@example.org"
    assert mail["Reply-To"].addresses[0].addr_spec == "contact@example.mr"
    assert server.envelopes[0].rcpt_tos == ["amina@example.mr"]
    assert mail["Message-ID"] == f"<{mail_id}@multaqa.example>"
    row = read(db, mail_id)
    assert (row.state, row.subject, row.error, row.attempts) == ("sent", f"{ARABIC} 7 ar", "", 1)
    assert row.sent_at is not None
    deliver()
    assert len(server.mails) == 1


def test_a_mail_put_off_by_the_server_is_tried_again_and_arrives(db: SQLAlchemy, server: Mailbox) -> None:
    mail_id = queued()
    server.answers = ["451 4.7.1 greylisted, amina@example.mr"]
    deliver()
    row = read(db, mail_id)
    assert (row.state, row.error) == ("waiting", "postponed: 451 4.7.1 greylisted, <…>")
    assert timedelta(seconds=50) < row.next_at - clock.now() <= timedelta(minutes=1)
    deliver()
    assert not server.mails
    service.deliver_due(after(2))
    assert len(server.mails) == 1
    assert read(db, mail_id).error == ""


def test_a_mail_put_off_too_often_has_failed(db: SQLAlchemy, server: Mailbox) -> None:
    mail_id = queued()
    for attempt in range(MOST_ATTEMPTS):
        assert read(db, mail_id).state == "waiting"
        server.answers = ["451 later"]
        service.deliver_due(Instant(clock.now() + timedelta(days=2 * attempt)))
    assert read(db, mail_id).state == "failed"


def test_without_a_mail_server_mails_are_kept_and_leave_once_there_is_one(
    db: SQLAlchemy, app: Flask, request: pytest.FixtureRequest
) -> None:
    mail_id = queued()
    deliver()
    row = read(db, mail_id)
    assert (row.state, row.subject, row.sent_at) == ("kept", f"{ARABIC} ar", None)
    server: Mailbox = request.getfixturevalue("server")
    deliver()
    assert not server.mails
    service.resend(EVENT, mail_id)
    deliver()
    assert len(server.mails) == 1


def test_a_server_that_cannot_be_reached_costs_one_mail_an_attempt(
    db: SQLAlchemy, server: Mailbox, app: Flask
) -> None:
    there = app.config["CONFIG"]
    gone = replace(there.smtp, port=free_port())
    app.config["CONFIG"] = replace(there, smtp=gone)
    first, second = queued(), queued("second@example.mr")
    deliver()
    assert (read(db, first).state, read(db, first).error) == (
        "waiting",
        "unreachable: ConnectionRefusedError",
    )
    assert read(db, second).attempts == 0
    app.config["CONFIG"] = there
    service.deliver_due(after(2))
    assert len(server.mails) == 2


def test_a_composer_that_crashes_fails_its_mail_alone_and_names_nobody(
    db: SQLAlchemy, server: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    @service.composer("crash")
    def crash(mail: OutboxMail) -> Composed:
        raise ValueError(f"no title for {mail.to}")

    caplog.set_level(logging.DEBUG, "app")
    mail_id = queued("secret@example.mr", "crash")
    other = queued()
    deliver()
    row = read(db, mail_id)
    assert (row.state, row.error) == ("failed", "composing: ValueError")
    assert read(db, other).state == "sent"
    said = [record.getMessage() for record in caplog.records if record.name.startswith("app")]
    assert any("ValueError in" in line for line in said)
    assert not any("example.mr" in line for line in said)


def test_an_occasion_that_nobody_composes_fails(db: SQLAlchemy, server: Mailbox) -> None:
    mail_id = queued(occasion="unheard-of")
    deliver()
    assert (read(db, mail_id).state, read(db, mail_id).error) == ("failed", "composing: KeyError")


def test_a_mail_that_is_not_needed_any_more_is_dropped(db: SQLAlchemy, server: Mailbox) -> None:
    service.composer("late")(lambda _mail: None)
    mail_id = queued(occasion="late")
    deliver()
    assert read(db, mail_id).state == "dropped"
    assert not server.mails


def test_an_address_that_is_none_fails_without_stopping_others(db: SQLAlchemy, server: Mailbox) -> None:
    evil = queued("a@example.org\r\nBcc: b@example.org")
    deliver_to = queued()
    deliver()
    assert read(db, evil).error.startswith("address: ")
    assert read(db, deliver_to).state == "sent"


def test_what_a_killed_worker_left_is_taken_up_after_five_minutes(db: SQLAlchemy, server: Mailbox) -> None:
    mail_id = queued()
    with atomic():
        row = read(db, mail_id)
        row.state, row.attempts, row.next_at = "sending", 1, after(5)
    deliver()
    assert not server.mails
    service.deliver_due(after(6))
    assert len(server.mails) == 1
    assert read(db, mail_id).attempts == 2


def test_a_mail_that_kills_every_worker_fails_at_last(db: SQLAlchemy, server: Mailbox) -> None:
    mail_id = queued()
    with atomic():
        row = read(db, mail_id)
        row.state, row.attempts = "sending", MOST_ATTEMPTS
    deliver()
    assert (read(db, mail_id).state, read(db, mail_id).error) == ("failed", "stopped: ")
    assert not server.mails


def test_a_worker_whose_claim_ended_does_not_undo_what_another_noted(db: SQLAlchemy, server: Mailbox) -> None:
    @service.composer("slow")
    def slow(mail: OutboxMail) -> Composed:
        with atomic():  # meanwhile another worker takes the mail up and sends it
            row = read(db, mail.id)
            row.state, row.attempts, row.error = "sent", 2, "noted by another"
        return Composed("s", "t")

    mail_id = queued(occasion="slow")
    deliver()
    assert read(db, mail_id).error == "noted by another"


def test_a_composer_may_write_and_its_words_are_the_languages(db: SQLAlchemy, server: Mailbox) -> None:
    @service.composer("link")
    def link(mail: OutboxMail) -> Composed:
        with atomic() as session:
            session.add(_row(UUID(mail.params["id"])))
        return Composed("s", "t")

    other = uuid4()
    queued(occasion="link", id=str(other))
    deliver()
    assert read(db, other).occasion == "made by a composer"


def _row(mail_id: UUID) -> OutboxMail:
    now = clock.now()
    return OutboxMail(
        id=mail_id, occasion="made by a composer", to="a@example.org", language="fr", state="kept",
        next_at=now, created_at=now,
    )  # fmt: skip


def test_the_base_of_all_mails_runs_right_to_left_with_the_emblem_beside_the_statement(
    db: SQLAlchemy, app: Flask
) -> None:
    head = Letterhead("الملتقى", "contact@example.mr", statement="بتمويل من الاتحاد الأوروبي", emblem="eu")
    made: list[Composed] = []

    @service.composer("based")
    def based(_mail: OutboxMail) -> Composed:
        made.append(service.written("mail/base", ARABIC, head))
        return made[0]

    queued(occasion="based")
    deliver()
    (composed,) = made
    assert '<html lang="ar" dir="rtl">' in composed.html
    assert "cid:emblem" in composed.html
    assert head.statement in composed.html
    assert head.statement in composed.text
    assert composed.attachments[0].content.startswith(b"\x89PNG")
    assert (composed.sender_name, composed.reply_to) == ("الملتقى", "contact@example.mr")

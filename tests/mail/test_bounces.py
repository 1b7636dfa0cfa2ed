"""Mails that come back: notifications of real servers read, noted at the mail, and the address left alone."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import clock
from app.kernel.db import atomic
from app.mail import queries, service
from app.mail.models import OutboxMail
from app.mail.rules.bounces import bounces
from tests.mail.conftest import EVENT, deliver, queued, read
from tests.support.smtp import Mailbox

DOMAIN = "multaqa.example"


def notification(
    mail_id: UUID,
    status: str = "5.1.1",
    action: str = "failed",
    to: str = "amina@example.mr",
    kind: str = "rfc822",
) -> bytes:
    """What a mail server sends back (RFC 3464), as Postfix and Exchange write it."""
    returned = (
        f"Content-Type: message/rfc822\n\nFrom: post@example.org\nMessage-ID: <{mail_id}@{DOMAIN}>\nSubject: x\n\nHello"
        if kind == "rfc822"
        else f"Content-Type: text/rfc822-headers\n\nmessage-id: <{mail_id}@{DOMAIN}>\nSubject: x\n"
    )
    return (
        "From: MAILER-DAEMON@mx.example\nTo: post@example.org\nSubject: Undelivered\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\nContent-Type: text/plain\n\n'
        f"Sorry.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        f"Final-Recipient: rfc822; {to}\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; 550 {status} <{to}>: unknown\n\n--b\n{returned}\n--b--\n"
    ).encode()


def sent(db: SQLAlchemy, mail_id: UUID) -> UUID:
    """The mail as if it had left."""
    with atomic() as session:
        mail = session.get(OutboxMail, mail_id)
        assert mail is not None
        mail.state, mail.sent_at = "sent", clock.now()
    return mail_id


@pytest.fixture(autouse=True)
def domain(app: Flask) -> None:
    """Our name on the web, which our Message-IDs carry."""
    app.config["CONFIG"] = replace(app.config["CONFIG"], public_url=f"https://{DOMAIN}")


@pytest.mark.parametrize("kind", ["rfc822", "headers"])
def test_an_unknown_address_is_noted_and_left_alone(db: SQLAlchemy, server: Mailbox, kind: str) -> None:
    first = queued()
    deliver()
    assert [one.is_hard for one in service.take_bounce(notification(first, kind=kind))] == [True]
    mail = read(db, first)
    assert mail.state == "bounced"
    assert "amina" not in mail.error  # errors name no address
    second = queued()
    deliver()
    assert read(db, second).error.startswith("blocked")
    assert len(server.mails) == 1
    service.lift(EVENT, first)
    third = queued()
    deliver()
    assert read(db, third).state == "sent"


def test_a_server_that_says_no_more_than_failed_is_read_by_its_words(db: SQLAlchemy) -> None:
    mail_id = sent(db, queued())
    exim = notification(mail_id, "5.1.1").replace(b"Status: 5.1.1", b"Status: 5.0.0")
    assert [one.status for one in service.take_bounce(exim)] == ["5.1.1"]
    assert read(db, mail_id).state == "bounced"


def test_an_address_that_leads_to_a_dead_one_is_told_but_not_left_alone(db: SQLAlchemy) -> None:
    mail_id = sent(db, queued())
    alias = b"Original-Recipient: rfc822;Amina@example.mr\nFinal-Recipient"
    told = notification(mail_id, to="gone@else.example").replace(b"Final-Recipient", alias)
    assert [one.is_hard for one in service.take_bounce(told)] == [False]
    assert read(db, mail_id).state == "failed"
    assert not queries.is_blocked("amina@example.mr")


def test_a_full_mailbox_is_no_reason_to_stop(db: SQLAlchemy) -> None:
    mail_id = sent(db, queued())
    assert service.take_bounce(notification(mail_id, "5.2.2"))
    assert read(db, mail_id).state == "failed"
    assert not queries.is_blocked("amina@example.mr")


@pytest.mark.parametrize(
    "content",
    [
        lambda mail_id: notification(mail_id, "4.4.7", "delayed"),
        lambda mail_id: notification(mail_id, "2.0.0", "delivered"),
        lambda mail_id: notification(mail_id, to="somebody@else.example"),
        lambda mail_id: notification(uuid4()),
        lambda mail_id: notification(mail_id).replace(DOMAIN.encode(), b"other.example"),
        lambda _mail_id: b"",
        lambda mail_id: (
            f"Subject: Out of office\nIn-Reply-To: <{mail_id}@{DOMAIN}>\n\nBack on Monday".encode()
        ),
    ],
    ids=[
        "delayed",
        "delivered",
        "another recipient",
        "another mail",
        "another sender",
        "nothing",
        "an absence",
    ],
)
def test_what_says_nothing_of_our_mail_changes_nothing(db: SQLAlchemy, content: object) -> None:
    mail_id = sent(db, queued())
    assert service.take_bounce(content(mail_id)) == []  # type: ignore[operator]
    assert read(db, mail_id).state == "sent"


def test_the_mail_server_pipes_it_in(app: Flask, db: SQLAlchemy) -> None:
    mail_id = sent(db, queued())
    result = app.test_cli_runner().invoke(args=["mail", "bounce"], input=notification(mail_id))
    assert result.exit_code == 0, result.output
    assert "for good" in result.output
    assert read(db, mail_id).state == "bounced"
    again = app.test_cli_runner().invoke(args=["mail", "bounce"], input=b"\xff\x00 no mail")
    assert again.exit_code == 0


def test_the_desk_reads_files_of_its_own_event_only(db: SQLAlchemy) -> None:
    mail_id = sent(db, queued())
    assert service.take_bounce(BytesIO(notification(mail_id)).read(), uuid4()) == []
    assert service.take_bounce(notification(mail_id), EVENT)


def test_a_followed_link_is_noted_once_and_for_its_own_reader(db: SQLAlchemy) -> None:
    mail_id = queued()
    mail = read(db, mail_id)
    service.opened(uuid4(), mail_id)
    assert read(db, mail_id).opened_at is None
    service.opened(mail.subject_id, mail_id)
    first = read(db, mail_id).opened_at
    service.opened(mail.subject_id, mail_id)
    assert first is not None
    assert read(db, mail_id).opened_at == first


@given(st.binary(max_size=400), st.integers(0, 700))
def test_no_content_makes_reading_fail(noise: bytes, at: int) -> None:
    whole = notification(uuid4())
    bounces(noise, DOMAIN)
    bounces(whole[:at] + noise + whole[at:], DOMAIN)

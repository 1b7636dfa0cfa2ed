"""Mails to many: counted, queued once a person wherever the worker dies, delivered, and followed."""

from __future__ import annotations

import signal
from collections import Counter
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from app.batches import service as batches
from app.kernel.db import atomic
from app.letters import queries, service
from app.letters.models import Addressee
from app.mail import service as mails
from app.mail.models import OutboxMail
from app.registration import queries as registrations
from app.registration.models import Registration
from tests.letters.conftest import deliver, draft, sent
from tests.mail.test_bounces import notification
from tests.mail.test_kills import worker
from tests.support import people
from tests.support.keeper import wait_until
from tests.support.smtp import Mailbox, text_of
from tests.support.statements import counting


def without_address(ident: UUID) -> None:
    """The delegate has none: a focal point registered them, say."""
    with atomic() as session:
        session.get(Registration, ident).email = ""  # type: ignore[union-attr]


def test_each_gets_it_once_in_their_language(event: UUID, server: Mailbox, client: FlaskClient) -> None:
    shared = {"email": "city@example.org"}
    idents = [people.register(event, n, language=["fr", "ar"][n % 2], **shared) for n in range(4)]
    nobody = people.register(event, 4)
    without_address(nobody)
    deliver()
    server.mails.clear()
    sending = draft(event, states=("submitted",))
    count = queries.audience(event, queries.wanted(sending.wanted), list(sending.words))
    assert (count.reached, dict(count.by_language), len(count.no_address), len(count.shared)) == (
        4, {"ar": 2, "fr": 2}, 1, 1,
    )  # fmt: skip
    sent(event, sending)
    deliver()
    assert len(server.mails) == 4
    assert len({str(mail["Message-ID"]) for mail in server.mails}) == 4
    arabic = [mail for mail in server.mails if "معلومات" in str(mail["Subject"])]
    assert len(arabic) == 2
    assert 'dir="rtl"' in text_of(arabic[0], "html")
    tally = queries.tally([sending.id])[sending.id]
    assert (tally["sent"], tally["unreached"], tally["opened"]) == (4, 1, 0)
    link = next(line for line in text_of(server.mails[0]).splitlines() if "/p/" in line)
    assert client.get(link.partition("multaqa.example")[2]).status_code == 200
    assert queries.tally([sending.id])[sending.id]["opened"] == 1
    assert {one.person.id for one in queries.log(sending.id)} == {*idents, nobody}


def test_what_was_sent_is_neither_sent_again_nor_changed(event: UUID, server: Mailbox) -> None:
    people.register(event)
    sending = draft(event)
    sent(event, sending)
    for act in (
        lambda: service.send(event, sending.id, ""),
        lambda: service.drop_draft(event, sending.id),
        lambda: service.save_draft(
            event, sending.id, queries.Wanted(), service.starting_words(event, ("fr",))
        ),
    ):
        with pytest.raises(service.AlreadySent):
            act()


def test_nobody_to_write_to_is_said_before(event: UUID) -> None:
    without_address(people.register(event))
    with pytest.raises(service.NobodyThere):
        service.send(event, draft(event).id, "")


def test_an_address_that_gave_mails_back_is_left_out(event: UUID, server: Mailbox, db: SQLAlchemy) -> None:
    people.register(event)
    deliver()
    first = db.session.scalars(select(OutboxMail.id)).one()
    mails.take_bounce(notification(first, to="delegate0@example.org"))
    sending = draft(event)
    assert len(queries.audience(event, queries.Wanted(), ["fr"]).came_back) == 1
    sent(event, sending)
    assert [one.why for one in queries.log(sending.id)] == ["came-back"]


def test_a_killed_worker_neither_loses_nor_doubles_anyone(
    event: UUID, app: Flask, db: SQLAlchemy, mailbox: Mailbox
) -> None:
    for number in range(30):
        people.register(event, number)
    with atomic() as session:
        session.query(OutboxMail).delete()
    begun = service.send(event, draft(event).id, "")

    def queued() -> int:
        db.session.rollback()
        return db.session.scalars(select(func.count()).select_from(Addressee)).one()

    for enough in (1, 15):
        with worker(app, mailbox, "quick") as (process, _mark):
            wait_until(lambda enough=enough: queued() >= enough, "the first mails", 60)
            process.send_signal(signal.SIGKILL)
            process.wait()
    assert begun.batch_id is not None
    assert not batches.hurry(begun.batch_id, 60)
    db.session.rollback()
    counted = Counter(
        db.session.scalars(select(OutboxMail.subject_id).where(OutboxMail.occasion == "sending"))
    )
    assert len(counted) == 30
    assert set(counted.values()) == {1}


def test_two_workers_at_one_sending_write_to_each_once(event: UUID, db: SQLAlchemy) -> None:
    people.register(event)
    sending = draft(event)
    sent(event, sending)
    again = service.save_draft(event, None, queries.Wanted(), service.starting_words(event, ("fr",)))
    sent(event, again)  # another sending is another matter
    assert len(queries.log(sending.id)) == len(queries.log(again.id)) == 1


def test_a_count_costs_the_same_for_three_and_for_thirty(event: UUID) -> None:
    costs = []
    for first, last in ((0, 3), (3, 30)):
        for number in range(first, last):
            people.register(event, number)
        with counting() as statements:
            queries.audience(event, queries.Wanted(states=("submitted",)), ["fr"])
        costs.append(len(statements))
    assert costs == [costs[0]] * 2


def test_only_those_with_a_released_letter_get_it(event: UUID, server: Mailbox) -> None:
    first, second = people.all_approved(event, 2)
    deliver()
    server.mails.clear()
    letter = service.issue(event, first.id, "invitation", ["fr"])
    service.release(event, [letter.id], by_mail=False)
    sending = draft(event, "invitation")
    sent(event, sending)
    deliver()
    assert {one.why for one in queries.log(sending.id)} == {"", "no-letter"}
    (mail,) = server.mails
    (file,) = mail.iter_attachments()
    assert file.get_content() == queries.content(letter)
    assert registrations.get(event, second.id).email not in str(mail["To"])

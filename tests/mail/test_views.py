"""The outbox at the desk: who sees what, what can be sent again, and how a mail is shown without being let loose."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app.kernel import clock, scope
from app.kernel.guard import Actor
from app.kernel.i18n import Text
from app.kernel.scope import Scope
from app.mail import queries, service
from app.mail.models import OutboxMail
from app.mail.rules import Composed
from tests.mail.conftest import ARABIC, EVENT, queue_many, queued, read
from tests.support.smtp import Mailbox
from tests.support.statements import counting

HERE = Scope(
    id=EVENT, slug="meeting", title=Text(en="Meeting"), timezone="Africa/Nouakchott", languages=("ar", "fr", "en"),
    country="MR", accent="#0b6b58", contact="", published=True, funder=Text(), statement=Text(), emblem="",
    version=1,
)  # fmt: skip
LIST = "/desk/meeting/mails?lang=en"


@pytest.fixture(autouse=True)
def meeting(app: Flask) -> None:
    """An event at /meeting/."""
    scope.register_finder(app, lambda slug: HERE if slug == "meeting" else None)


def desk(app: Flask, *permissions: str) -> FlaskClient:
    """The browser of someone with these permissions at the event."""
    who = Actor("user", uuid4(), "Organiser", {EVENT: frozenset(permissions)})
    app.extensions["actor-loaders"].insert(0, lambda: who)
    return app.test_client()


@pytest.fixture
def organiser(app: Flask) -> FlaskClient:
    """One who may read and send."""
    return desk(app, "mail.view", "mail.send")


def kept(db: SQLAlchemy, **params: object) -> OutboxMail:
    """A mail that went through the delivery without a mail server."""
    mail_id = queued(**params)
    service.deliver_due(clock.now())
    return read(db, mail_id)


def failed(db: SQLAlchemy, server: Mailbox) -> UUID:
    """A mail that the server refused."""
    mail_id = queued()
    server.answers = ["550 5.1.1 nobody here"]
    service.deliver_due(clock.now())
    assert read(db, mail_id).state == "failed"
    return mail_id


def address(mail_id: UUID, rest: str = "") -> str:
    """The page of a mail."""
    return f"/desk/meeting/mails/{mail_id}{rest}"


def test_the_list_says_when_no_mail_server_is_set(db: SQLAlchemy, organiser: FlaskClient) -> None:
    mail = kept(db)
    page = organiser.get(LIST).text
    assert "No mail server is set: mails are shown here and not sent" in page
    assert mail.subject in page
    assert "Kept here" in page
    assert "/resend" not in page


def test_what_failed_comes_first_with_its_reason_and_a_way_to_send_it_again(
    db: SQLAlchemy, organiser: FlaskClient, server: Mailbox
) -> None:
    mail_id = failed(db, server)
    queued("later@example.mr")
    service.deliver_due(clock.now())
    queued("waiting@example.mr")
    page = organiser.get(LIST).text
    assert "No mail server is set" not in page
    assert "One mail has failed." in page
    order = [page.index(f"<bdi>{to}@example.mr</bdi>") for to in ("amina", "waiting", "later")]
    assert order == sorted(order)
    assert "The mail server refused it." in page
    assert "550 5.1.1 nobody here" in page
    answer = organiser.post(address(mail_id, "/resend"))
    assert (answer.status_code, answer.location) == (303, address(mail_id))
    assert read(db, mail_id).state == "waiting"


def test_all_failed_mails_are_sent_again_by_one_button(
    db: SQLAlchemy, organiser: FlaskClient, server: Mailbox
) -> None:
    mail_id = failed(db, server)
    assert "Send all of them again" in organiser.get(LIST + "&state=failed").text
    assert organiser.post("/desk/meeting/mails/resend", data={"state": "failed"}).status_code == 303
    assert read(db, mail_id).state == "waiting"


def test_who_may_only_read_is_offered_nothing_to_send(db: SQLAlchemy, app: Flask, server: Mailbox) -> None:
    mail_id = failed(db, server)
    reader = desk(app, "mail.view")
    assert "/resend" not in reader.get(LIST).text
    assert "/resend" not in reader.get(address(mail_id)).text
    assert reader.post(address(mail_id, "/resend")).status_code == 403
    assert reader.post("/desk/meeting/mails/resend", data={"state": "failed"}).status_code == 403
    assert desk(app, "desk.view").get(LIST).status_code == 403


def test_a_mail_on_its_way_cannot_be_sent_again(db: SQLAlchemy, organiser: FlaskClient) -> None:
    assert organiser.post(address(queued(), "/resend")).status_code == 409


def test_a_kept_mail_is_read_with_its_links_and_files(db: SQLAlchemy, organiser: FlaskClient) -> None:
    link = "http://127.0.0.1:8000/p/secret"
    foreign = "https://elsewhere.example/"
    service.composer("linked")(lambda _mail: Composed("s", f"{link} {foreign}", "<p>x</p>"))
    linked, mail = queued(occasion="linked"), kept(db)
    page = organiser.get(address(linked))
    assert f'href="{link}"' in page.text
    assert f'href="{foreign}"' not in page.text
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    page = organiser.get(address(mail.id))
    assert ARABIC in page.text
    assert "جلسات.ics" in page.text
    got = organiser.get(address(mail.id, "/files/0"))
    assert got.data == b"BEGIN:VCALENDAR\r\n"
    assert got.headers["Content-Type"] == "application/octet-stream"
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert organiser.get(address(mail.id, "/files/1")).status_code == 404


def test_the_html_of_a_mail_is_shown_in_a_sandbox_with_its_pictures(
    db: SQLAlchemy, organiser: FlaskClient
) -> None:
    mail = kept(db)
    answer = organiser.get(address(mail.id, "/html"))
    assert 'src="data:image/png;base64,cGljdHVyZQ=="' in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none';")
    assert "script" not in policy
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert f'sandbox title="{mail.subject}"' in organiser.get(address(mail.id)).text


def test_where_a_mail_server_is_set_nobody_reads_the_secret_links_of_others(
    db: SQLAlchemy, app: Flask, organiser: FlaskClient, server: Mailbox
) -> None:
    mail_id = failed(db, server)
    page = organiser.get(address(mail_id))
    assert "secret" not in page.text.replace("secret links of those they are for", "")
    assert organiser.get(address(mail_id, "/html")).status_code == 404
    app.config["CONFIG"] = replace(app.config["CONFIG"], smtp=None)
    assert organiser.get(address(mail_id, "/html")).status_code == 200


def test_a_mail_that_cannot_be_composed_still_has_its_page(db: SQLAlchemy, organiser: FlaskClient) -> None:
    mail_id = queued(occasion="unheard-of")
    service.deliver_due(clock.now())
    page = organiser.get(address(mail_id) + "?lang=en")
    assert page.status_code == 200
    assert "The mail could not be composed." in page.text


def test_another_events_mail_is_not_there(db: SQLAlchemy, organiser: FlaskClient) -> None:
    assert organiser.get(address(uuid4())).status_code == 404


def test_a_list_of_three_hundred_costs_as_many_statements_as_one_of_three(
    db: SQLAlchemy, organiser: FlaskClient
) -> None:
    def costs() -> int:
        with counting() as statements:
            assert organiser.get(LIST).status_code == 200
        return len(statements)

    queue_many(3)
    few = costs()
    queue_many(297)
    assert costs() == few
    last = organiser.get(LIST + "&page=6").text
    assert "251 to 300 of 300" in last
    assert "&amp;page=7" not in last


def test_the_mails_about_one_person_are_found(db: SQLAlchemy) -> None:
    mail = kept(db)
    assert mail.subject_id is not None
    assert [one.id for one in queries.for_subject(mail.subject_id)] == [mail.id]
    assert queries.for_subject(uuid4()) == []

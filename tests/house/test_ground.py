"""The ground of the tests keeps what it promises, since every other test stands on it."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from playwright.sync_api import Browser
from redis import Redis
from sqlalchemy import text

from app.kernel import guard
from tests.support.browser import PHONE, window
from tests.support.smtp import Mailbox, text_of
from tests.support.statements import counting


def test_each_database_is_the_one_that_was_asked_for(db: SQLAlchemy, request: pytest.FixtureRequest) -> None:
    assert db.engine.dialect.name in request.node.name


def test_a_request_shares_nothing_with_the_test(db: SQLAlchemy, app: Flask, client: FlaskClient) -> None:
    app.add_url_rule(
        "/planted", view_func=guard.open_to_all(lambda: g.get("mine", "nothing")), endpoint="planted"
    )
    g.mine = "the test's own"
    assert client.get("/planted").text == "nothing"


def test_statements_are_counted(db: SQLAlchemy) -> None:
    with counting() as statements:
        db.session.execute(text("SELECT 1"))
        db.session.execute(text("SELECT 2"))
    assert statements == ["SELECT 1", "SELECT 2"]


def test_redis_is_real_and_empty(redis_url: str) -> None:
    with Redis.from_url(redis_url) as server:
        assert server.dbsize() == 0
        assert server.set("key", "value")


def test_mail_arrives_or_is_refused_as_told(mailbox: Mailbox) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "desk@example.org", "amina@example.org", "مرحبا"
    mail.set_content("أهلا")
    mailbox.answers.append("451 later")
    with smtplib.SMTP("127.0.0.1", mailbox.port) as smtp:
        with pytest.raises(smtplib.SMTPDataError):
            smtp.send_message(mail)
        smtp.send_message(mail)
    assert [one["Subject"] for one in mailbox.wait(1)] == ["مرحبا"]
    assert text_of(mailbox.to("amina@example.org")[0]).strip() == "أهلا"


def test_a_foreign_request_fails_the_test(browser: Browser) -> None:
    asked = r"a foreign host was asked: http://example\.invalid/"
    with pytest.raises(AssertionError, match=asked), window(browser, "ar", PHONE) as (context, _watch):
        context.new_page().set_content('<img src="http://example.invalid/" alt="">')


def test_a_script_error_fails_the_test(browser: Browser) -> None:
    with pytest.raises(AssertionError, match="script error"), window(browser) as (context, _watch):
        context.new_page().set_content("<script>nothing.here()</script>")

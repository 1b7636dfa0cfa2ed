"""The second step of a sign-in, its codes, and sign-ins that end; on both databases."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from app.audit import queries as journal
from app.kernel import clock
from app.kernel.db import atomic
from app.mail.models import OutboxMail
from app.people import queries, service
from app.people.models import CodeApp, Passkey, RecoveryCode
from app.people.rules.factors import step_of, totp
from tests.support.people import COOKIE, PASSWORD, address, desk, hold

SECRET = b"12345678901234567890"


def code(ahead: int = 0) -> str:
    """What the app shows now, or some steps later."""
    return totp(SECRET, step_of(clock.now()) + ahead)


@pytest.fixture
def event_id(app: Flask, db: SQLAlchemy) -> UUID:
    """The meeting."""
    return hold()


@pytest.fixture
def enrolled(app: Flask, event_id: UUID) -> list[str]:
    """The owner has an app; these are the codes for recovery."""
    desk(app, event_id, "owner")
    return service.enrol(me(event_id), SECRET, code(-1))


def me(event_id: UUID) -> UUID:
    """The owner's account."""
    user = queries.find_user(address(event_id, "owner"))
    assert user is not None
    return user.id


def by_password(app: Flask, event_id: UUID, agent: str = "Firefox") -> FlaskClient:
    """A browser after address and password."""
    client = app.test_client()
    form = {"email": address(event_id, "owner"), "password": PASSWORD}
    client.post("/desk/sign-in", data=form, headers={"User-Agent": agent})
    return client


def test_the_password_alone_lets_nobody_in_and_the_code_does(
    app: Flask, event_id: UUID, enrolled: list[str]
) -> None:
    client = by_password(app, event_id)
    assert client.get_cookie(COOKIE) is None
    assert client.get("/desk/meeting/").status_code == 302
    wrong = client.post("/desk/sign-in/second?lang=en", data={"code": "000000"})
    assert wrong.status_code == 422
    assert client.post("/desk/sign-in/second", data={"code": code()}).status_code == 302
    assert client.get("/desk/meeting/").status_code == 200
    assert [one.strong for one in queries.sign_ins(me(event_id))][:1] == [True]


def test_a_code_is_worth_nothing_twice(app: Flask, event_id: UUID, enrolled: list[str]) -> None:
    typed = code()
    assert by_password(app, event_id).post("/desk/sign-in/second", data={"code": typed}).status_code == 302
    assert by_password(app, event_id).post("/desk/sign-in/second", data={"code": typed}).status_code == 422


def test_a_recovery_code_works_once_and_is_stored_as_a_digest(
    app: Flask, db: SQLAlchemy, event_id: UUID, enrolled: list[str]
) -> None:
    assert len(enrolled) == len(set(enrolled)) == 10
    stored = {one.code_hash for one in db.session.scalars(select(RecoveryCode))}
    assert not any(one.encode() in stored for one in enrolled)
    assert (
        by_password(app, event_id).post("/desk/sign-in/second", data={"code": enrolled[0]}).status_code == 302
    )
    assert (
        by_password(app, event_id).post("/desk/sign-in/second", data={"code": enrolled[0]}).status_code == 422
    )
    other = service.new_codes(me(event_id))
    assert (
        by_password(app, event_id).post("/desk/sign-in/second", data={"code": enrolled[1]}).status_code == 422
    )
    assert by_password(app, event_id).post("/desk/sign-in/second", data={"code": other[0]}).status_code == 302


def test_guesses_are_limited_by_account(app: Flask, event_id: UUID, enrolled: list[str]) -> None:
    statuses = [
        by_password(app, event_id).post("/desk/sign-in/second", data={"code": f"00000{turn}"}).status_code
        for turn in range(11)
    ]
    assert statuses[0] == 422
    assert statuses[-1] == 429


def test_the_second_step_needs_the_first(app: Flask, event_id: UUID, enrolled: list[str]) -> None:
    answer = app.test_client().post("/desk/sign-in/second", data={"code": code()})
    assert answer.status_code == 302
    assert answer.location.endswith("/desk/sign-in")


def test_a_new_password_by_link_still_asks_for_the_second_step(
    app: Flask, event_id: UUID, enrolled: list[str]
) -> None:
    link = service.new_link(me(event_id)).token
    client = app.test_client()
    assert client.post(f"/desk/password/{link}", data={"password": "another good one"}).location == (
        "/desk/sign-in/second"
    )
    assert client.get_cookie(COOKIE) is None


def test_the_operator_resets_second_factors_only_when_told(
    app: Flask, db: SQLAlchemy, event_id: UUID
) -> None:
    desk(app, event_id, "owner")
    service.enrol(me(event_id), SECRET, code(-1))
    email, runner = address(event_id, "owner"), app.test_cli_runner()
    db.session.rollback()
    runner.invoke(args=["user", "add", email, "--role", "owner"])
    db.session.rollback()
    assert db.session.get(CodeApp, me(event_id)) is not None
    runner.invoke(args=["user", "add", email, "--role", "owner", "--reset-second-factor"])
    db.session.rollback()
    assert db.session.get(CodeApp, me(event_id)) is None
    assert "user.factors-reset" in {one.action for one in journal.entries(journal.Filter(None))}


def test_an_app_is_enrolled_by_its_first_code(app: Flask, db: SQLAlchemy, event_id: UUID) -> None:
    owner = desk(app, event_id, "owner")
    page = owner.get("/desk/account/app?lang=en").text
    spelt = re.search(r'breakable">([A-Z2-7]+)<', page)
    assert spelt
    secret = base64.b32decode(spelt[1])
    assert owner.post("/desk/account/app", data={"code": "123"}).status_code == 422
    now = totp(secret, step_of(clock.now()))
    done = owner.post("/desk/account/app?lang=en", data={"code": now}, follow_redirects=True)
    assert len(re.findall(r"<code>[a-z2-9]{5}-[a-z2-9]{5}</code>", done.text)) == 10
    assert "<code>" not in owner.get("/desk/account/codes", follow_redirects=True).text
    assert owner.get("/desk/account").status_code == 200
    owner.post("/desk/account/app/remove")
    db.session.rollback()
    assert db.session.get(CodeApp, me(event_id)) is None


def test_owners_need_a_second_factor_where_the_installation_says_so(app: Flask, event_id: UUID) -> None:
    owner = desk(app, event_id, "owner")
    assert "only a password" in owner.get("/desk/meeting/?lang=en").text
    app.config["CONFIG"] = replace(app.config["CONFIG"], second_factor="owners")
    assert owner.get("/desk/meeting/").status_code == 403
    assert owner.get("/desk/", follow_redirects=True).request.path == "/desk/account"
    assert "Owners need a second factor" in owner.get("/desk/account?lang=en").text
    assert desk(app, event_id, "organiser").get("/desk/meeting/").status_code == 200
    service.enrol(me(event_id), SECRET, code(-1))
    client = by_password(app, event_id)
    client.post("/desk/sign-in/second", data={"code": code()})
    assert client.get("/desk/meeting/").status_code == 200


def test_a_sign_in_from_a_new_device_is_told_by_mail(app: Flask, db: SQLAlchemy, event_id: UUID) -> None:
    desk(app, event_id, "owner")
    for agent in ("Firefox/133 Linux", "Firefox/133 Linux", "Chrome/131 Android"):
        by_password(app, event_id, agent)
    db.session.rollback()
    told = (
        select(OutboxMail.params)
        .where(OutboxMail.occasion == "user.new-browser")
        .order_by(OutboxMail.created_at)
    )
    devices = [one["device"] for one in db.session.scalars(told)]
    assert devices == ["Firefox · Linux", "Chrome · Android"]


def test_all_other_sign_ins_end_at_once(app: Flask, event_id: UUID) -> None:
    desk(app, event_id, "owner")
    first, second = by_password(app, event_id), by_password(app, event_id)
    assert second.post("/desk/account/sign-ins/end-others").status_code == 303
    assert first.get("/desk/meeting/").status_code == 302
    assert second.get("/desk/meeting/").status_code == 200


def test_a_passkey_is_its_owners_to_rename_and_remove(app: Flask, db: SQLAlchemy, event_id: UUID) -> None:
    owner, other = desk(app, event_id, "owner"), desk(app, event_id, "print")
    with atomic() as session:
        made = Passkey(
            user_id=me(event_id), credential_id=b"one", public=b"", name="Laptop", created_at=clock.now()
        )
        session.add(made)
    for act in ("rename", "remove"):
        assert other.post(f"/desk/account/passkeys/{made.id}/{act}", data={"name": "Mine"}).status_code == 404
    owner.post(f"/desk/account/passkeys/{made.id}/rename", data={"name": "Old laptop"})
    assert "Old laptop" in owner.get("/desk/account").text
    owner.post(f"/desk/account/passkeys/{made.id}/remove")
    assert queries.passkeys(me(event_id)) == []


@pytest.mark.parametrize("body", [None, [], {"credential": 7}, {"credential": {"id": "x"}}])
def test_answers_that_no_device_gave_are_refused(app: Flask, event_id: UUID, body: object) -> None:
    app.config["CONFIG"] = replace(app.config["CONFIG"], public_url="http://localhost")
    client = app.test_client()
    assert client.post("/desk/sign-in/passkey", json=body).status_code == 422
    assert client.post("/desk/sign-in/passkey/begin").get_json()["rpId"] == "localhost"
    assert client.post("/desk/sign-in/passkey", json=body).status_code == 422


def test_passkeys_need_a_host_with_a_name(app: Flask, event_id: UUID) -> None:
    for url, possible in (
        ("http://127.0.0.1:8000", 422),
        ("http://[::1]:1", 422),
        ("https://multaqa.example", 200),
    ):
        app.config["CONFIG"] = replace(app.config["CONFIG"], public_url=url)
        assert app.test_client().post("/desk/sign-in/passkey/begin").status_code == possible

"""What strangers, delegates and colleagues try, and must not get: each test is an attack that once worked."""

from __future__ import annotations

import re
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app.agenda import service as agenda
from app.kernel import jobs
from app.mail.models import OutboxMail
from app.people import queries as people_read
from app.people import service as accounts
from app.people.views import COOKIE
from app.registration import service as registrations
from tests.support import people
from tests.support.meetings import meeting

PASSWORD = "correct horse battery"
LINK = re.compile(r"/desk/invitation/[\w-]+")


@pytest.fixture
def event_id(db: SQLAlchemy) -> UUID:
    """A published meeting of the address /meeting/."""
    return people.hold()


def desk(app: Flask, role: str, event_id: UUID | None, email: str = "") -> FlaskClient:
    """A browser signed in as somebody with this role at the event (None: at all events)."""
    made = accounts.add_user(email or f"{role}@example.org", role, event_id)
    client = app.test_client()
    client.set_cookie(COOKIE, accounts.set_password(made.token, PASSWORD).token)
    return client


def wrong_password(client: FlaskClient, email: str) -> int:
    """Try to sign in; the status."""
    return client.post("/desk/sign-in", data={"email": email, "password": "a guess"}).status_code


def test_the_owner_of_an_event_cannot_take_over_the_account_of_another(app: Flask, event_id: UUID) -> None:
    desk(app, "owner", None, "head@example.org")
    owner = desk(app, "owner", event_id)
    invited = {"email": "Head@example.org", "role": "auditor", "language": "fr"}
    link = LINK.search(owner.post("/desk/meeting/team", data=invited).text)
    assert link is not None
    stolen = app.test_client().post(urlsplit(link[0]).path, data={"password": "another password"})
    assert stolen.status_code == 403
    assert accounts.knows("head@example.org", PASSWORD)


def test_nor_one_that_has_no_password_yet(app: Flask, event_id: UUID) -> None:
    accounts.add_user("head@example.org", "owner")
    made = accounts.invite("head@example.org", "auditor", event_id, "", "fr")
    with pytest.raises(accounts.PasswordNeeded):
        accounts.accept_anew(accounts.link_of(made), "another password")


def test_an_invitation_is_not_for_whoever_is_signed_in(app: Flask, event_id: UUID) -> None:
    made = accounts.invite("new@example.org", "owner", event_id, "", "fr")
    volunteer = desk(app, "door-volunteer", event_id)
    assert volunteer.post(f"/desk/invitation/{accounts.link_of(made)}").status_code != 303
    user = people_read.find_user("door-volunteer@example.org")
    assert user is not None
    with pytest.raises(accounts.NotYours):
        accounts.accept(accounts.link_of(made), user.id)


@pytest.mark.parametrize("name", ["endpoint", "_external", "_scheme", "_method", "_anchor"])
def test_a_query_is_no_argument_of_the_program(client: FlaskClient, event_id: UUID, name: str) -> None:
    answer = client.get(f"/meeting/register?{name}=1", headers={"Host": "evil.example"})
    assert answer.status_code == 200
    assert "evil.example" not in answer.text
    assert f'href="/meeting/register?{name}=1&amp;lang=fr"' in answer.text


@pytest.mark.parametrize("path", ["/meeting", "/meeting//register"])
def test_a_redirect_names_no_host(client: FlaskClient, event_id: UUID, path: str) -> None:
    answer = client.get(path, base_url="http://evil.example")
    assert answer.status_code == 308
    assert answer.headers["Location"] in ("/meeting/", "/meeting/register")


def test_what_one_visitor_asks_is_not_kept_for_the_next(client: FlaskClient, event_id: UUID) -> None:
    assert "poison" in client.get("/meeting/?v=poison").text
    assert "poison" not in client.get("/meeting/").text


def test_invented_methods_make_no_new_figures(client: FlaskClient, event_id: UUID) -> None:
    client.open("/meeting/", method="INVENTED")
    assert "INVENTED" not in client.get("/metrics").text


def test_blanks_and_capitals_give_no_further_guesses(client: FlaskClient, event_id: UUID) -> None:
    guesses = [wrong_password(client, " " * number + "Head@example.org") for number in range(12)]
    assert guesses == [422] * 10 + [429] * 2


def test_blanks_do_not_flood_an_account_with_links(client: FlaskClient, event_id: UUID) -> None:
    asked = [
        client.post("/desk/lost-password", data={"email": " " * number + "head@example.org"}).status_code
        for number in range(4)
    ]
    assert asked == [200, 200, 200, 429]


@pytest.mark.parametrize("role", ["auditor", "accreditation"])
def test_who_only_looks_on_reads_no_secret_links(
    app: Flask, db: SQLAlchemy, event_id: UUID, role: str
) -> None:
    people.register(event_id)
    mail = db.session.scalars(db.select(OutboxMail)).one()
    visitor, address = desk(app, role, event_id), f"/desk/meeting/mails/{mail.id}"
    may_send = role == "accreditation"
    assert ("/p/" in visitor.get(address).text) is may_send
    assert visitor.get(f"{address}/html").status_code == (200 if may_send else 404)


@pytest.mark.parametrize("address", ["/desk/{}/", "/desk/{}/journal", "/api/v1/events/{}/roster"])
def test_strangers_cannot_tell_an_unpublished_event_from_none(
    client: FlaskClient, db: SQLAlchemy, address: str
) -> None:
    _hidden()
    answers = [client.get(address.format(slug)) for slug in ("hidden", "absent")]
    assert len({answer.status_code for answer in answers}) == 1
    assert answers[0].status_code in (302, 401)


def test_the_desk_of_another_event_tells_nothing_of_an_unpublished_one(
    app: Flask, db: SQLAlchemy, event_id: UUID
) -> None:
    hidden = _hidden()
    answer = desk(app, "owner", event_id).get("/desk/hidden/")
    assert answer.status_code == 404
    assert "accent.css" not in answer.text  # the page wears the look and name of no event
    assert desk(app, "owner", hidden, "own@example.org").get("/desk/hidden/").status_code == 200


@pytest.mark.parametrize("address", ["journal?before={}", "mails?page={}", "delegates?page={}"])
@pytest.mark.parametrize("number", ["9" * 30, "-" + "9" * 30, "١٢"])
def test_numbers_beyond_all_measure_are_no_fault_of_ours(
    app: Flask, event_id: UUID, address: str, number: str
) -> None:
    answer = desk(app, "auditor", event_id).get("/desk/meeting/" + address.format(number))
    assert answer.status_code == 200


def test_browsers_keep_no_page_of_the_desk(app: Flask, event_id: UUID) -> None:
    answer = desk(app, "auditor", event_id).get("/desk/meeting/delegates")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_asking_for_a_link_does_the_same_work_for_everyone(
    app: Flask, client: FlaskClient, db: SQLAlchemy, event_id: UUID
) -> None:
    people.register(event_id, email="somebody@example.org")
    before, waiting = db.session.query(OutboxMail).count(), jobs.waiting()
    for email in ("somebody@example.org", "nobody@example.org"):
        client.post("/meeting/my-link", data={"email": email})
        client.post("/desk/lost-password", data={"email": email})
    assert jobs.waiting() == waiting + 4
    assert db.session.query(OutboxMail).count() == before


def test_guessed_links_shut_nobody_else_out(client: FlaskClient, event_id: UUID) -> None:
    secret = registrations.new_link(people.register(event_id))
    answers = [client.get(f"/p/guess-{number}").status_code for number in range(61)]
    assert answers[-1] == 429
    assert client.get(f"/p/{secret}").status_code == 200


def _hidden() -> UUID:
    return agenda.import_document(meeting(slug="hidden")).event_id

"""Signing in and out, and what strangers may learn on the way: nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.kernel.db import db
from app.people import queries as people_read
from app.people import service as accounts
from app.people.models import SignIn
from app.registration import queries as registrations
from app.registration import service as registration
from tests.security.conftest import Place
from tests.support import people

SIGN_IN = "/desk/sign-in?lang=en"


@pytest.fixture
def visitor(place: Place) -> Iterator[FlaskClient]:
    """A browser without cookies."""
    return place.app.test_client()


def sign_in(client: FlaskClient, place: Place, where: str = SIGN_IN, **changes: str) -> TestResponse:
    """Send the form with the owner's address and password, or with changes."""
    known = {"email": people.address(place.event_id, "owner"), "password": people.PASSWORD}
    answer: TestResponse = client.post(where, data=known | changes, buffered=True)
    return answer


def held(client: FlaskClient) -> str:
    """The secret of the browser's sign-in; '' without one."""
    cookie = client.get_cookie(people.COOKIE)
    return cookie.value if cookie else ""


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(place: Place, visitor: FlaskClient) -> None:
    answer = sign_in(visitor, place)
    (cookie,) = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith(people.COOKIE)]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert held(visitor) not in {one.token_hash.hex() for one in db.session.scalars(select(SignIn))}
    assert people_read.find_sign_in(held(visitor)) is not None


def test_each_sign_in_has_a_secret_of_its_own(place: Place, visitor: FlaskClient) -> None:
    visitor.set_cookie(people.COOKIE, "planted by somebody")
    sign_in(visitor, place)
    first = held(visitor)
    sign_in(visitor, place)
    assert len({"planted by somebody", first, held(visitor)}) == 3


def test_whoever_signed_out_is_out_even_with_the_old_cookie(place: Place, visitor: FlaskClient) -> None:
    sign_in(visitor, place)
    secret = held(visitor)
    assert visitor.get("/desk/meeting/").status_code == 200
    visitor.post("/desk/sign-out")
    assert held(visitor) == ""
    visitor.set_cookie(people.COOKIE, secret)
    assert visitor.get("/desk/meeting/").status_code == 302


def test_a_sign_in_that_is_ended_elsewhere_is_out_at_once(place: Place, visitor: FlaskClient) -> None:
    sign_in(visitor, place)
    found = people_read.find_sign_in(held(visitor))
    assert found is not None
    accounts.end_sign_in(found.id, found.user_id)
    assert visitor.get("/desk/meeting/").status_code == 302


def test_a_new_password_ends_every_sign_in(place: Place, visitor: FlaskClient) -> None:
    made = accounts.add_user("renewed@example.org", "print", place.event_id)
    visitor.set_cookie(people.COOKIE, accounts.set_password(made.token, people.PASSWORD).token)
    assert visitor.get("/desk/meeting/").status_code == 200
    again = accounts.new_link(made.user_id).token
    accounts.set_password(again, "another long password")
    assert visitor.get("/desk/meeting/").status_code == 302
    assert visitor.get(f"/desk/password/{again}").status_code == 404  # a link works once


def test_a_role_that_is_taken_away_is_gone_with_the_next_request(place: Place) -> None:
    client = place.app.test_client()
    made = accounts.add_user("leaving@example.org", "organiser", place.event_id)
    client.set_cookie(people.COOKIE, accounts.set_password(made.token, people.PASSWORD).token)
    token = accounts.issue_token("leaving@example.org", place.event_id).token
    bearer = {"Authorization": f"Bearer {token}"}
    roster = "/api/v1/events/meeting/roster"
    assert [client.get("/desk/meeting/").status_code, client.get(roster, headers=bearer).status_code] == [
        200,
        200,
    ]
    accounts.take_role(made.user_id, "organiser", place.event_id)
    assert [client.get("/desk/meeting/").status_code, client.get(roster, headers=bearer).status_code] == [
        403,
        403,
    ]


@pytest.mark.parametrize(
    "wish",
    [
        "https://evil.example/", "//evil.example/desk", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
        "/desk\\@evil.example", "https:evil.example", "/meeting/", "/deskhttps://evil.example\r\nX: y", "",
    ],
)  # fmt: skip
def test_no_other_host_is_followed_after_signing_in(place: Place, visitor: FlaskClient, wish: str) -> None:
    page = visitor.post(
        "/desk/sign-in",
        query_string={"next": wish},
        data={"email": people.address(place.event_id, "owner"), "password": people.PASSWORD},
    )
    assert page.status_code == 302
    assert page.location == "/desk/"


def test_the_page_that_was_wanted_comes_after_signing_in(place: Place, visitor: FlaskClient) -> None:
    sent = visitor.get("/desk/meeting/delegates?state=submitted")
    assert sign_in(visitor, place, sent.location).location == "/desk/meeting/delegates?state=submitted"


def plain(answer: TestResponse, *addresses: str) -> tuple[int, str]:
    """Status and page, without the address that was typed and what is new each time."""
    page = re.sub(r'(name="csrf_token" value=|class="number">)[^ <]+', "", answer.text)
    for address in addresses:
        page = page.replace(address, "(address)")
    return answer.status_code, page


def test_a_wrong_password_and_an_unknown_address_are_told_the_same(
    place: Place, visitor: FlaskClient
) -> None:
    known = people.address(place.event_id, "owner")
    one = sign_in(visitor, place, password="not the password")
    other = sign_in(visitor, place, email="nobody@example.org")
    assert plain(one, known) == plain(other, "nobody@example.org")
    assert one.status_code == 422


def test_an_account_without_a_password_lets_nobody_in(place: Place, visitor: FlaskClient) -> None:
    accounts.add_user("invited@example.org", "owner", place.event_id)
    for password in ("", "None", " ", people.PASSWORD):
        assert sign_in(visitor, place, email="invited@example.org", password=password).status_code == 422


@pytest.mark.parametrize("page", ["/desk/lost-password", "/meeting/my-link"])
def test_known_and_unknown_addresses_are_told_the_same(place: Place, visitor: FlaskClient, page: str) -> None:
    known = {"/desk/lost-password": people.address(place.event_id, "owner")}.get(
        page, "delegate0@example.org"
    )
    one, other = (visitor.post(page, data={"email": email}) for email in (known, "nobody@example.org"))
    assert plain(one, known) == plain(other, "nobody@example.org")
    assert one.status_code == 200


def test_who_waits_for_a_mail_that_cannot_leave_is_told_so(visitor: FlaskClient) -> None:
    page = visitor.post("/desk/lost-password?lang=en", data={"email": "owner@example.org"}).text
    assert "No mail server is set up." in page
    assert "is on its way" not in page


def test_a_link_that_ended_and_one_that_never_was_are_told_the_same(
    place: Place, visitor: FlaskClient
) -> None:
    number = 7
    found = people.approved(place.event_id, number)
    row = registrations.get(place.event_id, found.id)
    old = registrations.link_token(row)
    registration.new_link(found.id)
    assert plain(visitor.get(f"/p/{old}"), old) == plain(visitor.get("/p/guessed"), "guessed")


def test_registering_says_nothing_of_who_registered_before(place: Place, visitor: FlaskClient) -> None:
    page = visitor.get("/meeting/register?lang=fr")
    form = dict(re.findall(r'name="(submission|csrf_token)"[^>]*value="([^"]*)"', page.text))
    answers = {**people.ANSWERS, "name_latin": "Sara Bah", "name_ar": "سارة باه", "email_choice": ""}
    for email in ("delegate0@example.org", "new@example.org"):
        answer = visitor.post("/meeting/register", data={**answers, **form, "email": email, "submission": ""})
        assert (answer.status_code, answer.location) == (303, "/meeting/register/done"), answer.text[:3000]

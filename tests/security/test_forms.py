"""Forms are taken from our own pages only: a request that another site made a browser send does nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from app.audit import queries as journal
from app.kernel.db import db
from tests.security.conftest import Place
from tests.support import people


@pytest.fixture
def protected(place: Place) -> Iterator[Place]:
    """The place as it is served: forms need their token."""
    place.app.config["WTF_CSRF_ENABLED"] = True
    yield place
    place.app.config["WTF_CSRF_ENABLED"] = False


def test_no_form_is_taken_without_its_token(protected: Place) -> None:
    before = [journal.last_number(one) for one in (protected.event_id, protected.other_id, None)]
    asked = 0
    for method, rule, address in protected.routes():
        if method != "POST" or rule.rule.startswith("/api/"):
            continue
        for token in ("", "guessed"):
            answer = protected.ask("owner", method, address, data={"csrf_token": token, "act": "approve"})
            assert answer.status_code == 400, (rule.rule, answer.status_code)
        asked += 1
    db.session.rollback()
    assert asked > 20
    assert [journal.last_number(one) for one in (protected.event_id, protected.other_id, None)] == before
    assert protected.ask("owner", "GET", "/desk/meeting/").status_code == 200


def test_a_large_file_is_read_as_far_as_its_route_allows_before_its_token_is_looked_for(
    protected: Place,
) -> None:
    usual, large = protected.app.config["MAX_CONTENT_LENGTH"], 0
    head = b'--line\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n'
    sent = {
        "data": head + bytes(usual) + b"\r\n--line--\r\n",
        "content_type": "multipart/form-data; boundary=line",
    }
    for method, rule, address in protected.routes():
        most = getattr(protected.app.view_functions[rule.endpoint], "most_bytes", 0)
        if method == "POST" and most > usual:
            assert protected.ask("owner", method, address, **sent).status_code == 400, rule.rule
            large += 1
    assert large > 5


def test_a_form_with_the_token_of_its_page_is_taken(protected: Place) -> None:
    client = protected.app.test_client()
    found = csrf(client.get("/desk/sign-in").text)
    known = {"email": people.address(protected.event_id, "owner"), "password": people.PASSWORD}
    assert client.post("/desk/sign-in", data={**known, "csrf_token": found}).status_code == 302
    assert client.get("/desk/meeting/").status_code == 200


def test_the_token_of_another_browser_is_worth_nothing(protected: Place) -> None:
    found = csrf(protected.app.test_client().get("/desk/sign-in").text)
    client = protected.app.test_client()
    client.get("/desk/sign-in")
    assert client.post("/desk/sign-in", data={"csrf_token": found}).status_code == 400


def test_a_token_from_before_the_sign_in_is_worth_nothing_after_it(protected: Place) -> None:
    client = protected.app.test_client()
    found = csrf(client.get("/desk/sign-in").text)
    known = {"email": people.address(protected.event_id, "owner"), "password": people.PASSWORD}
    client.post("/desk/sign-in", data={**known, "csrf_token": found})
    assert client.post("/desk/sign-out", data={"csrf_token": found}).status_code == 400
    assert client.get("/desk/meeting/").status_code == 200


def test_every_form_of_a_page_carries_the_token(protected: Place) -> None:
    seen = 0
    for method, rule, address in protected.routes():
        if method != "GET" or rule.endpoint in ("mail_desk.file", "mail_desk.preview"):
            continue
        page = protected.ask("owner", "GET", address, follow_redirects=True)
        if page.mimetype != "text/html":
            continue
        for form in re.findall(r"<form\b.*?</form>", page.text, re.DOTALL):
            if re.search(r'method="post"', form, re.IGNORECASE):
                assert re.search(r'name="csrf_token"[^>]*value="[^"]{20,}"', form), (rule.rule, form[:200])
                seen += 1
    assert seen > 15


def csrf(page: str) -> str:
    """The token of a page's first form."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found is not None
    return found[1]

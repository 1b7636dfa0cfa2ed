"""The web's common ground: refusals as pages in three languages and as problems, and a log that keeps secrets."""

from __future__ import annotations

import logging
import re

import pytest
from flask import Flask, abort, render_template_string
from flask.testing import FlaskClient
from jinja2 import UndefinedError
from markupsafe import escape

from app.kernel import guard, web
from app.kernel.errors import Forbidden, NotFound, NotSignedIn, Refusal, TooMany
from app.kernel.i18n import N_, _, speaking
from tests.conftest import make_app


class SeatsTaken(Refusal):
    """A refusal that names something."""

    code = "seats-taken"
    message = N_("There is no role %(role)s. Choose one of: %(roles)s.")


REFUSALS: dict[str, Refusal] = {
    "not-found": NotFound(),
    "forbidden": Forbidden(permission="see"),
    "not-signed-in": NotSignedIn(),
    "too-many-requests": TooMany(retry_after=60),
    "seats-taken": SeatsTaken(role="<king>", roles="owner"),
}


@pytest.fixture
def failing(sqlite_app: Flask) -> Flask:
    """Pages and API calls that refuse, abort or crash."""

    @sqlite_app.get("/fails/<code>", defaults={"kind": "page"})
    @sqlite_app.get("/api/fails/<code>", defaults={"kind": "api"})
    @guard.open_to_all
    def fails(code: str, kind: str) -> str:
        if code in REFUSALS:
            raise REFUSALS[code]
        if code.isdecimal():
            abort(int(code))
        raise ValueError("a secret of the inside")

    return sqlite_app


@pytest.fixture
def visitor(failing: Flask) -> FlaskClient:
    return failing.test_client()


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("code", REFUSALS)
def test_a_refusal_is_a_page_in_the_visitors_language(
    failing: Flask, visitor: FlaskClient, code: str, language: str
) -> None:
    refusal = REFUSALS[code]
    with failing.app_context(), speaking(language):
        words = _(refusal.message, **refusal.params)
        assert (words == refusal.message % refusal.params) == (language == "en")
    page = visitor.get(f"/fails/{code}?lang={language}")
    assert page.status_code == refusal.status
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page.text
    assert str(escape(words)) in page.text
    assert page.headers["Content-Language"] == language


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("code", REFUSALS)
def test_a_refusal_is_a_problem_for_programs(
    failing: Flask, visitor: FlaskClient, code: str, language: str
) -> None:
    refusal = REFUSALS[code]
    with failing.app_context(), speaking(language):
        words = _(refusal.message, **refusal.params)
    answer = visitor.get(f"/api/fails/{code}?lang={language}")
    assert answer.content_type == "application/problem+json"
    assert answer.get_json() == {
        "type": f"about:blank#{code}", "title": words, "status": refusal.status, "code": code,
    }  # fmt: skip
    assert answer.status_code == refusal.status


@pytest.mark.parametrize("path", ["/fails/too-many-requests", "/api/fails/too-many-requests"])
def test_who_comes_too_often_is_told_when_to_come_back(visitor: FlaskClient, path: str) -> None:
    assert visitor.get(path).headers["Retry-After"] == "60"


def test_programs_are_told_how_to_sign_in(visitor: FlaskClient) -> None:
    assert visitor.get("/api/fails/not-signed-in").headers["WWW-Authenticate"] == "Bearer"
    assert "WWW-Authenticate" not in visitor.get("/fails/not-signed-in").headers


def test_the_desk_sends_to_its_sign_in_and_back(failing: Flask, visitor: FlaskClient) -> None:
    page = visitor.get("/desk/account?lang=fr")
    assert (page.status_code, page.headers["Location"]) == (302, "/desk/sign-in?next=/desk/account?lang%3Dfr")


ABORTS = {400: "could not be understood", 404: "does not exist", 405: "does not take", 413: "too large"}


@pytest.mark.parametrize("status", ABORTS)
def test_what_http_refuses_is_said_in_words(visitor: FlaskClient, status: int) -> None:
    page, answer = visitor.get(f"/fails/{status}"), visitor.get(f"/api/fails/{status}")
    assert (page.status_code, answer.status_code) == (status, status)
    assert ABORTS[status] in page.text
    assert ABORTS[status] in answer.get_json()["title"]


def test_an_address_that_nobody_has_is_answered_in_kind(visitor: FlaskClient) -> None:
    page, answer = visitor.get("/no/such/page?lang=fr"), visitor.get("/api/v1/nothing")
    assert (page.status_code, answer.status_code) == (404, 404)
    assert '<html lang="fr"' in page.text
    assert answer.get_json()["code"] == "not-found"


def test_a_wrong_method_is_no_crash(visitor: FlaskClient) -> None:
    assert visitor.delete("/").status_code == 405


@pytest.mark.parametrize(
    ("language", "words"), [("ar", "خلل من جانبنا"), ("fr", "Une erreur de notre côté"), ("en", "Our fault")]
)
def test_a_crash_tells_a_reference_and_nothing_else(
    visitor: FlaskClient, caplog: pytest.LogCaptureFixture, language: str, words: str
) -> None:
    page = visitor.get(f"/fails/crash?lang={language}")
    assert page.status_code == 500
    assert f"<h1>{words}</h1>" in page.text
    assert "a secret of the inside" not in page.text
    found = re.search(r'class="number">([0-9a-f]{8})<', page.text)
    assert found is not None
    assert f"reference {found[1]}" in caplog.text
    assert "a secret of the inside" in caplog.text


def test_a_crash_is_a_problem_with_its_reference(
    visitor: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = visitor.get("/api/fails/crash")
    assert answer.status_code == 500
    assert answer.get_json()["code"] == "server-error"
    assert f"reference {answer.get_json()['reference']}" in caplog.text
    assert "secret" not in answer.text


def test_a_form_without_its_token_is_refused_in_words(failing: Flask) -> None:
    failing.config["WTF_CSRF_ENABLED"] = True
    page = failing.test_client().post(
        "/desk/sign-in?lang=fr", data={"email": "a@example.org", "password": "x"}
    )
    assert page.status_code == 400
    assert "rechargez-la" in page.text


def test_a_template_that_says_an_unknown_name_crashes(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/"):
        for text in ("{{ nothing }}", "{{ {}.nothing }}", "{% if nothing %}x{% endif %}"):
            with pytest.raises(UndefinedError):
                render_template_string(text)


def test_what_a_template_shows_is_escaped(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/"):
        assert render_template_string("{{ name }}", name="<b>") == "&lt;b&gt;"


SECRET = "pHy2ul6kEbd0pcyjOJ9q"


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        (f"/p/{SECRET}?x={SECRET}", "/p/<token> 404"),
        (f"/c/{SECRET}.ics", "/c/<feed>.ics 404"),
        (f"/desk/password/{SECRET}", "/desk/password/<token> 404"),
        (f"/door/pair/{SECRET}", "/door/pair/<token>"),
        (f"/no/such/{SECRET}", "(no page) 404"),
        (f"/fails/{SECRET}", "/fails/<code> 500"),
    ],
)
def test_the_log_holds_the_rule_and_never_the_secret(
    visitor: FlaskClient, caplog: pytest.LogCaptureFixture, path: str, rule: str
) -> None:
    with caplog.at_level(logging.INFO):
        visitor.get(path, headers={"Referer": f"http://localhost/p/{SECRET}"})
    assert f"GET {rule}" in caplog.text
    assert SECRET not in caplog.text


def test_every_answer_is_safe_to_frame_and_sniff(visitor: FlaskClient) -> None:
    for path in ("/", "/fails/404", "/fails/crash", "/api/fails/forbidden", "/healthz"):
        headers = visitor.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Strict-Transport-Security" not in headers


def test_tls_is_insisted_on_once_it_is_there(visitor: FlaskClient) -> None:
    assert (
        "max-age"
        in visitor.get("/healthz", base_url="https://meet.example").headers["Strict-Transport-Security"]
    )


def asked_of(app: Flask, **headers: str) -> list[str]:
    @app.get("/who")
    @guard.open_to_all
    def who() -> str:
        return f"{guard.address()} {web.request.scheme} {web.request.host}"

    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return app.test_client().get("/who", headers=sent).text.split()


FORWARDED = {
    "X_Forwarded_For": "203.0.113.9, 198.51.100.7",
    "X_Forwarded_Proto": "https",
    "X_Forwarded_Host": "meet.example",
}


def test_without_a_trusted_proxy_what_is_forwarded_is_not_believed(sqlite_app: Flask) -> None:
    assert asked_of(sqlite_app, **FORWARDED) == ["127.0.0.1", "http", "localhost"]


@pytest.mark.parametrize(("proxies", "address"), [(1, "198.51.100.7"), (2, "203.0.113.9")])
def test_trusted_proxies_are_believed_as_far_as_they_go(
    tmp_path_factory: pytest.TempPathFactory, proxies: int, address: str
) -> None:
    app = make_app(tmp_path_factory.mktemp("proxied"), "sqlite://", trusted_proxies=proxies)
    doubled = {name: f"{value}, {value}" for name, value in FORWARDED.items()} if proxies == 2 else FORWARDED
    told = {**doubled, "X_Forwarded_For": FORWARDED["X_Forwarded_For"]}
    assert asked_of(app, **told) == [address, "https", "meet.example"]


def test_a_link_for_mails_begins_with_the_public_address(tmp_path_factory: pytest.TempPathFactory) -> None:
    app = make_app(tmp_path_factory.mktemp("public"), "sqlite://", public_url="https://meet.example")
    with app.test_request_context("/", base_url="http://evil.example"):
        assert web.public_url("front.own_page", token="abc") == "https://meet.example/p/abc"

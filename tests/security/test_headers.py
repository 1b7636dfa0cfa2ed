"""What every answer says to the browser: what it may run, keep and tell others."""

from __future__ import annotations

from dataclasses import replace

import pytest
from werkzeug.test import TestResponse

from tests.security.conftest import Place

LENIENT = {
    "mail_desk.preview", "sendings_desk.frame", "words_desk.frame",
}  # fmt: skip
"""A mail's own HTML keeps the styles that it was written with, in a sandbox without scripts."""

SCANNING = {"checkin.door"}


def policy(answer: TestResponse) -> dict[str, str]:
    """The directives of the content security policy."""
    parts = (part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: said for name, _, said in parts}


def test_every_page_says_what_a_browser_may_do(place: Place) -> None:
    for method, rule, address in place.routes():
        if method != "GET":
            continue
        answer = place.ask("owner", "GET", address)
        said, headers = policy(answer), answer.headers
        assert said["default-src"] == "'none'", rule.rule
        assert "unsafe-eval" not in said.get("script-src", "").replace("'wasm-unsafe-eval'", ""), rule.rule
        assert ("wasm-unsafe-eval" in said.get("script-src", "")) == (rule.endpoint in SCANNING), rule.rule
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] in ("same-origin", "no-referrer")
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        if rule.endpoint in LENIENT:
            assert "sandbox" in said
            assert "script-src" not in said
        else:
            assert "unsafe-inline" not in headers["Content-Security-Policy"], rule.rule
            assert (said["frame-ancestors"], said["base-uri"], said["form-action"]) == (
                "'none'",
                "'none'",
                "'self'",
            )


def test_no_page_holds_what_its_own_policy_refuses(place: Place) -> None:
    for method, rule, address in place.routes():
        answer = place.ask("owner", method, address)
        if answer.mimetype == "text/html" and rule.endpoint not in LENIENT:
            for inline in (" style=", "<style", " onclick=", " onsubmit=", "javascript:"):
                assert inline not in answer.text, (rule.rule, inline)


def guarded(answer: TestResponse) -> bool:
    """True when the answer is not indexed, not kept, and tells nobody where it was."""
    headers = answer.headers
    return (headers.get("X-Robots-Tag"), headers["Referrer-Policy"], headers.get("Cache-Control")) == (
        "noindex, nofollow", "no-referrer", "private, no-store",
    )  # fmt: skip


def test_an_address_that_is_a_secret_is_kept_one(fresh: Place) -> None:
    asked = 0
    for method, rule, address in fresh.routes():
        if "token" in rule.arguments and rule.endpoint != "people.revoke_token":
            answer = fresh.ask("anonymous", method, address)
            assert guarded(answer), (method, rule.rule, answer.status_code, dict(answer.headers))
            asked += 1
    assert asked >= 8
    for wrong in ("/p/guessed", "/p/guessed/change", "/door/pair/guessed", "/desk/password/guessed"):
        answer = fresh.ask("anonymous", "GET", wrong)
        assert answer.status_code == 404
        assert guarded(answer), wrong


def test_a_personal_calendar_is_not_indexed_and_tells_no_referrer(fresh: Place) -> None:
    headers = fresh.ask("anonymous", "GET", f"/c/{fresh.feed}.ics").headers
    assert (headers["X-Robots-Tag"], headers["Referrer-Policy"]) == ("noindex, nofollow", "no-referrer")
    assert "private" in headers["Cache-Control"]


def test_pages_and_answers_about_people_are_not_kept(place: Place) -> None:
    for method, rule, address in place.routes():
        figures = rule.endpoint == "statistics_desk.statistics"  # they name nobody, and are asked for all day
        if rule.rule.startswith(("/desk/<event>", "/api/v1/events")) and method == "GET" and not figures:
            assert "no-store" in place.ask("owner", "GET", address).headers["Cache-Control"], rule.rule


@pytest.mark.parametrize("tls", ["the request", "PUBLIC_URL"])
def test_over_tls_browsers_are_told_to_stay_there_and_cookies_are_sealed_to_it(
    place: Place, tls: str
) -> None:
    if tls == "PUBLIC_URL":
        place.app.config["CONFIG"] = replace(place.app.config["CONFIG"], public_url="https://meet.example")
    base = "https://localhost" if tls == "the request" else "http://localhost"
    answer = place.app.test_client().get("/meeting/?lang=fr", base_url=base)
    place.app.config["CONFIG"] = replace(place.app.config["CONFIG"], public_url="http://127.0.0.1:8000")
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    assert all("Secure" in cookie for cookie in answer.headers.getlist("Set-Cookie"))


def test_without_tls_nothing_is_promised(place: Place) -> None:
    assert "Strict-Transport-Security" not in place.ask("anonymous", "GET", "/meeting/").headers

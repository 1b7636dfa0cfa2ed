"""What nobody sends by mistake: each answer is a refusal or a page, never a fault of ours, on both databases."""

from __future__ import annotations

import pytest
from werkzeug.routing import Rule

from tests.security.conftest import Place

PARTS = (
    "%00",
    "%FF%FE",
    "..%2F..%2Fetc",
    "x" * 3000,
    "%F0%9F%8E%AB",
    "%E2%80%AE",
    "'%20OR%201=1--",
    "-1",
    "9" * 40,
)
QUERIES = (
    "&".join(
        f"{name}=%00"
        for name in "lang page text state category country sort action session since next".split()
    ),
    "lang=99&page=99999999999999999999&before=99999999999999999999&city=9&subject=9&since=9.9.9&text=%25_%5C",
    "page=-5&before=-5&text=" + "%D9%85" * 500 + "&session=main&verify=1",
    "endpoint=x&_external=1&_scheme=javascript&_method=POST&_anchor=%22%3E&event=elsewhere&token=x&key=x&values=1",
    "lang=ar&lang=fr&%00=%00&=&&&page=1e9&text=%FF%FE&state=%ED%A0%80",
)
FIELDS = (
    "name email password phone reason act ids back next format state role checkpoints may_override text submission "
    "name_ar name_latin function honorific category country city language consent_processing email_choice csrf_token "
    "gender interpretation diet access website"
).split()
VALUES = ("a\0b", "\ufffe\uffff", "x" * 20_000, "\u202e\u2066", "-1", "[]", "sara\0@example.org", "\n\r\n")


def argued(place: Place, rule: Rule, part: str) -> list[str]:
    """The route's address with each textual argument replaced in turn."""
    address = place.address(rule)
    found = []
    for segment, shown in zip(rule.rule.split("/"), address.split("/"), strict=True):
        if "<" in segment and ":" not in segment and "." not in segment:
            found.append("/".join(part if one == shown else one for one in address.split("/")))
    return found


def test_no_address_makes_us_fail(fresh: Place) -> None:
    for method, rule, _ in fresh.routes():
        for part in PARTS:
            for address in argued(fresh, rule, part):
                answer = fresh.ask("owner", method, address)
                assert answer.status_code < 500, (method, address[:80], answer.status_code)


def test_no_question_makes_us_fail(fresh: Place) -> None:
    for method, rule, address in fresh.routes():
        if method == "GET" and not rule.endpoint.startswith(("assets", "health")):
            for query in QUERIES:
                answer = fresh.ask("owner", "GET", f"{address}?{query}")
                assert answer.status_code < 500, (address, query[:60], answer.status_code)
                assert b'"javascript:' not in answer.data


def test_no_form_makes_us_fail(fresh: Place) -> None:
    for method, rule, address in fresh.routes():
        if method == "POST" and rule.endpoint != "people.sign_out":
            for value in VALUES:
                data = dict.fromkeys(FIELDS, value)
                for more in (
                    {},
                    {"email": f"{value}@example.org", "role": "print", "act": "refuse", "name": value},
                ):
                    answer = fresh.ask("owner", method, address, data=data | more)
                    assert answer.status_code < 500, (address, value[:20], answer.status_code)


@pytest.mark.parametrize(
    "name", ["Cookie", "Accept-Language", "Authorization", "User-Agent", "If-None-Match", "Range"]
)
def test_no_header_makes_us_fail(place: Place, name: str) -> None:
    values = (
        "multaqa_desk=\xff\xfe; multaqa=\xff; lang=\xff", "multaqa_desk=; multaqa=.x.y; lang=xx", "\xff" * 5000,
        ";=,;q=", "Bearer \x01", "bytes=0-,5-9999999999999999999", "*;q=nan,ar;q=9e999", 'W/"',
    )  # fmt: skip
    for value in values:
        for address in ("/meeting/", "/desk/meeting/", "/desk/sign-in", "/api/v1/events/meeting/roster"):
            answer = place.app.test_client().get(address, headers={name: value}, buffered=True)
            assert answer.status_code < 500, (value[:30], address)


def test_too_much_is_refused_before_it_is_read(place: Place) -> None:
    big = b"x" * (5 * 1024 * 1024)
    for address in ("/api/v1/events/meeting/scans", "/meeting/register", "/desk/sign-in"):
        answer = place.ask(
            "device", "POST", address, data=big, content_type="application/x-www-form-urlencoded"
        )
        assert answer.status_code == 413, address

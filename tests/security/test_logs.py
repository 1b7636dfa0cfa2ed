"""What the program writes down of its requests: enough to find a fault, nothing about anybody."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy import text

from app.kernel.db import atomic
from app.registration import signals
from tests.security.conftest import Place
from tests.support import people

FORM = {**people.ANSWERS, "name_latin": "Sara Bah", "name_ar": "سارة باه", "email": "sara@example.org"}
SECRETS = (
    "sara@example.org",
    "Sara Bah",
    "سارة",
    "22123456",
    "22 12 34 56",
    "delegate0@example.org",
    people.PASSWORD,
)


def secrets_of(place: Place) -> tuple[str, ...]:
    """What must stand in no line: tokens of all kinds, codes, addresses, names."""
    code = place.delegate.code.removeprefix("MQ1:")
    own = (place.link, place.feed, place.door, place.door_link, place.one_time, code, place.delegate.typed)
    return (*own, *place.cookies.values(), *place.tokens.values(), *SECRETS)


def written(caplog: pytest.LogCaptureFixture) -> str:
    """Everything that was logged, tracebacks included."""
    format_ = logging.Formatter("%(name)s %(message)s")
    return "\n".join(format_.format(record) for record in caplog.records)


def test_no_secret_and_no_name_is_logged(fresh: Place, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for method, _rule, address in fresh.routes():
        for actor in ("anonymous", "owner"):
            fresh.ask(actor, method, address, data=FORM | {"password": people.PASSWORD, "reason": "Sara Bah"})
    fresh.ask("anonymous", "GET", f"/desk/sign-in?next=/p/{fresh.link}&email=sara@example.org")
    fresh.ask("anonymous", "GET", f"/nowhere/{fresh.link}?text=Sara Bah")
    lines = written(caplog)
    assert lines.count("app.access") > 100
    for secret in secrets_of(fresh):
        assert secret not in lines, [line for line in lines.splitlines() if secret in line][:3]


def test_the_access_log_names_the_route_and_not_the_address(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    place.ask("anonymous", "GET", f"/p/{place.link}")
    assert "GET /p/<token> 200" in written(caplog)


def test_a_fault_of_the_database_is_logged_without_what_it_was_about(
    fresh: Place, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_sender: object, **_said: object) -> None:
        with atomic() as session:
            session.execute(text("INSERT INTO missing VALUES (:name)"), {"name": FORM["name_latin"]})

    data = FORM | {"consent_processing": "y", "email_choice": ""}
    with signals.submitted.connected_to(fail):
        answer = fresh.ask("anonymous", "POST", "/meeting/register?lang=en", data=data)
    assert answer.status_code == 500
    lines = written(caplog)
    assert "INSERT INTO missing" in lines
    for secret in SECRETS:
        assert secret not in lines
        assert secret not in answer.text
    reference = lines.partition("reference ")[2].split()[0]
    assert reference in answer.text

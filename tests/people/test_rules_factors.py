"""Codes by time as RFC 6238 defines them, each taken once; codes for recovery; when a second step is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.rules import (
    device_name,
    enrolment,
    matching_step,
    recovery_code,
    recovery_digest,
    second_step,
)
from app.people.rules.factors import STEP, step_of, totp

SECRET = b"12345678901234567890"
NOW = datetime(2027, 1, 28, 9, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    """RFC 6238, appendix B, SHA-1, the last six of its eight digits."""
    assert totp(SECRET, seconds // STEP) == code


@given(st.integers(-3, 3))
def test_a_clock_may_be_half_a_minute_off_and_no_more(steps: int) -> None:
    code = totp(SECRET, step_of(NOW + timedelta(seconds=STEP * steps)))
    found = matching_step(SECRET, f" {code[:3]} {code[3:]}", NOW, -1)
    assert found == (step_of(NOW) + steps if abs(steps) <= 1 else None)


def test_a_code_is_taken_once_and_none_before_it() -> None:
    step = step_of(NOW)
    assert matching_step(SECRET, totp(SECRET, step), NOW, step) is None
    assert matching_step(SECRET, totp(SECRET, step - 1), NOW, step) is None
    assert matching_step(SECRET, totp(SECRET, step + 1), NOW, step) == step + 1
    for wrong in ("", "12345", "1234567", "abcdef"):
        assert matching_step(SECRET, wrong, NOW, -1) is None


def test_a_recovery_code_is_known_however_it_is_typed() -> None:
    code = recovery_code(bytes(range(10)))
    assert len(code) == 11
    assert recovery_digest(b"me", code) == recovery_digest(b"me", f" {code.upper().replace('-', ' ')} ")
    assert recovery_digest(b"me", code) != recovery_digest(b"you", code)


@pytest.mark.parametrize(
    ("owner", "app", "keys", "asked"),
    [(False, False, 2, False), (True, False, 0, False), (True, False, 1, True), (False, True, 0, True)],
)
def test_a_second_step_is_asked_where_there_is_one(owner: bool, app: bool, keys: int, asked: bool) -> None:
    assert second_step(owner=owner, has_app=app, passkeys=keys) is asked


def test_an_app_reads_the_secret_and_whose_it_is() -> None:
    assert enrolment(SECRET, "a@b.org") == (
        "otpauth://totp/Multaqa:a%40b.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Multaqa"
    )


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36",
            "Chrome · Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari · iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/131.0 Safari/537.36 Edg/131.0", "Edge · Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox · Linux"),
        ("something else", "something else"),
        ("", ""),
    ],
)
def test_a_browser_has_a_name(agent: str, name: str) -> None:
    assert device_name(agent) == name

"""What is stored of a password, at its true cost: the other tests pay less (tests/support/quick.py)."""

from __future__ import annotations

import subprocess
import sys

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import VerifyMismatchError
from argon2.low_level import Type

from tests.support.keeper import ROOT

PASSWORD = "a password of نواكشوط"
STORE = f"from app.people.service import accounts; print(accounts.hashed({PASSWORD!r}), accounts.hashed({PASSWORD!r}))"


def test_a_password_is_stored_at_a_cost_that_makes_guessing_dear() -> None:
    done = subprocess.run(
        [sys.executable, "-c", STORE], cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    first, second = done.stdout.split()
    assert first != second
    paid = extract_parameters(first)
    assert paid.type is Type.ID
    assert (paid.memory_cost, paid.time_cost, paid.salt_len) >= (64 * 1024, 3, 16)
    assert PasswordHasher().verify(first, PASSWORD)
    with pytest.raises(VerifyMismatchError):
        PasswordHasher().verify(first, PASSWORD + " ")

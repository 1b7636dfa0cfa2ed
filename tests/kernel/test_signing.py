"""Secrets: tokens that cannot be guessed, digests for lookup, and values sealed under keys that may change."""

from __future__ import annotations

import hashlib
import string
from pathlib import Path

import pytest
from flask import Flask, session

from app import create_app
from app.kernel import guard, signing
from app.kernel.signing import Unsealable, digest, fingerprints, matches, new_token, seal, unseal
from config import Config

CODE = "MQ1 رمز الشارة"


def installed(folder: Path, secret_key: str) -> Flask:
    """An installation with this SECRET_KEY; its database is never asked."""
    url = f"sqlite:///{folder / 'unused.db'}"
    return create_app(Config(instance=folder, database_url=url, secret_key=secret_key, testing=True))


def test_a_token_has_256_random_bits_and_fits_an_address() -> None:
    tokens = {new_token() for _time in range(1000)}
    assert len(tokens) == 1000
    assert {len(token) for token in tokens} == {43}
    assert set("".join(tokens)) <= set(string.ascii_letters + string.digits + "-_")


def test_tokens_are_looked_up_by_their_digest() -> None:
    assert digest("secret") == hashlib.sha256(b"secret").digest()


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("a", "a", True),
        ("a", b"a", True),
        ("", "", True),
        ("a", "b", False),
        ("a", "ab", False),
        ("é", "e", False),
    ],
)
def test_secrets_match_as_texts_or_bytes(left: str | bytes, right: str | bytes, same: bool) -> None:
    assert matches(left, right) is same


def test_what_was_sealed_opens_and_tells_nothing(tmp_path: Path) -> None:
    with installed(tmp_path, "the key").app_context():
        sealed = seal(CODE)
        assert unseal(sealed) == CODE
        assert CODE.encode() not in sealed
        assert seal(CODE) != sealed


def test_a_new_key_opens_what_the_old_one_sealed(tmp_path: Path) -> None:
    with installed(tmp_path, "old").app_context():
        sealed = seal(CODE)
    with installed(tmp_path, "new, old").app_context():
        assert unseal(sealed) == CODE
        sealed_anew = seal(CODE)
    with installed(tmp_path, "new").app_context():
        assert unseal(sealed_anew) == CODE


def test_without_the_old_key_the_fault_names_the_setting(tmp_path: Path) -> None:
    with installed(tmp_path, "old").app_context():
        sealed = seal(CODE)
    with (
        installed(tmp_path, "new").app_context(),
        pytest.raises(Unsealable, match="no configured SECRET_KEY"),
    ):
        unseal(sealed)


@pytest.mark.parametrize("damaged", [b"", b"not sealed", bytes(100)])
def test_damage_is_not_taken_for_a_value(tmp_path: Path, damaged: bytes) -> None:
    with installed(tmp_path, "key").app_context(), pytest.raises(Unsealable):
        unseal(damaged)


def test_sealed_values_come_from_a_key_of_their_own(tmp_path: Path) -> None:
    """The key that signs cookies is not the one that seals: neither gives the other away."""
    assert signing._raw("key") != hashlib.sha256(b"key").digest()
    assert len(signing._raw("key")) == 32
    assert signing._raw("key") != signing._raw("key2")


def test_fingerprints_are_keyed_the_current_first(tmp_path: Path) -> None:
    with installed(tmp_path, "old").app_context():
        old = fingerprints(b"content")
    with installed(tmp_path, "new,old").app_context():
        both = fingerprints(b"content")
    assert len(old) == 1
    assert both[1:] == old
    assert both[0] not in (*old, hashlib.sha256(b"content").digest())


def test_a_visitor_keeps_the_session_when_the_key_changes(tmp_path: Path) -> None:
    apps = [installed(tmp_path, key) for key in ("old", "new,old", "new")]
    cookie = apps[0].session_interface.get_signing_serializer(apps[0]).dumps({"seen": "something"})
    seen = []
    for app in apps:
        app.add_url_rule("/seen", view_func=guard.open_to_all(lambda: session.get("seen", "nothing")))
        visitor = app.test_client()
        visitor.set_cookie("multaqa", cookie)
        seen.append(visitor.get("/seen").text)
    assert seen == ["something", "something", "nothing"]

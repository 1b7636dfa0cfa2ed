"""Secrets: random tokens, their digests for lookup, and values sealed under the installation's key."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

FORMAT = b"\x01"  # no Fernet token begins with it
MARKED = 5  # bytes before the token: the format and the mark of its key


class Unsealable(Exception):
    """A sealed value that no configured key opens: SECRET_KEY was changed without keeping the old one."""


def new_token() -> str:
    """A new secret for a link: 256 random bits, URL-safe, 43 characters."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    """SHA-256 of a random token, for lookup by index; enough for 128 random bits and more, not for passwords."""
    return hashlib.sha256(token.encode()).digest()


def matches(left: bytes | str, right: bytes | str) -> bool:
    """Compare two secrets in constant time."""
    return hmac.compare_digest(_bytes(left), _bytes(right))


def seal(text: str) -> bytes:
    """Encrypt a text under the current key (AES-128-CBC with HMAC-SHA-256, Fernet), and say which key that was."""
    return seal_bytes(text.encode())


def seal_bytes(content: bytes) -> bytes:
    """The same for what is no text: a letter, a picture."""
    key = current_app.config["SECRET_KEYS"][0]
    return seal_mark(key) + _fernet(key).encrypt(content)


def unseal(sealed: bytes) -> str:
    """Decrypt with the key that the value names; raises Unsealable when it is not configured any more."""
    return unseal_bytes(sealed).decode()


def unseal_bytes(sealed: bytes) -> bytes:
    """The same for what is no text."""
    sealed, keys = bytes(sealed), current_app.config["SECRET_KEYS"]
    mark = sealed[:MARKED]
    named = [key for key in keys if seal_mark(key) == mark] if sealed[:1] == FORMAT else []
    content = sealed[MARKED:] if named else sealed  # what was sealed before keys had marks names none
    for key in named or keys:
        try:
            return _fernet(key).decrypt(content)
        except InvalidToken:
            continue
    raise Unsealable("no configured SECRET_KEY opens this value")


@lru_cache(maxsize=8)
def seal_mark(key: str) -> bytes:
    """How everything begins that a key has sealed: five bytes that tell keys apart and nothing about them."""
    hkdf = HKDF(algorithm=SHA256(), length=MARKED - 1, salt=None, info=b"multaqa key mark")
    return FORMAT + hkdf.derive(key.encode())


def fingerprints(content: bytes) -> list[bytes]:
    """Keyed digests of a content, one for each configured key, the current first.

    Unlike a bare SHA-256, they tell nothing about personal words once these are erased.
    """
    keys: tuple[str, ...] = current_app.config["SECRET_KEYS"]
    return [hashlib.blake2b(content, digest_size=32, key=_raw(key)).digest() for key in keys]


@lru_cache(maxsize=8)
def _fernet(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_raw(key)))


@lru_cache(maxsize=8)
def _raw(key: str) -> bytes:
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"multaqa sealed values")
    return hkdf.derive(key.encode())


def _bytes(value: bytes | str) -> bytes:
    return value.encode() if isinstance(value, str) else value

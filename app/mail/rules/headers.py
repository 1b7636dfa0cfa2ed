"""Headers that are not ASCII (RFC 2047), folded by us: the standard library loses spaces where it folds them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from email.message import EmailMessage

from app.mail.rules.addresses import address_of

MOST = 39
"""Bytes of text in one encoded word: with the longest of our header names a line keeps to 76 characters."""


def say(message: EmailMessage, name: str, text: str) -> None:
    """Set a header to a text of any script."""
    if text.isascii():
        message[name] = text
    else:
        message.set_raw(name, encoded(text))


def say_address(message: EmailMessage, name: str, address: str, person: str = "") -> None:
    """Set a header to one address with the name of whoever it is; raises ValueError for an address that is none."""
    whole = address_of(address, person)
    if person.isascii():
        message[name] = whole
    else:
        message.set_raw(name, f"{encoded(person)}\r\n <{whole.addr_spec}>")


def encoded(text: str) -> str:
    """The text as encoded words on lines of their own; spaces lie within the words, where none is lost."""
    return "\r\n ".join(f"=?utf-8?b?{b64encode(piece).decode('ascii')}?=" for piece in _pieces(text))


def _pieces(text: str) -> Iterator[bytes]:
    """UTF-8 in pieces of at most MOST bytes, cut between letters."""
    piece = b""
    for letter in text:
        more = letter.encode()
        if len(piece) + len(more) > MOST:
            yield piece
            piece = b""
        piece += more
    yield piece

"""Evidence chains: each row commits to its content under a salt, and each link to all rows before it.

The content of a row and its salt may be erased when the law asks for it; the commitment stays, tells nothing
without the salt, and the chain over the commitments still closes (docs/adr/0003-chains-and-erasure.md).
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import Any

START = bytes(32)
"""The link before the first row."""


def canonical(value: object) -> bytes:
    """JSON with sorted keys and no spaces, in UTF-8: the same bytes for the same content."""
    return b"{}" if value == {} else _ENCODER.encode(value).encode()  # most lines say nothing in words


# Made once: each line of a log needs it three times.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def new_salt() -> bytes:
    """16 random bytes, without which a commitment cannot be guessed back."""
    return secrets.token_bytes(16)


def commitment(salt: bytes, content: object) -> bytes:
    """SHA-256 over the salt and the content; stays when both are erased."""
    return hashlib.sha256(salt + canonical(content)).digest()


def link(previous: bytes, facts: Mapping[str, object], committed: bytes) -> bytes:
    """SHA-256 over the previous link, the row's impersonal facts and its commitment."""
    return hashlib.sha256(previous + canonical(facts) + committed).digest()


def first_break(
    rows: Callable[[], Iterable[Any]],
    facts: Callable[[Any], Mapping[str, object]],
    head: Callable[[], tuple[int, bytes]],
) -> int | None:
    """The number of the first row whose place, content, commitment or link does not hold; None when all do.

    Rows without salt were erased and are held to their commitment alone. `head` (number and link of the newest
    row) is read before and after, as rows may be added meanwhile.
    """
    kept, kept_link = head()
    number, previous = 0, START
    for row in rows():
        number += 1
        if row.number != number or not _holds(row, facts(row), previous):
            return number
        if number == kept and row.link != kept_link:
            return number
        previous = row.link
    newest, newest_link = head()
    if number < kept or number > newest:
        return min(number, newest) + 1
    return None if number < newest or previous == newest_link else number


def _holds(row: Any, facts: Mapping[str, object], previous: bytes) -> bool:
    if row.salt is not None and commitment(row.salt, row.content) != row.commitment:
        return False
    return link(previous, facts, row.commitment) == bytes(row.link)

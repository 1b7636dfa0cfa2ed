"""Evidence chains: each row commits to its content under a salt, and each link to all rows before it.

The content of a row and its salt may be erased when the law asks for it; the commitment stays, tells nothing
without the salt, and the chain over the commitments still closes (docs/adr/0003-chains-and-erasure.md).
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping

START = bytes(32)
"""The link before the first row."""


def canonical(value: object) -> bytes:
    """JSON with sorted keys and no spaces, in UTF-8: the same bytes for the same content."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def new_salt() -> bytes:
    """16 random bytes, without which a commitment cannot be guessed back."""
    return secrets.token_bytes(16)


def commitment(salt: bytes, content: object) -> bytes:
    """SHA-256 over the salt and the content; stays when both are erased."""
    return hashlib.sha256(salt + canonical(content)).digest()


def link(previous: bytes, facts: Mapping[str, object], committed: bytes) -> bytes:
    """SHA-256 over the previous link, the row's impersonal facts and its commitment."""
    return hashlib.sha256(previous + canonical(facts) + committed).digest()

"""The installation's key: made once, sealed, and used for what leaves the house."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.dialects import postgresql, sqlite

from app.evidence.models import SigningKey
from app.kernel import clock
from app.kernel.db import atomic, db, on_postgresql
from app.kernel.signing import seal_bytes, unseal_bytes

ONLY = 1  # the row of the key: there is one for the whole installation


def public_key() -> bytes:
    """The public key, 32 bytes; the first call makes the pair."""
    return bytes(_key().public)


def sign(content: bytes) -> bytes:
    """An Ed25519 signature, 64 bytes: the same content gives the same signature."""
    return Ed25519PrivateKey.from_private_bytes(unseal_bytes(_key().private_sealed)).sign(content)


def _key() -> SigningKey:
    found = db.session.get(SigningKey, ONLY)
    if found is not None:
        return found
    with atomic() as session:
        pair = Ed25519PrivateKey.generate()
        # Two may need it first at once: the second waits here for the first, then finds its row.
        insert = postgresql.insert if on_postgresql() else sqlite.insert
        values = {
            "id": ONLY, "public": pair.public_key().public_bytes_raw(),
            "private_sealed": seal_bytes(pair.private_bytes_raw()), "made_at": clock.now(),
        }  # fmt: skip
        session.execute(insert(SigningKey).values(values).on_conflict_do_nothing())
        return session.get_one(SigningKey, ONLY)

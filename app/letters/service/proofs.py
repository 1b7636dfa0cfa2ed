"""Proofs: what `/v/{token}` says of papers that were issued, here and in higher slices."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from uuid import UUID

from app.kernel import clock, web
from app.kernel.db import db
from app.kernel.ids import new_id
from app.kernel.signing import digest
from app.letters.models import Proof

SIZE = 16  # bytes: 128 random bits, short enough for a code that prints well


@dataclass(frozen=True)
class NewProof:
    """A proof with the address that its paper carries; the secret in it is not kept."""

    id: UUID
    url: str


def new_proof(event_id: UUID) -> NewProof:
    """A proof for a paper that is issued in the transaction under way."""
    token, ident = secrets.token_urlsafe(SIZE), new_id()
    db.session.add(Proof(id=ident, token_hash=digest(token), event_id=event_id, made_at=clock.now()))
    db.session.flush()
    return NewProof(ident, web.public_url("proofs.verify", token=token))


def withdraw_proof(proof_id: UUID) -> None:
    """From now on the paper counts as withdrawn, in the transaction under way."""
    proof = db.session.get(Proof, proof_id)
    if proof is not None and proof.withdrawn_at is None:
        proof.withdrawn_at = clock.now()

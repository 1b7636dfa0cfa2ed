"""Keeping the letterhead: who writes, who signs, the signature and the logos."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import IO, Any
from uuid import UUID

from flask import Response

from app.audit.rules import Act
from app.audit.service import record
from app.events.service import lock
from app.kernel import storage
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound
from app.kernel.storage import pictures
from app.letters import queries
from app.letters.models import Letterhead
from app.letters.rules.references import prefix_of

MOST_LOGOS = 6
LOGO_SIDE = 1000  # pixels of the longer side that are kept


def keep_picture(event_id: UUID, content: IO[bytes], name: str) -> str:
    """Write an uploaded picture anew and store it, not claimed yet; its key. Raises FileRefused."""
    made = pictures.upright(content, LOGO_SIDE)
    return storage.keep(event_id, BytesIO(made.jpeg), f"{name}.jpg", storage.PICTURES).key


def save_letterhead(
    event_id: UUID,
    said: Mapping[str, Any],
    *,
    signature: str | None,
    logos: Sequence[str],
    dropped: Sequence[str],
) -> Letterhead:
    """Keep the letterhead. `said` holds its texts, prefix and hijri; `signature` and new `logos` are keys that
    keep_picture gave ("" takes the signature away, None leaves it); `dropped` are logos to take away."""
    with atomic() as session:
        slug = lock(event_id).slug
        head = queries.letterhead(event_id)
        session.add(head)
        for name in ("sender", "signer", "signer_function", "place", "hijri"):
            setattr(head, name, said[name])
        head.prefix = prefix_of(said["prefix"], slug) if said["prefix"].strip() else ""
        if signature is not None:
            _swap(event_id, head.signature, signature)
            head.signature = signature
        for key in dropped:
            if key in head.logos:
                _swap(event_id, key, "")
        for key in logos:
            storage.claim(event_id, key)
        head.logos = [*(key for key in head.logos if key not in dropped), *logos][:MOST_LOGOS]
        db.session.flush()
        after = {"signer": head.signer.pick("en"), "hijri": head.hijri, "prefix": head.prefix}
        record(Act("letterhead.changed", "event", event_id, event_id, after=after))
        return head


def _swap(event_id: UUID, old: str, new: str) -> None:
    if old and (file := storage.find(event_id, old)) is not None:
        storage.drop(file)
    if new:
        storage.claim(event_id, new)


def send_picture(event_id: UUID, name: str) -> Response:
    """The signature (`signature`) or the logo of a number; raises NotFound."""
    head = queries.letterhead(event_id)
    keys = {"signature": head.signature, **{str(number): key for number, key in enumerate(head.logos)}}
    file = storage.find(event_id, keys.get(name, ""))
    if file is None:
        raise NotFound
    return storage.send(file)

"""Taking signatures: lines added to a chain and never changed; a mistake is taken back by a line with a reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, insert

from app.attendance import queries, rules
from app.attendance.models import Signature, SignatureInk
from app.attendance.rules import How
from app.audit.service import keep_head, locked_head
from app.kernel import chain, clock
from app.kernel.clock import Instant
from app.kernel.db import atomic, db
from app.kernel.guard import actor
from app.kernel.signing import seal_bytes


@dataclass(frozen=True)
class Given:
    """One signature to be written down: of a registration or of a speaker without one; `ink` as the tablet sent it."""

    place: str
    how: How
    at: Instant
    registration: UUID | None = None
    speaker: UUID | None = None
    sheet: str = ""
    corrects: int | None = None
    said: Mapping[str, str] = field(default_factory=dict)  # personal: a reason in words
    ink: bytes = b""

    @property
    def who(self) -> UUID:
        """The signer."""
        return cast(UUID, self.registration or self.speaker)


def write(event_id: UUID, lines: Sequence[Given]) -> list[int]:
    """Append lines to the event's chain inside the transaction under way, and give their numbers."""
    with atomic():
        head, now, who = locked_head(queries.chain_of_signatures(event_id)), clock.now(), actor()
        written, inks = [], []
        for line in lines:
            head.number += 1
            row = _row(event_id, head.number, line, now) | {"user_id": who.id if who.kind == "user" else None}
            row |= _committed(line, who.name)
            head.link = row["link"] = chain.link(head.link, rules.chained(row), row["commitment"])
            written.append(row)
            if line.ink:
                inks.append(_ink(event_id, head.number, line))
        if written:
            db.session.execute(insert(cast(Table, Signature.__table__)), written)
            keep_head(head)
        if inks:
            db.session.execute(insert(cast(Table, SignatureInk.__table__)), inks)
        return [row["number"] for row in written]


def _row(event_id: UUID, number: int, line: Given, now: Instant) -> dict[str, Any]:
    return {
        "event_id": event_id, "number": number, "registration_id": line.registration, "speaker_id": line.speaker,
        "place": line.place, "how": str(line.how), "signed_at": line.at, "recorded_at": now, "sheet": line.sheet,
        "corrects": line.corrects,
    }  # fmt: skip


def _committed(line: Given, name: str) -> dict[str, Any]:
    said = {"by": name, **line.said}
    if line.ink:
        said["ink"] = hashlib.sha256(line.ink).hexdigest()
    said = {key: value for key, value in said.items() if value}
    salt = chain.new_salt()
    return {"content": said, "salt": salt, "commitment": chain.commitment(salt, said)}


def _ink(event_id: UUID, number: int, line: Given) -> dict[str, Any]:
    return {
        "event_id": event_id, "number": number, "registration_id": line.registration,
        "ink_sealed": seal_bytes(line.ink),
    }  # fmt: skip


def sign(event_id: UUID, given: Iterable[Given]) -> int:
    """Write down signatures that do not stand yet, each person once a place; how many were new."""
    with atomic():
        locked_head(queries.chain_of_signatures(event_id))  # two desks enter the same sheet: each line once
        standing = rules.standing([*queries.signatures(event_id), *queries.speakers_signatures(event_id)])
        fresh: dict[tuple[str, UUID], Given] = {}
        for one in given:
            if one.who not in standing.get(one.place, {}):
                fresh.setdefault((one.place, one.who), one)
        return len(write(event_id, list(fresh.values())))

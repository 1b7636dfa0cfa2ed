"""Writing the log: rows gather, and are numbered, chained and inserted together at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table

from app.audit.service import Head, keep_head, locked_head
from app.checkin import queries
from app.checkin.models import Scan
from app.checkin.rules import chained
from app.kernel import chain
from app.kernel.bulk import insert_rows
from app.kernel.clock import Instant


@dataclass
class Log:
    """The log of one event, its head locked until the commit: two processes judge one after the other."""

    event_id: UUID
    head: Head
    rows: list[dict[str, Any]] = field(default_factory=list)

    def write(self) -> None:
        """Number, chain and insert what was added; in one statement, and another for the head."""
        if not self.rows:
            return
        for row in self.rows:
            self.head.number += 1
            row["number"] = self.head.number
            self.head.link = row["link"] = chain.link(self.head.link, chained(row), row["commitment"])
        insert_rows(_TABLE, self.rows)
        keep_head(self.head)


_TABLE = cast(Table, Scan.__table__)


def opened(event_id: UUID) -> Log:
    """The log of an event, to be written in the transaction under way."""
    return Log(event_id, locked_head(queries.chain_of(event_id)))


def blank_row(
    event_id: UUID, ident: UUID, digest: bytes, at: Instant, words: dict[str, Any]
) -> dict[str, Any]:
    """A line that says nothing yet but its id, when it arrived and, in its erasable content, what words it bears."""
    said = {key: value for key, value in words.items() if value}
    salt = chain.new_salt()
    return {
        "event_id": event_id, "scan_id": ident, "request_hash": digest, "device_id": None, "user_id": None,
        "badge_id": None, "registration_id": None, "checkpoint": "", "direction": "in", "outcome": "", "reason": "",
        "first_at": None, "first_checkpoint": "", "device_at": None, "happened_at": at, "received_at": at,
        "rehearsal": False, "held": False, "corrects": None, "override": False, "follows": False, "about": None,
        "conflict": None, "content": said, "salt": salt, "commitment": chain.commitment(salt, said),
    }  # fmt: skip

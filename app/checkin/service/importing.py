"""Scans that a device could not send, brought to the desk as a file."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from app.audit.rules import Act
from app.audit.service import record as journal
from app.checkin import queries
from app.checkin.queries import DeviceFacts
from app.checkin.rules import Outcome, parse_moment
from app.checkin.service.batch import Batch, deliver
from app.checkin.service.scans import sync
from app.kernel import clock, guard
from app.kernel.db import atomic
from app.kernel.errors import Refusal
from app.kernel.i18n import N_

MOST = 20_000
AT_ONCE = 500
_HINT = re.compile(r"[0-9a-f]{8,64}")


class NotUnsent(Refusal):
    """A file that no door of this event has written."""

    code = "not-unsent-scans"
    status = 422
    field = "file"
    message = N_("This is not a file of unsent scans of this event, or it is damaged.")


@dataclass(frozen=True)
class Imported:
    """What became of a file: how many scans it had, how many wait for the desk, how many were not understood."""

    device: str
    scans: int
    held: int
    invalid: int


def import_unsent(event_id: UUID, slug: str, content: bytes) -> Imported:
    """Take the scans of a file as if their device had sent them; held where it is unknown or has ended.

    What was delivered before changes nothing. Raises NotUnsent.
    """
    said = _read(slug, content)
    now, device = clock.now(), _sender(event_id, said)
    lines = said["scans"]
    results = []
    for start in range(0, len(lines), AT_ONCE):
        part = [deliver(one) for one in lines[start : start + AT_ONCE]]
        results += sync(Batch(device, part, now, parse_moment(said.get("sent_at"))))
    with atomic():
        journal(
            Act(
                "door.unsent-imported",
                "event",
                event_id,
                event_id,
                about=device.name,
                after={"scans": len(lines)},
            )
        )
    held, invalid = sum(one.held for one in results), sum(one.outcome is Outcome.INVALID for one in results)
    return Imported(device.name, len(results), held, invalid)


def _read(slug: str, content: bytes) -> dict[str, Any]:
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        raise NotUnsent from None
    if not isinstance(said, dict) or said.get("multaqa") != "unsent-scans" or said.get("event") != slug:
        raise NotUnsent
    scans = said.get("scans")
    if said.get("version") != 1 or not isinstance(scans, list) or len(scans) > MOST:
        raise NotUnsent
    return said


def _sender(event_id: UUID, said: dict[str, Any]) -> DeviceFacts:
    hint, name = said.get("token_hint"), said.get("device")
    known = queries.find_hinted(event_id, hint) if isinstance(hint, str) and _HINT.fullmatch(hint) else None
    if known is not None:
        over = known.expires_at is not None and clock.now() > known.expires_at
        return replace(known, revoked=known.revoked or over)
    who = guard.actor()
    called = "".join(one for one in name[:100] if one.isprintable()) if isinstance(name, str) else ""
    return DeviceFacts(
        None, who.id, event_id, called, frozenset(), False, False, revoked=True, expires_at=None
    )

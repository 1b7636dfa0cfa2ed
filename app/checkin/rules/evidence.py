"""The impersonal facts of a line of the scan log, in the form that its link in the chain covers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

from app.kernel.clock import instant, stamp

CHAINED = (
    "event_id", "number", "scan_id", "request_hash", "device_id", "user_id", "badge_id", "registration_id",
    "checkpoint", "direction", "outcome", "reason", "first_at", "first_checkpoint", "device_at", "happened_at",
    "received_at", "rehearsal", "held", "corrects", "override",
)  # fmt: skip

LATER = ("follows", "about", "conflict")
"""Facts that came after the first lines were chained: named only where they are there, so that those still close."""


def chained(row: Mapping[str, Any]) -> dict[str, object]:
    """The facts of a row by column, as JSON can say them: moments to the millisecond, bytes in hexadecimal."""
    said = {name: _plain(row[name]) for name in CHAINED}
    for name in LATER:
        if row[name]:
            said[name] = _plain(row[name])
    return said


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, datetime):
        return stamp(instant(value))
    return str(value) if isinstance(value, UUID | Enum) else value

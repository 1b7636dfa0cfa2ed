"""The impersonal facts of a line of the scan log, in the form that its link in the chain covers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.kernel.clock import stamp

Say = Callable[[Any], object]
_PLAIN: Say | None = None

CHAINED: Mapping[str, Say | None] = {
    "event_id": str, "number": _PLAIN, "scan_id": str, "request_hash": bytes.hex, "device_id": str, "user_id": str,
    "badge_id": str, "registration_id": str, "checkpoint": _PLAIN, "direction": _PLAIN, "outcome": _PLAIN,
    "reason": _PLAIN, "first_at": stamp, "first_checkpoint": _PLAIN, "device_at": stamp, "happened_at": stamp,
    "received_at": stamp, "rehearsal": _PLAIN, "held": _PLAIN, "corrects": str, "override": _PLAIN,
}  # fmt: skip
"""What is chained of each line, and how JSON can say it where there is something to say."""

LATER: Mapping[str, Say] = {"follows": bool, "about": str, "conflict": str}
"""Facts that came after the first lines were chained: named only where they are there, so that those still close."""


def chained(row: Mapping[str, Any]) -> dict[str, object]:
    """The facts of a row by column, as JSON can say them: moments to the millisecond, bytes in hexadecimal."""
    said: dict[str, object] = {}
    for name, say in CHAINED.items():
        value = row[name]
        said[name] = value if say is None or value is None else say(value)
    for name, say in LATER.items():
        if row[name]:
            said[name] = say(row[name])
    return said

"""The impersonal facts of a line of the scan log, in the form that its link in the chain covers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from types import NoneType
from typing import Any
from uuid import UUID

from app.kernel.clock import stamp

CHAINED = (
    "event_id", "number", "scan_id", "request_hash", "device_id", "user_id", "badge_id", "registration_id",
    "checkpoint", "direction", "outcome", "reason", "first_at", "first_checkpoint", "device_at", "happened_at",
    "received_at", "rehearsal", "held", "corrects", "override",
)  # fmt: skip

LATER = ("follows", "about", "conflict")
"""Facts that came after the first lines were chained: named only where they are there, so that those still close."""


def chained(row: Mapping[str, Any]) -> dict[str, object]:
    """The facts of a row by column, as JSON can say them: moments to the millisecond, bytes in hexadecimal."""
    said: dict[str, object] = {}
    for name in CHAINED:
        value = row[name]
        plain = _PLAIN.get(value.__class__)
        said[name] = plain(value) if plain is not None else _other(value)
    for name in LATER:
        if row[name]:
            said[name] = _other(row[name])
    return said


def _same(value: object) -> object:
    return value


_PLAIN: Mapping[type, Callable[[Any], object]] = {
    NoneType: _same, str: _same, bool: _same, int: _same, UUID: str, datetime: stamp, bytes: bytes.hex,
}  # fmt: skip
"""How each kind of value is said; looked up by its exact kind, for each line has two dozen of them."""


def _other(value: object) -> object:
    plain = _PLAIN.get(value.__class__)
    return plain(value) if plain is not None else str(value) if isinstance(value, Enum) else value

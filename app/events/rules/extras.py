"""What the program does not know of an event file, as JSON for the database and back."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from app.events.rules.tables import frozen
from app.events.rules.toml_writer import write_value

TOML = "$toml"


def pack_extra(extra: Mapping[str, object]) -> dict[str, Any]:
    """TOML values as JSON; what it would lose (dates, times, floats) is kept as its TOML text under $toml."""
    return {key: _packed(value) for key, value in extra.items()}


def unpack_extra(packed: Mapping[str, Any]) -> Mapping[str, object]:
    """The values that `pack_extra` packed."""
    return {key: _unpacked(value) for key, value in packed.items()}


def _packed(value: object) -> Any:
    if isinstance(value, Mapping):
        return {key: _packed(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_packed(item) for item in value]
    # JSON has no inf, and PostgreSQL gives 1e23 back as a whole number that is not quite the same.
    if isinstance(value, date | time | float):
        return {TOML: write_value(value)}
    return value


def _unpacked(value: Any) -> object:
    if isinstance(value, Mapping):
        if set(value) == {TOML}:
            return frozen(tomllib.loads(f"value = {value[TOML]}")["value"])
        return {key: _unpacked(item) for key, item in value.items()}
    if isinstance(value, list):
        return tuple(_unpacked(item) for item in value)
    return value

"""A chain as csv: its facts in columns, then content, salt, commitment and link, as `app.kernel.verify` reads it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any

from app.kernel.chain import canonical
from app.kernel.tables import guarded
from app.kernel.verify.chains import PROVEN


@dataclass(frozen=True)
class Link:
    """One line: what its link covers, and its personal content with the salt (None: erased, or it does not leave)."""

    facts: Mapping[str, Any]
    content: Mapping[str, Any] | None
    salt: bytes | None
    commitment: bytes
    link: bytes


def chain_csv(columns: Iterable[str], lines: Iterable[Link]) -> bytes:
    """UTF-8 with its mark; formulas are guarded, and the verifying program takes the guard off again."""
    out, names = StringIO(newline=""), list(columns)
    writer = csv.writer(out)
    writer.writerow([*names, *PROVEN])
    for line in lines:
        known = line.salt is not None and line.content is not None
        words = canonical(line.content).decode() if known else ""
        salt = line.salt.hex() if known and line.salt else ""
        cells = [_cell(line.facts.get(name)) for name in names]
        writer.writerow([*cells, guarded(words), salt, line.commitment.hex(), line.link.hex()])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else guarded(str(value))

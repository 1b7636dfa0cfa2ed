"""Holding the lines of one chain to their numbers, commitments and links."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PROVEN = ("content", "salt", "commitment", "link")
"""The last columns of a chain's table; content and salt are empty where they were erased, or do not leave."""

MOST = 20  # faults that are told of one file
START = bytes(32)  # the link before the first line
_GUARDED = re.compile(r"'+[=+\-@\t\r]")  # an apostrophe keeps spreadsheets from running a cell
_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode

Fault = Callable[[str, str], None]
"""Takes the place and the words of a fault."""


@dataclass(frozen=True)
class Chain:
    """What the manifest says of a chain: its name, newest line, and table (no file: its lines do not leave).

    Columns are int, bool or text; with ? an empty cell is null, with - it is nothing at all.
    """

    kind: str
    name: str
    number: int
    link: bytes
    file: str = ""
    columns: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class _Line:
    facts: dict[str, Any]
    content: str
    salt: bytes
    commitment: bytes
    link: bytes


def check_chain(
    lines: Iterable[str], chain: Chain, fault: Fault, wanted: Collection[int] = ()
) -> dict[int, bytes]:
    """Hold each line of a chain's csv to the ones before it; gives the links of the wanted numbers.

    Each fault is told with its line in the file and its number in the chain, and the check goes on behind it.
    """
    csv.field_size_limit(1 << 26)
    rows = csv.reader(lines)
    if next(rows, None) != [*(name for name, _kind in chain.columns), *PROVEN]:
        fault(f"{chain.file}, line 1", "the head of the table is another")
    expected, previous, faults = 1, START, 0
    found: dict[int, bytes] = {}
    for row in rows:
        try:
            line = _read(row, chain.columns)
        except (ValueError, KeyError):
            number, link, wrong = expected, previous, "is no line of this chain"
        else:
            number, link, wrong = line.facts["number"], line.link, _wrong(line, chain, expected, previous)
        if wrong and (faults := faults + 1) <= MOST:
            fault(f"{chain.file}, line {rows.line_num} (number {number})", wrong)
        if number in wanted:
            found[number] = link
        expected, previous = number + 1, link
    if (expected - 1, previous) != (chain.number, chain.link):
        fault(
            chain.file,
            f"ends at {expected - 1}; the manifest names {chain.number}, or another head: lines are gone",
        )
    return found


def _read(row: list[str], kinds: Sequence[tuple[str, str]]) -> _Line:
    cells = [cell[1:] if cell[:1] == "'" and _GUARDED.match(cell) else cell for cell in row]
    facts = {
        name: _value(cell, kind)
        for (name, kind), cell in zip(kinds, cells, strict=False)
        if cell or kind[-1] != "-"
    }
    content, salt, committed, link = cells[len(kinds) :]
    return _Line(facts, content, bytes.fromhex(salt), bytes.fromhex(committed), bytes.fromhex(link))


def _wrong(line: _Line, chain: Chain, expected: int, previous: bytes) -> str:
    """What does not hold in a line, or nothing."""
    number = line.facts["number"]
    if number != expected:
        what = (
            f"number {expected} is missing before it" if number > expected else "is there twice, or was moved"
        )
        return f"{what}: lines were removed, added or reordered"
    if line.salt and hashlib.sha256(line.salt + line.content.encode()).digest() != line.commitment:
        return "its content was changed: the commitment does not fit"
    if line.content and not line.salt:
        return "its content cannot be held to the commitment: the salt was taken away"
    facts = _journal(line.facts, chain.name) if chain.kind == "journal" else line.facts
    if hashlib.sha256(previous + _canonical(facts).encode() + line.commitment).digest() != line.link:
        return "was changed, or what stood before it: the link does not fit"
    return ""


def _value(cell: str, kind: str) -> object:
    if not cell and kind[-1] == "?":
        return None
    if kind.startswith("int"):
        return int(cell)
    return {"true": True, "false": False}[cell] if kind.startswith("bool") else cell


def _journal(facts: Mapping[str, Any], name: str) -> dict[str, object]:
    return {
        "chain": name,
        "number": facts["number"],
        "at": facts["at"],
        "action": facts["action"],
        "actor": [facts["actor_kind"], facts["actor_id"]],
        "subject": [facts["subject_kind"], facts["subject_id"]],
    }

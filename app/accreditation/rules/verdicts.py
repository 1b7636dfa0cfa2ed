"""What becomes of each line of an import: new, changed, the same, doubtful or wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from typing import Any
from uuid import UUID

from app.registration.rules import Answers

NEW, CHANGED, SAME, DOUBTFUL, WRONG = KINDS = ("new", "changed", "same", "doubtful", "wrong")
SHOWN = 500
"""Lines of one kind that a report keeps: whoever has more mends those first."""


@dataclass(frozen=True)
class Remark:
    """Why a line is wrong or doubtful: at which field, and an English source text with its values."""

    field: str
    message: str
    params: Mapping[str, str] = default(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """One line: what becomes of it, of whom, with which answers; `doubts` do not keep it from being imported."""

    line: int
    name: str
    target: UUID | None = None
    answers: Answers | None = None
    delegation: UUID | None = None
    changes: tuple[str, ...] = ()
    faults: tuple[Remark, ...] = ()
    doubts: tuple[Remark, ...] = ()

    @property
    def kind(self) -> str:
        """One of KINDS."""
        if self.faults:
            return WRONG
        if self.target is not None:
            return CHANGED if self.changes else SAME
        return DOUBTFUL if self.doubts else NEW


@dataclass(frozen=True)
class Report:
    """All verdicts in numbers, and the lines that somebody has to look at."""

    counts: Mapping[str, int]
    lines: Mapping[str, Sequence[Mapping[str, Any]]]

    @property
    def is_clean(self) -> bool:
        """True when nothing keeps the table from being imported."""
        return not self.counts.get(WRONG)

    def as_plain(self) -> dict[str, Any]:
        """For storing."""
        return {
            "counts": dict(self.counts),
            "lines": {kind: list(found) for kind, found in self.lines.items()},
        }

    @classmethod
    def of_plain(cls, plain: Mapping[str, Any]) -> Report:
        """What was stored."""
        return cls(plain["counts"], plain["lines"])


def report(verdicts: Iterable[Verdict]) -> Report:
    """Numbers of every kind, and the first lines of each."""
    counts: Counter[str] = Counter()
    lines: dict[str, list[Mapping[str, Any]]] = {kind: [] for kind in KINDS}
    for one in verdicts:
        counts[one.kind] += 1
        if one.kind != SAME and len(lines[one.kind]) < SHOWN:
            lines[one.kind].append(_plain(one))
    return Report({kind: counts[kind] for kind in KINDS}, lines)


def _plain(one: Verdict) -> dict[str, Any]:
    remarks = one.faults or one.doubts
    return {
        "line": one.line,
        "name": one.name,
        "target": str(one.target) if one.target else "",
        "changes": list(one.changes),
        "remarks": [[remark.field, remark.message, dict(remark.params)] for remark in remarks],
    }

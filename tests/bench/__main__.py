"""`make bench`: one JSON object a line, each figure with its bare baseline measured in the same run.

`python -m tests.bench` runs everything; names after it (`scans pages`) run these alone.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.bench import (
    agenda,
    attendance,
    desk,
    door,
    evidence,
    evil,
    gates,
    lens,
    mailing,
    pages,
    printing,
    programme,
    scans,
    statistics,
    whole,
)
from tests.bench.ground import Ground, standing

CROWD = 12_000
ON_THE_SERVER: dict[str, Callable[[Ground], Iterator[dict[str, Any]]]] = {
    "scans": scans.over_http,
    "bare": scans.bare_loop,
    "evil": evil.codes,
    "pages": pages.reading,
    "registrations": pages.registering,
    "weight": pages.weight,
    "subscribers": programme.subscribers,
    "memory": whole.memory,
}
BY_THEMSELVES = {
    "start": whole.starting,
    "large": programme.large,
    "agenda": agenda.measured,
    "attendance": attendance.measured,
    "badges": printing.badges,
    "codes": printing.reading,
    "camera": lens.reading,
    "desk": desk.measured,
    "door": door.door,
    "registrations-postgresql": pages.on_postgresql,
    "mailing": mailing.mailing,
    "statistics": statistics.measured,
    "evidence": evidence.evidence,
    "processes": gates.processes,
    "growth": gates.growth,
    "roster": gates.roster,
}


def main(names: Iterable[str]) -> int:
    """Measure what is named, or everything: some two minutes on two quiet cores; 2 for a name that nobody knows."""
    wanted = set(names) or {*ON_THE_SERVER, *BY_THEMSELVES}
    if unknown := wanted - {*ON_THE_SERVER, *BY_THEMSELVES}:
        print(
            f"There is no {', '.join(sorted(unknown))}: {' '.join([*ON_THE_SERVER, *BY_THEMSELVES])}",
            file=sys.stderr,
        )
        return 2
    with tempfile.TemporaryDirectory() as folder:
        for name, alone in BY_THEMSELVES.items():
            if name in wanted:
                _tell(alone(Path(folder) / name))
        if wanted & ON_THE_SERVER.keys():
            with standing(Path(folder) / "instance", CROWD) as ground:
                for name, measure in ON_THE_SERVER.items():
                    if name in wanted:
                        _tell(measure(ground))
    return 0


def _tell(lines: Iterator[dict[str, Any]]) -> None:
    for line in lines:
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The whole program: how soon it is ready, and what it holds in memory."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.ground import Ground
from tests.support.server import serving


def starting(folder: Path) -> Iterator[dict[str, Any]]:
    """Seconds from the start of `flask serve` to the first 200 of /readyz, on a database that is current."""
    with serving(folder):
        pass
    began = time.perf_counter()
    with serving(folder):
        yield {"bench": "start", "value": round(time.perf_counter() - began, 2), "unit": "s"}


def memory(ground: Ground) -> Iterator[dict[str, Any]]:
    """What all processes of the server take from the machine, after everything above was asked of it.

    The proportional set size: what processes share is counted once. `rss` counts it for each of them.
    """
    held = [_held(number) for number in ground.processes()]
    total, resident = (round(sum(one[kind] for one in held) / 1000) for kind in ("Pss", "Rss"))
    yield {"bench": "memory", "value": total, "unit": "MB", "rss": resident, "processes": len(held)}


def _held(process: int) -> dict[str, int]:
    """kB by kind, as the system tells of a process."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]
    return {name: int(value.split()[0]) for name, _, value in (line.partition(":") for line in lines)}

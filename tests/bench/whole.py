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
    """Proportional set size of all processes of the server, after everything above was asked of it."""
    total = sum(_pss(number) for number in ground.processes())
    yield {"bench": "memory", "value": round(total / 1000), "unit": "MB"}


def _pss(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))

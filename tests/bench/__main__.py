"""`make bench`: one JSON object a line, each figure with its bare baseline measured in the same run."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from tests.bench import pages, printing, programme, scans, whole
from tests.bench.ground import standing

CROWD = 12_000


def main() -> None:
    """Measure everything on one server after the other; some two minutes on two cores."""
    with tempfile.TemporaryDirectory() as folder:
        for line in whole.starting(Path(folder) / "start"):
            print(json.dumps(line), flush=True)
        with standing(Path(folder) / "instance", CROWD) as ground:
            for measure in (
                scans.over_http,
                scans.bare_loop,
                pages.reading,
                pages.registering,
                pages.weight,
                programme.subscribers,
                whole.memory,
            ):
                for line in measure(ground):
                    print(json.dumps(line), flush=True)
        for line in programme.large(Path(folder) / "large"):
            print(json.dumps(line), flush=True)
        for line in printing.badges():
            print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()

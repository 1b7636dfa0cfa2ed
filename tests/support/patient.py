"""A small server with the patience of a test: `python -m tests.support.patient PORT` answers until SIGTERM.

/slow takes three seconds to answer; everything else tells how long the body was.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from app import connections, serve
from config import Config

PLACES = 2


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Read the body in pieces, as forms are read."""
    if environ["PATH_INFO"] == "/slow":
        time.sleep(3)
    total = 0
    while piece := environ["wsgi.input"].read(100_000):
        total += len(piece)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(total).encode()]


def web() -> connections.Impatient:
    """What granian calls in its process."""
    connections.PATIENCE, connections.LOOKS, connections.SILENCE = 1.0, 0.2, 5.0
    made = connections.Impatient(application, PLACES, int(sys.argv[1]), proxied="proxied" in sys.argv)
    made.start()
    return made


if __name__ == "__main__":
    settings = Config(Path(), "", "", port=int(sys.argv[1]), threads=PLACES)
    serve.production(settings, target="tests.support.patient:web").serve()

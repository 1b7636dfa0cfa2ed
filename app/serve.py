"""The production server: granian in front, the queue's worker beside it in the same process.

`flask serve`, `flask up` and `flask venue` start it; docs/adr/0005-server.md has the choice.
"""

from __future__ import annotations

import atexit
import gc
import logging
import socket
import sys
from pathlib import Path
from typing import Any, cast

from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces, SSLProtocols
from granian.server.common import AbstractServer

from app import connections, create_app
from app.connections import Impatient
from app.kernel import db, jobs, keys
from config import Config

_made: Flask | None = None  # before the processes are forked
GRACE = 30  # seconds that requests under way have at a stop: more than a body that never comes is waited for


def web() -> Impatient:
    """The application with background work running in threads of this process; granian calls it in each worker."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    for noisy in ("huey", "fontTools", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    app = _made or create_app()
    worker = jobs.start_worker(app)
    if len(app.config["SECRET_KEYS"]) > 1:  # a rotation is under way
        with app.app_context():
            jobs.enqueue(keys.RESEAL)
    atexit.register(worker.stop)
    config: Config = app.config["CONFIG"]
    patient = Impatient(app, config.threads, config.port, proxied=bool(config.trusted_proxies))
    patient.start()
    return patient


def serve(app: Flask) -> None:
    """Serve until SIGTERM or SIGINT, then let requests finish; returns when all is down.

    Processes that are forked take this application over instead of making another: half the time to start,
    and most of its memory is shared.
    """
    global _made
    jobs.let_go(app)
    db.let_go(app)
    gc.collect()
    gc.freeze()  # what all share is not looked at again, which would copy it
    _made = app
    production(app.config["CONFIG"]).serve()


def need_port(config: Config) -> None:
    """Raise OSError where another program listens: the workers' sockets would share its visitors by halves, unheard."""
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(
            socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
        )  # what the last server left is no obstacle
        probe.bind((config.host, config.port))


def production(config: Config, pem: Path | None = None, target: str = "app.serve:web") -> AbstractServer[Any]:
    """The server, not yet started; with a file that holds key and certificate it speaks TLS."""
    server = Granian(
        target,
        factory=True,
        interface=Interfaces.WSGI,
        address=config.host,
        port=config.port,
        workers=config.processes,
        blocking_threads=config.threads + connections.WAITING,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE,
        http=HTTPModes.http1,
        ssl_cert=pem,
        ssl_key=pem,
        ssl_protocol_min=SSLProtocols.tls12,  # phones of ten years ago
        log_access=False,  # its lines would hold the secret parts of addresses; ours do not (kernel/web.py)
        log_level="warning",  # type: ignore[arg-type]
    )
    logging.getLogger("_granian").addFilter(_means_something)
    return cast(AbstractServer[Any], server)


def _means_something(record: logging.LogRecord) -> bool:
    """False for granian's warning that threads are many: most of ours only wait for bodies (app/connections.py)."""
    return "Python threads" not in record.getMessage()

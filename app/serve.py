"""The production server: granian in front, the queue's worker beside it in the same process.

`flask serve`, `flask up` and `flask venue` start it; docs/adr/0005-server.md has the choice.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import signal
import socket
import sys
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from flask import Flask
from granian.constants import HTTPModes, Interfaces, SSLProtocols
from granian.server.mp import MPServer

from app import connections, create_app, watch
from app.connections import Impatient
from app.kernel import db, jobs, keys
from config import Config

_made: Flask | None = None  # before the processes are forked
M_ARENA_MAX = -8  # malloc.h
GRACE = 30  # seconds that requests under way have at a stop: more than a body that never comes is waited for


def web() -> Impatient:
    """The application with background work running in threads of this process; granian calls it in each worker."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    for noisy in ("huey", "fontTools", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    app = _made or create_app()
    _few_arenas()
    worker = jobs.start_worker(app)
    if len(app.config["SECRET_KEYS"]) > 1:  # a rotation is under way
        with app.app_context():
            jobs.enqueue(keys.RESEAL)
    Finalize(
        None, worker.stop, exitpriority=1
    )  # a process that was forked ends without atexit before Python 3.13
    config: Config = app.config["CONFIG"]
    patient = Impatient(app, config.threads, config.port, proxied=bool(config.trusted_proxies))
    patient.start()
    return patient


def _few_arenas() -> None:
    """Let all threads share two heaps of glibc, not up to eight for each core: each would keep what it once held."""
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is not None:
        set_option(M_ARENA_MAX, 2)


def serve(app: Flask) -> None:
    """Serve until SIGTERM or SIGINT, then let requests finish; returns when all is down.

    Processes that are forked take this application over instead of making another: half the time to start,
    and most of its memory is shared. Where only one serves, this one becomes a small watcher (app/watch.py).
    """
    global _made
    jobs.let_go(app)
    db.let_go(app)
    gc.collect()
    gc.freeze()  # what all share is not looked at again, which would copy it
    _made = app
    config: Config = app.config["CONFIG"]
    alone = config.processes == 1 and sys.platform == "linux"
    server = production(config, kind=_Handing if alone else MPServer)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:  # begun with nohup, which granian would undo
        server.on_startup(lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    server.serve()


class _Handing(MPServer):
    """Hands the watch over its one worker to a process of 4 MB: what was forked shares less and less as it works."""

    def _serve_loop(self, spawn_target: Any, target_loader: Any) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, watch.SIGNALS)
        if self.interrupt_signal or self.interrupt_children:  # before it was blocked
            signal.pthread_sigmask(signal.SIG_UNBLOCK, watch.SIGNALS)
            super()._serve_loop(spawn_target, target_loader)  # type: ignore[no-untyped-call]
            return
        sys.stdout.flush()
        (worker,) = self.wrks
        command = [sys.executable, *sys.orig_argv[1:]]
        watcher = [sys.executable, "-I", "-S", watch.__file__, str(worker.inner.pid), str(GRACE), *command]
        os.execv(sys.executable, watcher)


def need_port(config: Config) -> None:
    """Raise OSError where another program listens: the workers' sockets would share its visitors by halves, unheard."""
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(
            socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
        )  # what the last server left is no obstacle
        probe.bind((config.host, config.port))


def production(
    config: Config, pem: Path | None = None, target: str = "app.serve:web", kind: type[MPServer] = MPServer
) -> MPServer:
    """The server, not yet started; with a file that holds key and certificate it speaks TLS."""
    server = kind(
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
    return server


def _means_something(record: logging.LogRecord) -> bool:
    """False for granian's warning that threads are many: most of ours only wait for bodies (app/connections.py)."""
    return "Python threads" not in record.getMessage()

"""The program as its users run it: a process of its own on a free port, with a folder of its own."""

from __future__ import annotations

import os
import signal
import ssl
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Flask
from werkzeug.serving import make_server

from tests.support.keeper import ROOT, free_port, wait_until


@dataclass
class Server:
    """A running server; `environment` lets management commands meet the same database and keys."""

    url: str
    environment: dict[str, str]
    process: subprocess.Popen[bytes]
    log: Path

    def flask(self, *arguments: str) -> str:
        """Run a management command beside the server; its standard output, AssertionError when it fails."""
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise AssertionError(
                f"flask {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
            )
        return done.stdout

    def answers(self) -> bool:
        """True when the server says that it is able to serve; AssertionError when it has ended."""
        if self.process.poll() is not None:
            raise AssertionError(f"the server ended with {self.process.returncode}:\n{self.log.read_text()}")
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=5, context=self._trust()) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError, FileNotFoundError):
            return False

    def _trust(self) -> ssl.SSLContext | None:
        """Trust in the server's own authority, where it has one."""
        if not self.url.startswith("https:"):
            return None
        return ssl.create_default_context(cafile=f"{self.environment['INSTANCE']}/venue/authority.pem")


def environment_for(folder: Path, port: int, settings: Mapping[str, str]) -> dict[str, str]:
    """The test's environment with a place and a port for this server, and its settings."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("COV_", "PYTEST_"))}
    for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "PUBLIC_URL", "HOST"):
        kept.pop(name, None)
    return {**kept, "INSTANCE": str(folder), "PORT": str(port), **settings}


@contextmanager
def serving(
    folder: Path, command: str = "serve", port: int = 0, app: str = "wsgi", **settings: str
) -> Iterator[Server]:
    """Run `flask serve` (or `up`, or `venue` over TLS) until the test is done; settings are environment variables."""
    port = port or free_port()
    folder.mkdir(parents=True, exist_ok=True)
    environment = environment_for(folder, port, settings)
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", app, command],
            cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
    scheme = "https" if command == "venue" else "http"
    server = Server(f"{scheme}://127.0.0.1:{port}", environment, process, log)
    try:
        wait_until(server.answers, "the start of the server", 60)
        yield server
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a server as its operator would; what is left of its group after 10 s is killed."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def listening(app: Flask) -> Iterator[str]:
    """The application of a test over real HTTP, in threads of this process; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    url = f"http://127.0.0.1:{server.server_port}"
    app.config["CONFIG"] = replace(app.config["CONFIG"], public_url=url)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield url
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

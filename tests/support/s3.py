"""An S3 server of others (rclone), which checks signatures; one a worker, gone with it."""

from __future__ import annotations

import socket
import sys
import tempfile
from pathlib import Path

from config import S3
from tests.support.keeper import free_port, keep, wait_until


def start() -> S3:
    """Start a server with one empty bucket; how it is reached."""
    port, folder = free_port(), Path(tempfile.mkdtemp(prefix="multaqa-s3-"))
    (folder / "data" / "uploads-of-tests").mkdir(parents=True)
    rclone = str(Path(sys.executable).parent / "rclone")
    keep(
        [
            rclone,
            "serve",
            "s3",
            str(folder / "data"),
            "--addr",
            f"127.0.0.1:{port}",
            "--auth-key",
            "reader,secret",
        ],
        folder,
    )
    wait_until(lambda: _listens(port), "the start of the S3 server")
    return S3("uploads-of-tests", f"http://127.0.0.1:{port}", "us-east-1", "reader", "secret")


def _listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0

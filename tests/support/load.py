"""A cheap HTTP client for measuring: raw sockets, keep-alive, one process of its own, requests made ahead.

`run` starts it beside the server, so that what it costs is not counted as the server's; `ceiling` says how fast
the client itself is, against a server that does nothing at all.
"""

from __future__ import annotations

import pickle
import selectors
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.support.keeper import ROOT


@dataclass(frozen=True)
class Plan:
    """What to send: a list of whole requests for each client; a client with `repeat` begins its list again."""

    port: int
    seconds: float
    requests: Sequence[Sequence[bytes]]
    repeat: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came back: seconds that each answer took, how many of each status, and how long all took."""

    took: list[float]
    statuses: Counter[int]
    elapsed: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.took) / self.elapsed

    def percentile(self, share: int) -> float:
        """Milliseconds within which so many percent were answered."""
        ordered = sorted(self.took)
        return ordered[min(len(ordered) - 1, len(ordered) * share // 100)] * 1000


def run(plan: Plan) -> Outcome:
    """Send the plan from a process of its own and wait for its end; RuntimeError when the server broke off."""
    command = [sys.executable, "-c", "from tests.support import load; load.answer()"]
    done = subprocess.run(command, cwd=ROOT, input=pickle.dumps(plan), capture_output=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.decode())
    found: Outcome = pickle.loads(done.stdout)
    return found


def request(
    method: str,
    path: str,
    body: bytes = b"",
    headers: Sequence[tuple[str, str]] = (),
    host: str = "127.0.0.1",
) -> bytes:
    """One whole request, ready for the line."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", *(f"{name}: {value}" for name, value in headers)]
    if body or method == "POST":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass
class _Client:
    line: socket.socket
    waiting: list[bytes]
    sent_at: float = 0.0
    next: int = 0
    got: bytearray = field(default_factory=bytearray)
    whole: int = 0  # bytes of the answer that is coming in; 0 until its head is there

    def send(self) -> None:
        self.sent_at = time.perf_counter()
        self.line.sendall(self.waiting[self.next])
        self.next += 1

    def status(self) -> int:
        """The status of the answer once it is whole, else 0; ConnectionError when the line was cut."""
        piece = self.line.recv(262_144)
        if not piece:
            raise ConnectionError(f"the server closed the line after {bytes(self.got[:200])!r}")
        self.got += piece
        if not self.whole:
            end = self.got.find(b"\r\n\r\n")
            if end < 0:
                return 0
            self.whole = end + 4 + _length(bytes(self.got[:end]))
        if len(self.got) < self.whole:
            return 0
        status = int(self.got[9:12])
        self.got, self.whole = self.got[self.whole :], 0
        return status


def _length(head: bytes) -> int:
    place = head.lower().find(b"\r\ncontent-length:")
    return int(head[place + 17 :].split(b"\r\n", 1)[0]) if place >= 0 else 0


def drive(plan: Plan) -> Outcome:
    """Send the plan from this process: every client as fast as it is answered, until the time or its list is over."""
    chosen = selectors.DefaultSelector()
    clients = [_connected(plan.port, list(requests)) for requests in plan.requests]
    took: list[float] = []
    statuses: Counter[int] = Counter()
    began = time.perf_counter()
    end = began + plan.seconds
    for client in clients:
        chosen.register(client.line, selectors.EVENT_READ, client)
        client.send()
    busy = len(clients)
    while busy:
        for key, _ in chosen.select():
            client = key.data
            if not (status := client.status()):
                continue
            now = time.perf_counter()
            took.append(now - client.sent_at)
            statuses[status] += 1
            if plan.repeat and client.next == len(client.waiting):
                client.next = 0
            if now < end and client.next < len(client.waiting):
                client.send()
            else:
                busy -= 1
    elapsed = time.perf_counter() - began
    for client in clients:
        client.line.close()
    return Outcome(took, statuses, elapsed)


def _connected(port: int, requests: list[bytes]) -> _Client:
    line = socket.create_connection(("127.0.0.1", port))
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return _Client(line, requests)


def answer() -> None:
    """The other side of `run`: a plan comes in, what became of it goes out."""
    sys.stdout.buffer.write(pickle.dumps(drive(pickle.loads(sys.stdin.buffer.read()))))

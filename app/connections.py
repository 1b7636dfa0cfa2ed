"""Senders who stop: granian waits for a body for ever, and each such wait holds a thread that could answer others.

Here a body is waited for before one of the few places at work is taken, and within a time that grows with it;
then its connection is closed, as is one on which nothing moves. docs/adr/0005-server.md has what was measured.
"""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from ipaddress import IPv6Address, ip_address
from typing import Any

PATIENCE = 20.0  # seconds that a body may take, however small
SLOWEST = 16_384  # bytes a second that a larger one has to bring
SILENCE = 120.0  # seconds after which a connection that moves nothing is closed: no answer takes so long
LOOKS = 2.0  # seconds between two looks
PIECE = 64 * 1024  # bytes of a larger body that are waited for at once
SMALL = 1024 * 1024  # bytes of a body that is held in memory until a place is free
WAITING = 56  # threads that may wait for bodies, beside those at work

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Connection:
    """A connection of this process, seen beside the server that serves it, whose number it borrows.

    Nothing is opened or closed here: to close a second number of SQLite's file would drop the locks on it.
    """

    def __init__(self, number: int) -> None:
        """Look at an open file; OSError when it is no connection over a network."""
        self._socket = socket.socket(fileno=number)
        try:
            self.address = _plain(self._socket.getpeername()[0])
            self.port = self._socket.getsockname()[1]
        except (OSError, IndexError, ValueError):
            self._socket.detach()
            raise OSError("no connection") from None

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.detach()

    @property
    def silent(self) -> float:
        """Seconds since anything moved; 0 where the system does not tell."""
        if sys.platform != "linux":
            return 0.0
        told = self._socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 60)
        sent, _acknowledged, received = struct.unpack_from("=III", told, 44)
        return float(min(sent, received)) / 1000

    def cut(self) -> None:
        """End it for both sides; the server sees it as any other that broke."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)


def connections(port: int) -> Iterator[Connection]:
    """The connections of this process to a port of its own."""
    for name in os.listdir("/dev/fd"):
        try:
            found = Connection(int(name))
        except OSError:
            continue  # a file, a listening socket, or one that has just been closed
        with found:
            if found.port == port:
                yield found


def _plain(address: str) -> str:
    found = ip_address(address)
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return str(mapped or found)


@dataclass
class _Wait:
    """A thread that waits for a body: from where, until when (monotonic), and whether its sender was cut once."""

    address: str
    until: float
    cut: bool = False


class Places:
    """So many threads at once, the others in the order in which they came.

    A semaphore lets whoever comes just then pass before those who wait: with 32 doors the unlucky waited four times as
    long as most.
    """

    def __init__(self, count: int) -> None:
        """Begin with all of them free."""
        self._free = count
        self._waiting: deque[threading.Lock] = deque()
        self._lock = threading.Lock()

    @property
    def queue(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def __enter__(self) -> None:
        with self._lock:
            if self._free:
                self._free -= 1
                return
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        turn.acquire()

    def __exit__(self, *_: object) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()  # the place goes from hand to hand
            else:
                self._free += 1


class Impatient:
    """A WSGI application around another: it lets `places` requests in at once, each with its body there or watched."""

    def __init__(self, app: App, places: int, port: int, *, proxied: bool) -> None:
        """Take the port that is listened on, and whether everybody comes by way of a proxy."""
        self._app, self._places, self._port, self._proxied = app, Places(places), port, proxied
        self._waits: dict[int, _Wait] = {}
        self._lock = threading.Lock()

    def start(self) -> None:
        """Begin to look after those who wait."""
        threading.Thread(target=self._watch, name="impatience", daemon=True).start()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        length = environ.get("CONTENT_LENGTH") or ""
        if "HTTP_TRANSFER_ENCODING" in environ or (length.isdecimal() and int(length) > SMALL):
            environ["wsgi.input"] = _Watched(environ["wsgi.input"], self, environ["REMOTE_ADDR"])
        elif length.isdecimal() and int(length):
            with self.waiting(environ["REMOTE_ADDR"]):
                content = environ["wsgi.input"].read(int(length))
            if len(content) < int(length):
                start_response("408 Request Timeout", [])  # hardly heard: the connection is gone
                return [b""]
            environ["wsgi.input"] = BytesIO(content)
        with self._places:
            return self._app(environ, start_response)

    @contextlib.contextmanager
    def waiting(self, address: str, spent: float = 0.0) -> Iterator[None]:
        """Note that this thread waits for a body, of which some came in so many seconds' worth of patience."""
        me = threading.get_ident()
        wait = _Wait(address, time.monotonic() + PATIENCE + spent)
        with self._lock:
            self._waits[me] = wait
        try:
            yield
        finally:
            with self._lock:
                del self._waits[me]

    def _watch(self) -> None:
        while True:
            time.sleep(LOOKS)
            with self._lock:
                late = [wait for wait in self._waits.values() if wait.until < time.monotonic()]
            for connection in connections(self._port):
                self._judge(connection, late)
            for wait in late:
                wait.cut = True

    def _judge(self, connection: Connection, late: list[_Wait]) -> None:
        theirs = [wait for wait in late if wait.address == connection.address]
        # Who is late and was not cut by that: a sender who lets a byte drip now and then. All they have goes.
        drips = not self._proxied and any(wait.cut for wait in theirs)
        if connection.silent > SILENCE or (theirs and connection.silent > PATIENCE / 2) or drips:
            connection.cut()


class _Watched:
    """A large body, read by the application itself while its sender is watched."""

    def __init__(self, body: Any, keeper: Impatient, address: str) -> None:
        self._body, self._keeper, self._address = body, keeper, address
        self._began, self._came = time.monotonic(), 0

    def read(self, size: int = -1) -> bytes:
        """So many bytes, or all; fewer when the sender was cut."""
        pieces = []
        while size:
            wanted = PIECE if size < 0 else min(size, PIECE)
            with self._keeper.waiting(self._address, self._credit()):
                piece: bytes = self._body.read(wanted)
            self._came += len(piece)
            pieces.append(piece)
            if len(piece) < wanted:
                break
            size -= wanted if size > 0 else 0
        return b"".join(pieces)

    def readline(self, size: int = -1) -> bytes:
        """A line, or its beginning."""
        with self._keeper.waiting(self._address, self._credit()):
            content: bytes = self._body.readline()
        self._came += len(content)
        return content

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.readline, b"")

    def _credit(self) -> float:
        """Seconds that what came is worth, less those that went by."""
        return self._came / SLOWEST - (time.monotonic() - self._began)

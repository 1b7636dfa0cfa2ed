"""Slow, stopped and half-open senders: they are let go, nobody else waits for them, and honest ones are not cut."""

from __future__ import annotations

import contextlib
import fcntl
import http.client
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.connections import Places, connections
from tests.support.keeper import ROOT, free_port, wait_until

HEAD = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: %d\r\n\r\n"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A server that waits for a body for one second, and lets two requests in at once."""
    yield from patient()


def patient(*how: str) -> Iterator[int]:
    """The server of tests.support.patient."""
    port = free_port()
    command = [sys.executable, "-m", "tests.support.patient", str(port), *how]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: answers(port), "the start of the server")
        yield port
    finally:
        process.terminate()
        process.wait(30)


def answers(port: int) -> bool:
    """True when a short request is answered within five seconds."""
    try:
        return post(port, b"short") == b"5"
    except OSError:
        return False


def post(port: int, body: bytes, path: str = "/") -> bytes:
    """What is answered to a body."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    line.request("POST", path, body)
    answer = line.getresponse().read()
    line.close()
    return answer


def opened(port: int, sent: bytes) -> socket.socket:
    """A connection on which something was sent, and no more comes."""
    line = socket.create_connection(("127.0.0.1", port), timeout=20)
    line.sendall(sent)
    return line


def is_over(line: socket.socket, within: float) -> bool:
    """True when the other side ends the connection in time; what it said before does not matter."""
    line.settimeout(within)
    try:
        while line.recv(4096):
            pass
    except ConnectionError:
        pass
    except TimeoutError:
        return False
    line.close()
    return True


@pytest.mark.parametrize("length", [10, 3_000_000], ids=["small", "large"])
def test_who_stops_in_the_middle_of_a_body_is_let_go_and_nobody_waits(port: int, length: int) -> None:
    stopped = [opened(port, HEAD % length + b"abc") for _ in range(2 if length > 10 else 20)]
    began = time.monotonic()
    wait_until(lambda: answers(port), "an answer beside those who stopped", 5)
    if length == 10:
        assert time.monotonic() - began < 0.9  # none of those who stopped has been let go yet
    assert all(is_over(line, 5) for line in stopped)
    assert answers(port)


def test_who_lets_a_byte_drip_is_let_go(port: int) -> None:
    line = opened(port, HEAD % 1000)
    began = time.monotonic()
    while not is_over(line, 0.1):
        with contextlib.suppress(ConnectionError):
            line.sendall(b"x")
        assert time.monotonic() - began < 10
    assert answers(port)


def test_behind_a_proxy_one_who_drips_takes_nobody_along() -> None:
    server = patient("proxied")
    port = next(server)
    with opened(port, b"") as neighbour, opened(port, HEAD % 1000) as line:
        for _ in range(25):
            line.sendall(b"x")
            neighbour.sendall(HEAD % 3 + b"abc")
            assert neighbour.recv(4096).startswith(b"HTTP/1.1 200")
            time.sleep(0.1)
    with pytest.raises(StopIteration):
        next(server)


@pytest.mark.parametrize("said", [b"", b"POST / HTT"], ids=["nothing", "half a head"])
def test_a_half_open_connection_is_closed(port: int, said: bytes) -> None:
    assert is_over(opened(port, said), 12)


def test_a_long_answer_and_a_steady_upload_are_left_alone(port: int) -> None:
    assert post(port, b"abc", "/slow") == b"3"
    with opened(port, HEAD % 2_000_000) as line:
        for _ in range(20):
            line.sendall(b"x" * 100_000)
            time.sleep(0.1)
        assert line.recv(4096).endswith(b"2000000")


def test_to_look_at_connections_drops_no_lock_on_a_file(tmp_path: Path) -> None:
    path = tmp_path / "database"
    try_it = "import fcntl, sys; fcntl.lockf(open(sys.argv[1], 'r+'), fcntl.LOCK_EX | fcntl.LOCK_NB)"
    with path.open("w") as held, socket.create_server(("127.0.0.1", 0)) as listening:
        fcntl.lockf(held, fcntl.LOCK_EX)
        port = listening.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)), listening.accept()[0]:
            assert [one.address for one in connections(port)] == ["127.0.0.1"]
        done = subprocess.run(
            [sys.executable, "-c", try_it, str(path)], capture_output=True, text=True, check=False
        )
    assert "BlockingIOError" in done.stderr


def test_who_waits_for_a_place_gets_it_before_one_who_comes_just_as_it_is_left() -> None:
    places, came = Places(1), []

    def come(name: str) -> None:
        with places:
            came.append(name)

    with places:
        waiting = [threading.Thread(target=come, args=(name,)) for name in "ab"]
        for number, thread in enumerate(waiting):
            thread.start()
            wait_until(lambda number=number: places.queue > number, "a thread that waits")
    come("c")
    for thread in waiting:
        thread.join(5)
    assert came == ["a", "b", "c"]
    come("d")
    assert came[-1] == "d"

"""Doors that do not give up: each sends its scans in batches, again and again until they are acknowledged."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections.abc import Sequence
from uuid import uuid4

PATH = "/api/v1/events/nouakchott/scans"


class Door(threading.Thread):
    """Sends batches of one to twenty scans until it is told to stop, the one under way to its end.

    `taken` holds the outcome of each scan that was acknowledged, `codes` the badge of each, `odd` what was answered
    with neither 200 nor a 5xx.
    """

    def __init__(self, port: int, token: str, codes: Sequence[str], seed: int, bearer: str = "main") -> None:
        """Begin at once."""
        super().__init__(daemon=True)
        self._port, self._token, self._badges, self._checkpoint = port, token, codes, bearer
        self._random = random.Random(seed)
        self.taken: dict[str, str] = {}
        self.codes: dict[str, str] = {}
        self.odd: list[tuple[int, bytes]] = []
        self.refused = 0
        self.over = threading.Event()
        self.start()

    def run(self) -> None:
        """Send until `over`."""
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
        while not self.over.is_set():
            scans = [self._scan() for _ in range(self._random.choice((1, 1, 1, 5, 20)))]
            while not self._sent(line, scans):
                line.close()
                time.sleep(0.05)
        line.close()

    def _scan(self) -> dict[str, str]:
        scan = {
            "id": str(uuid4()), "code": self._random.choice(self._badges), "checkpoint": self._checkpoint,
            "direction": "in", "at": "2027-01-28T09:00:00Z",
        }  # fmt: skip
        self.codes[scan["id"]] = scan["code"]
        return scan

    def _sent(self, line: http.client.HTTPConnection, scans: list[dict[str, str]]) -> bool:
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        try:
            line.request("POST", PATH, json.dumps({"scans": scans}), headers)
            answer = line.getresponse()
            body = answer.read()
            if answer.status != 200:
                self.refused += 1
                if answer.status < 500:
                    self.odd.append((answer.status, body))
                return False
            results = json.loads(body)["results"]
        except (OSError, http.client.HTTPException, json.JSONDecodeError):
            return False
        self.taken.update((one["id"], one["outcome"]) for one in results)
        return True


def acknowledged(doors: Sequence[Door]) -> int:
    """How many scans were acknowledged to all of them."""
    return sum(len(door.taken) for door in doors)

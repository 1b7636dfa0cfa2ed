"""Whatever order batches come in, cut, late, twice, with clocks that are wrong: the same people are in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import update

from app.agenda.models import Session
from app.badges.models import Badge
from app.checkin import queries, service
from app.checkin.models import Expectation
from app.checkin.queries import DeviceFacts, Stand
from app.kernel import clock
from app.kernel.clock import Instant
from app.kernel.db import atomic
from tests.checkin.conftest import Door
from tests.support.people import Delegate, approved, hold

PLACES = ("main", "opening", "plenary-1")
SKEWS = (timedelta(), timedelta(seconds=50), timedelta(hours=3), timedelta(minutes=-70))


@dataclass(frozen=True)
class Happened:
    """One thing at a door: which device scanned what, when in truth; `says` is the line but for its time."""

    device: int
    at: Instant
    says: dict[str, Any]


@dataclass(frozen=True)
class Sent:
    """A batch as a device sends it, and when it arrives."""

    device: int
    lines: tuple[Happened, ...]
    arrives: Instant


class Meeting:
    """An event with three devices, some people, an agenda that changed, a badge that was revoked, a blank one."""

    def __init__(self, app: Flask, name: str) -> None:
        """Begin ten hours ago, so that all that happens lies in the past."""
        self.event_id = hold(name)
        self.people: list[Delegate] = [
            approved(self.event_id, number, category=kind)
            for number, kind in enumerate(("mayor", "mayor", "press", "mayor"))
        ]
        doors = [Door(app, self.event_id, f"Gate {number}", may_override=True) for number in range(3)]
        found = [queries.find_device(door.token) for door in doors]
        self.devices: list[DeviceFacts] = [one for one in found if one]
        self.start = clock.instant(clock.now() - timedelta(hours=10))

    def at(self, minutes: float) -> Instant:
        return clock.instant(self.start + timedelta(minutes=minutes))

    def change_agenda(self) -> None:
        """At the third hour the press is let into the plenary."""
        with atomic() as session:
            plenary = session.query(Session).filter_by(event_id=self.event_id, key="plenary-1").one()
            plenary.expected = ["mayor", "press"]
        with atomic() as session:
            mine = Expectation.event_id == self.event_id
            newest = session.query(Expectation).filter(mine).order_by(Expectation.since.desc()).first()
            assert newest is not None
            newest.since = self.at(180)

    def revoke(self) -> None:
        """At the sixth hour the first one's badge is revoked."""
        with atomic() as session:
            mine = Badge.registration_id == self.people[0].id
            session.execute(update(Badge).where(mine).values(revoked_at=self.at(360)))


def history(meeting: Meeting, chance: Random) -> list[Happened]:
    """Some dozen scans, overrides, undos and people found by name, at minutes away from what changes."""
    found: list[Happened] = []
    for number in range(chance.randint(6, 24)):
        who = chance.choice(meeting.people)
        minute = chance.choice([one for one in range(5, 540) if abs(one - 180) > 3 and abs(one - 360) > 3])
        says: dict[str, Any] = {
            "id": str(UUID(int=chance.getrandbits(128), version=4)), "checkpoint": chance.choice(PLACES),
            "direction": chance.choice(["in", "in", "out"]),
        }  # fmt: skip
        says |= {"code": who.code} if chance.random() < 0.9 else {"registration": str(who.id)}
        if chance.random() < 0.2:
            says["override"] = "Knows the way"
        if chance.random() < 0.1:
            says["elsewhere"] = True
        device = chance.randrange(3)
        at = clock.instant(meeting.at(minute) + timedelta(seconds=number))
        if found and chance.random() < 0.2:
            undone = chance.choice(found)
            says |= {
                name: undone.says[name]
                for name in ("checkpoint", "code", "registration")
                if name in undone.says
            }
            says |= {"corrects": undone.says["id"], "reason": "Wrong person"}
            at, device = clock.instant(undone.at + timedelta(seconds=20)), undone.device
        found.append(Happened(device, at, says))
    return found


def sendings(happened: list[Happened], meeting: Meeting, chance: Random) -> list[Sent]:
    """The same in random parts, some twice, each after all of its lines, in a random order of arrival."""
    batches: list[Sent] = []
    for device in range(3):
        own = [one for one in happened if one.device == device]
        chance.shuffle(own)
        while own:
            size = chance.randint(1, len(own))
            part, own = tuple(own[:size]), own[size:]
            last = max(one.at for one in part)
            arrives = clock.instant(last + timedelta(minutes=chance.choice([0, 1, 30, 200, 590])))
            batches += [Sent(device, part, min(arrives, clock.now()))] * chance.choice([1, 1, 2])
    chance.shuffle(batches)
    return batches


def deliver(meeting: Meeting, batches: list[Sent], skew: list[timedelta]) -> None:
    """Judge the batches in their order of arrival, with what changes meanwhile; each device's clock is behind."""
    changes = [(meeting.at(180), meeting.change_agenda), (meeting.at(360), meeting.revoke)]
    for sent in sorted(batches, key=lambda one: one.arrives):
        while changes and changes[0][0] <= sent.arrives:
            changes.pop(0)[1]()
        behind = skew[sent.device]
        raw = [one.says | {"at": clock.stamp(clock.instant(one.at - behind))} for one in sent.lines]
        taken = [service.deliver(one) for one in raw]
        says = clock.instant(sent.arrives - behind)
        service.record([service.Batch(meeting.devices[sent.device], taken, sent.arrives, says)])


def ending(meeting: Meeting) -> dict[tuple[str, int], Stand]:
    """Who stands where in the end, by the table; which is what the log says from nothing."""
    table = queries.standings(meeting.event_id)
    assert table == queries.from_nothing(meeting.event_id)
    numbers = {one.id: number for number, one in enumerate(meeting.people)}
    gates = {one.id: number for number, one in enumerate(meeting.devices)}
    return {
        (key, numbers[who]): replace(one, gate=UUID(int=gates[one.gate]) if one.gate else None)
        for (key, who), one in table.items()
    }


def replayed(app: Flask, seed: int, turns: int) -> Iterator[dict[tuple[str, int], Stand]]:
    """One history, delivered in several ways to events that are alike."""
    base: Instant | None = None
    for turn in range(turns):
        meeting = Meeting(app, f"m{seed}-{turn}")
        base = meeting.start = base or meeting.start
        same, other = Random(seed), Random(seed * 1000 + turn)
        happened = history(meeting, same)
        skew = [same.choice(SKEWS) for _ in range(3)]
        batches = sendings(happened, meeting, other)
        deliver(meeting, batches, skew)
        yield ending(meeting)


def check(app: Flask, seed: int, turns: int) -> None:
    first, *others = replayed(app, seed, turns)
    for other in others:
        assert other == first, f"seed {seed}"


@pytest.mark.parametrize("seed", range(3))
def test_every_way_of_delivery_ends_in_the_same_presence(app: Flask, db: object, seed: int) -> None:
    check(app, seed, 3)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(100, 160))
def test_many_histories_end_in_the_same_presence(app: Flask, db: object, seed: int) -> None:
    check(app, seed, 5)

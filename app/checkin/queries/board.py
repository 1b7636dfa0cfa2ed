"""The live board: per checkpoint and gate, devices, and what the desk has to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID
from zlib import crc32

from sqlalchemy import Integer, cast, extract, func, select

from app.agenda.queries import Headcount, directory
from app.audit import queries as journal
from app.checkin.models import Device, Pairing, Standing
from app.checkin.queries.desk import Waiting, waiting
from app.checkin.queries.log import chain_of, countable
from app.checkin.queries.places import Checkpoint, checkpoints, settings
from app.checkin.queries.presence import Inside, Stand, inside, last_received
from app.checkin.rules import LoggedScan, Settings, counted
from app.checkin.rules.curve import STEP, Curve, bucket, curve, is_silent
from app.kernel.clock import Instant
from app.kernel.db import db


@dataclass(frozen=True)
class Gate:
    """One device at one checkpoint: whom it let in first in the last five minutes, the last hour, and in all."""

    name: str
    now: int
    hour: int
    all: int


@dataclass(frozen=True)
class PlaceShown:
    """One checkpoint on the board."""

    place: Checkpoint
    inside: int
    came: int
    expected: int
    curve: Curve
    gates: Sequence[Gate]
    running: bool


@dataclass(frozen=True)
class DeviceShown:
    """One device on the board; `off_minutes` is how far its clock is wrong, 0 within tolerance."""

    device: Device
    silent: bool
    off_minutes: int


@dataclass(frozen=True)
class Board:
    """Everything that the door chief looks at, as of the newest scan that arrived."""

    places: Sequence[PlaceShown]
    quiet: Sequence[PlaceShown]
    devices: Sequence[DeviceShown]
    waiting: Waiting
    settings: Settings
    as_of: Instant | None


def board_mark(event_id: UUID, version: int, now: Instant) -> str:
    """Changes when the board does: new lines, acts of the desk, what devices say or fail to say; each half minute."""
    number, _ = journal.head(chain_of(event_id))
    facts = settings(event_id)
    told = [_told(_device(one, facts, now)) for one in _devices(event_id, now)]
    said = crc32(repr(told).encode())
    return f"{version}-{number}-{journal.last_number(event_id)}-{said:08x}-{int(now.timestamp()) // 30}"


def _told(one: DeviceShown) -> tuple[object, ...]:
    """All that the board shows of a device; of its last contact the minute."""
    device = one.device
    seen = int(device.seen_at.timestamp()) // 60 if device.seen_at else 0
    return (
        device.name, seen, device.battery, device.charging, device.unsent, device.oldest_at, device.checked_at,
        device.clock_off is None, one.silent, one.off_minutes,
    )  # fmt: skip


def board(event_id: UUID, now: Instant) -> Board:
    """The board as of now; as many statements for three scans as for a million."""
    facts, devices = settings(event_id), _devices(event_id, now)
    names = {one.id: one.name for one in devices}
    if facts.rehearsal:
        inside_now, arrivals = _rehearsed(event_id, facts)
    else:
        inside_now, arrivals = inside(event_id), _arrivals(event_id)
    heads = directory().headcount(event_id)
    shown = [
        _place(one, inside_now.get(key, Inside(0, 0)), arrivals.get(key, {}), names, heads, now)
        for key, one in checkpoints(event_id).items()
    ]
    busy = [one for one in shown if one.running or one.curve.most]
    return Board(
        busy or shown[:1], [one for one in shown if one not in (busy or shown[:1])],
        [_device(one, facts, now) for one in devices], waiting(event_id), facts, last_received(event_id),
    )  # fmt: skip


Arrivals = Mapping[UUID | None, Mapping[int, int]]
"""First ways in at one checkpoint, by gate and by five minutes; bucket 0 holds those before the curve."""


def _arrivals(event_id: UUID) -> dict[str, dict[UUID | None, dict[int, int]]]:
    seconds = cast(extract("epoch", Standing.first_in), Integer)
    step = seconds - seconds % STEP
    query = select(Standing.checkpoint, Standing.device_id, step, func.count()).where(
        Standing.event_id == event_id, Standing.first_in.is_not(None)
    )
    found: dict[str, dict[UUID | None, dict[int, int]]] = {}
    for key, gate, start, number in db.session.execute(
        query.group_by(Standing.checkpoint, Standing.device_id, step)
    ):
        found.setdefault(key, {}).setdefault(gate, {})[int(start)] = number
    return found


def _rehearsed(
    event_id: UUID, facts: Settings
) -> tuple[dict[str, Inside], dict[str, dict[UUID | None, dict[int, int]]]]:
    """The same of a rehearsal, which no table keeps up: it is small, and read from the log."""
    by_pair: dict[tuple[str, UUID], list[LoggedScan]] = {}
    for one in countable(event_id, cleared=facts.cleared):
        by_pair.setdefault((one.checkpoint, one.registration), []).append(one)
    stands: dict[str, list[Stand]] = {}
    for (key, _), lines in by_pair.items():
        moves = counted(lines, rehearsal=True)
        first = next((one for one in moves if one.direction == "in"), None)
        if moves and first:
            stand = Stand(moves[-1].direction == "in", first.at, None, first.device_id)
            stands.setdefault(key, []).append(stand)
    arrivals: dict[str, dict[UUID | None, dict[int, int]]] = {}
    for key, people in stands.items():
        for person in people:
            gate = arrivals.setdefault(key, {}).setdefault(person.gate, {})
            start = bucket(person.first_in) if person.first_in else 0
            gate[start] = gate.get(start, 0) + 1
    counts = {key: Inside(sum(one.present for one in people), len(people)) for key, people in stands.items()}
    return counts, arrivals


def _place(
    one: Checkpoint,
    there: Inside,
    arrivals: Arrivals,
    names: Mapping[UUID, str],
    heads: Headcount,
    now: Instant,
) -> PlaceShown:
    total: dict[int, int] = {}
    for counts in arrivals.values():
        for start, number in counts.items():
            total[start] = total.get(start, 0) + number
    facts, hours = one.facts, one.hours
    open_to_all = not facts.expected and not facts.by_invitation
    expected = heads.total if open_to_all else sum(heads.by_category.get(key, 0) for key in facts.expected)
    running = bool(hours.starts and hours.ends and hours.starts - timedelta(minutes=45) <= now < hours.ends)
    gates = [_gate(names.get(gate, "") if gate else "", counts, now) for gate, counts in arrivals.items()]
    return PlaceShown(
        one,
        there.inside,
        there.came,
        expected,
        curve(total, now),
        sorted(gates, key=lambda gate: gate.name),
        running,
    )


def _gate(name: str, counts: Mapping[int, int], now: Instant) -> Gate:
    end = bucket(now)
    hour = sum(number for start, number in counts.items() if start > end - 12 * STEP)
    return Gate(name, counts.get(end, 0), hour, sum(counts.values()))


def _devices(event_id: UUID, now: Instant) -> Sequence[Device]:
    query = (
        select(Device)
        .join(Pairing, Pairing.id == Device.pairing_id)
        .where(
            Device.event_id == event_id, Device.revoked_at.is_(None), Pairing.revoked_at.is_(None),
            Pairing.expires_at > now, Device.seen_at.is_not(None),
        )
        .order_by(Device.name, Device.paired_at)
    )  # fmt: skip
    return db.session.scalars(query).all()


def _device(one: Device, facts: Settings, now: Instant) -> DeviceShown:
    off = one.clock_off or 0
    return DeviceShown(
        one, is_silent(one.seen_at, now, facts.silent_minutes), round(off / 60) if abs(off) > 120 else 0
    )

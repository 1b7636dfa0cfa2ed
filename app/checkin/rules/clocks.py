"""Clocks of devices, and which checkpoint a door stands at by the hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.kernel.clock import Instant

TOLERANCE = timedelta(minutes=2)  # below, a slow network and a wrong clock cannot be told apart
LEAD = timedelta(minutes=30)  # how long before a session its door opens


@dataclass(frozen=True)
class Hours:
    """A checkpoint and the hours of its session; an entrance has none."""

    key: str
    starts: Instant | None = None
    ends: Instant | None = None


def clock_is_off(sent_at: Instant, server_now: Instant) -> bool:
    """True when the device's clock at sending was more than two minutes from the server's."""
    return abs(server_now - sent_at) > TOLERANCE


def corrected_time(device_at: Instant, sent_at: Instant | None, server_now: Instant) -> Instant:
    """When a scan happened: by the device, put right if its clock was off at sending, never in the future.

    A clock that is ahead is certainly so, for no message arrives before it is sent; one that is a little behind may
    also have had a slow network.
    """
    wrong = sent_at is not None and (sent_at > server_now or clock_is_off(sent_at, server_now))
    offset = server_now - sent_at if sent_at is not None and wrong else timedelta()
    return Instant(min(device_at + offset, server_now))


def suggest(checkpoints: Sequence[Hours], now: Instant) -> str:
    """The key to scan at now: the open session that starts nearest, else the entrance, else what comes next.

    Raises ValueError without any checkpoint.
    """
    if not checkpoints:
        raise ValueError("a door needs at least one checkpoint")
    timed = [(point.starts, point.ends, point.key) for point in checkpoints if point.starts and point.ends]
    opened = [(abs(now - starts), key) for starts, ends, key in timed if starts - LEAD <= now < ends]
    if opened:
        return min(opened, key=lambda choice: choice[0])[1]
    entrances = [point.key for point in checkpoints if point.starts is None]
    coming = sorted((starts, key) for starts, _, key in timed if starts > now)
    return (*entrances, *(key for _, key in coming), checkpoints[-1].key)[0]

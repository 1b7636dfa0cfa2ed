"""The door's tables: pairings, devices, the append-only log of scans, and what the desk settles."""

from app.checkin.models.devices import Device, Pairing
from app.checkin.models.log import Scan, Standing
from app.checkin.models.places import DoorSettings, Expectation, OwnCheckpoint, WalkIn

__all__ = [
    "Device",
    "DoorSettings",
    "Expectation",
    "OwnCheckpoint",
    "Pairing",
    "Scan",
    "Standing",
    "WalkIn",
]

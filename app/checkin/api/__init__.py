"""The door's API: scans in, verdicts out; roster, facts and checks for devices."""

from app.checkin.api import checks, door, roster, scans
from app.checkin.api.blueprint import blueprint
from app.checkin.api.scans import load_device

__all__ = ["blueprint", "checks", "door", "load_device", "roster", "scans"]

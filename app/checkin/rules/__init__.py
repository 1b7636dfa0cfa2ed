"""The door's decisions: what a scan says, what it is answered, who is in, which clock is right."""

from app.checkin.rules.clocks import Hours, clock_is_off, corrected_time, suggest
from app.checkin.rules.cursor import Cursor, parse_cursor
from app.checkin.rules.decision import (
    COUNTABLE,
    MOVING,
    Asked,
    BadgeFacts,
    CheckpointFacts,
    Decision,
    LoggedScan,
    Outcome,
    conflict,
    counted,
    decide,
)
from app.checkin.rules.door import DOOR_MESSAGES
from app.checkin.rules.evidence import chained
from app.checkin.rules.places import (
    KINDS,
    MAIN,
    Expected,
    HalfDay,
    Planned,
    Settings,
    half_days,
)
from app.checkin.rules.presence import Seen, Stay, minutes, presence, seen
from app.checkin.rules.scanline import (
    DETAILS,
    Direction,
    Malformed,
    ScanLine,
    WalkIn,
    content_digest,
    parse_moment,
    parse_scan,
)
from app.checkin.rules.sheets import KIOSK_MESSAGES

__all__ = [
    "COUNTABLE",
    "DETAILS",
    "DOOR_MESSAGES",
    "KINDS",
    "KIOSK_MESSAGES",
    "MAIN",
    "MOVING",
    "Asked",
    "BadgeFacts",
    "CheckpointFacts",
    "Cursor",
    "Decision",
    "Direction",
    "Expected",
    "HalfDay",
    "Hours",
    "LoggedScan",
    "Malformed",
    "Outcome",
    "Planned",
    "ScanLine",
    "Seen",
    "Settings",
    "Stay",
    "WalkIn",
    "chained",
    "clock_is_off",
    "conflict",
    "content_digest",
    "corrected_time",
    "counted",
    "decide",
    "half_days",
    "minutes",
    "parse_cursor",
    "parse_moment",
    "parse_scan",
    "presence",
    "seen",
    "suggest",
]

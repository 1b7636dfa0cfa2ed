"""Reading the door: devices by token, checkpoints, the log, and who is where."""

from app.audit import queries as journal
from app.checkin.queries.board import Board, DeviceShown, Gate, PlaceShown, board, board_mark
from app.checkin.queries.desk import (
    Chosen,
    LineShown,
    Waiting,
    blank_of,
    chosen,
    chosen_rows,
    conflict_rows,
    conflicts,
    held,
    held_rows,
    waiting,
    walk_ins,
)
from app.checkin.queries.devices import (
    DeviceFacts,
    find_device,
    find_hinted,
    find_pairing,
    pairings,
    places_of_device,
)
from app.checkin.queries.log import (
    ACCEPTED,
    RECOGNISED,
    chain_of,
    countable,
    first_break,
    known_scans,
    logged,
    logged_by_place,
    merged,
    scans_of,
    unknown_of_badge,
)
from app.checkin.queries.places import Checkpoint, all_checkpoints, checkpoints, expected, places, settings
from app.checkin.queries.presence import (
    Inside,
    Stand,
    arrived,
    attended,
    from_nothing,
    inside,
    last_received,
    presence_at,
    stand,
    standings,
)
from app.checkin.queries.rosters import Roster, roster
from app.checkin.rules import MAIN

__all__ = [
    "ACCEPTED", "MAIN", "RECOGNISED", "Board", "Checkpoint", "Chosen", "DeviceFacts", "DeviceShown", "Gate", "Inside",
    "LineShown", "PlaceShown", "Roster", "Stand", "Waiting", "all_checkpoints", "arrived", "attended", "blank_of",
    "board", "board_mark", "chain_of", "checkpoints", "chosen", "chosen_rows", "conflict_rows", "conflicts",
    "countable", "expected", "find_device", "find_hinted", "find_pairing", "first_break", "from_nothing", "held",
    "held_rows", "inside", "journal", "known_scans", "last_received", "logged", "logged_by_place", "merged",
    "pairings", "places", "places_of_device", "presence_at", "roster", "scans_of", "settings", "stand", "standings",
    "unknown_of_badge", "waiting", "walk_ins",
]  # fmt: skip

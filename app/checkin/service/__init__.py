"""What the door does: taking scans, pairing devices, and the desk's acts on both."""

from app.checkin.service.amending import TooManyLines, move_batch, settle_conflict, settle_held
from app.checkin.service.batch import Batch, Delivered, DeviceState, Result, deliver
from app.checkin.service.importing import Imported, NotUnsent, import_unsent
from app.checkin.service.pairing import NewPairing, pair, pair_device, revoke_device, revoke_pairing
from app.checkin.service.regularising import settle_walk_in
from app.checkin.service.scans import record, sync
from app.checkin.service.settings import (
    BadPin,
    CheckpointTaken,
    Settled,
    add_checkpoint,
    change_settings,
    keep_checkpoint,
    rehearse,
)
from app.checkin.service.standing import rebuild
from app.checkin.service.telling import note_checks, note_contact

__all__ = [
    "BadPin", "Batch", "CheckpointTaken", "Delivered", "DeviceState", "Imported", "NewPairing", "NotUnsent", "Result",
    "Settled", "TooManyLines", "add_checkpoint", "change_settings", "deliver", "import_unsent", "keep_checkpoint",
    "move_batch", "note_checks", "note_contact", "pair", "pair_device", "rebuild", "record", "rehearse",
    "revoke_device", "revoke_pairing", "settle_conflict", "settle_held", "settle_walk_in", "sync",
]  # fmt: skip

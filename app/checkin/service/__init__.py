"""What the door does: taking scans, and pairing devices."""

from app.checkin.service.batch import Batch, Delivered, DeviceState, Result
from app.checkin.service.pairing import NewPairing, pair, pair_device, revoke_device, revoke_pairing
from app.checkin.service.scans import record, sync
from app.checkin.service.standing import rebuild
from app.checkin.service.telling import note_checks, note_contact

__all__ = [
    "Batch",
    "Delivered",
    "DeviceState",
    "NewPairing",
    "Result",
    "note_checks",
    "note_contact",
    "pair",
    "pair_device",
    "rebuild",
    "record",
    "revoke_device",
    "revoke_pairing",
    "sync",
]

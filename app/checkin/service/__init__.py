"""What the door does: taking scans, and pairing devices."""

from app.checkin.service.pairing import NewPairing, pair, pair_device, revoke_device, revoke_pairing
from app.checkin.service.scans import Batch, Delivered, Result, record, sync

__all__ = [
    "Batch",
    "Delivered",
    "NewPairing",
    "Result",
    "pair",
    "pair_device",
    "record",
    "revoke_device",
    "revoke_pairing",
    "sync",
]

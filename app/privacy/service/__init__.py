"""What privacy does: erase one person, purge what has had its time, hand everything out."""

from app.privacy.rules import LONGEST
from app.privacy.service.erasing import Erased, erase, preview
from app.privacy.service.handing import hand_out
from app.privacy.service.purging import Purged, WrongTerm, purge, purge_event, set_term

__all__ = [
    "LONGEST", "Erased", "Purged", "WrongTerm", "erase", "hand_out", "preview", "purge", "purge_event",
    "set_term",
]  # fmt: skip

"""What privacy does: erase one person, purge what has had its time, hand everything out, choose the terms."""

from app.privacy.service.erasing import Erased, erase, preview
from app.privacy.service.purging import Purged, purge, purge_event, set_term

__all__ = ["Erased", "Purged", "erase", "preview", "purge", "purge_event", "set_term"]

"""What leaves for which purpose, where a pack is cut, and who receives anchors."""

from app.evidence.rules.position import Position
from app.evidence.rules.purposes import PARTS, PURPOSES, Part, Purpose, get_purpose
from app.evidence.rules.recipients import NoRecipient, read_recipients, written

__all__ = [
    "PARTS",
    "PURPOSES",
    "NoRecipient",
    "Part",
    "Position",
    "Purpose",
    "get_purpose",
    "read_recipients",
    "written",
]

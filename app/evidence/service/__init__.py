"""Evidence: anchors that leave the house, and packs that prove who was there."""

from app.evidence.service.anchoring import anchor_now, keep_anchor, set_recipients
from app.evidence.service.cutting import cut, position_of
from app.evidence.service.keys import public_key, sign
from app.evidence.service.packing import begin_pack, build, pack_now
from app.evidence.service.signing import Certificate

__all__ = [
    "Certificate",
    "anchor_now",
    "begin_pack",
    "build",
    "cut",
    "keep_anchor",
    "pack_now",
    "position_of",
    "public_key",
    "set_recipients",
    "sign",
]

"""Evidence: anchors that leave the house, and packs that prove who was there."""

from app.evidence.service.anchoring import anchor_now, keep_anchor, set_recipients
from app.evidence.service.keys import public_key, sign

__all__ = ["anchor_now", "keep_anchor", "public_key", "set_recipients", "sign"]

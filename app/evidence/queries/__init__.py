"""Reading what a pack is made of, and what was made."""

from app.evidence.queries.anchors import anchors, find_anchor, heads, recipients

__all__ = ["anchors", "find_anchor", "heads", "recipients"]

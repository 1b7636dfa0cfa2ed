"""The demo's invented delegates."""

from app.front.rules.demo import InventedDelegate, Target, invent

__all__ = ["InventedDelegate", "Target", "invent"]

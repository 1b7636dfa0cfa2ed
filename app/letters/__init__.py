"""What the secretariat writes to people: words for each occasion, sendings to many, letters and their proofs."""

from __future__ import annotations

from flask import Flask

from app.letters import models

__all__ = ["init_app", "models"]


def init_app(app: Flask) -> None:
    """Add the pages of the desk and what delegates and readers of a letter may see."""

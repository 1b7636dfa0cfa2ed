"""The programme: rooms, sessions and published versions."""

from __future__ import annotations

from flask import Flask

from app.agenda import models


def init_app(app: Flask) -> None:
    """Add this subject to the application."""
    assert models

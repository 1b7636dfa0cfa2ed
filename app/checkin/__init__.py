"""The door: devices, scans and what they say of presence."""

from __future__ import annotations

from flask import Flask

from app.checkin import models


def init_app(app: Flask) -> None:
    """Add this subject to the application."""
    assert models

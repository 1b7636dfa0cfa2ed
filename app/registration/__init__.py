"""Registrations: what delegates say, and what the secretariat decides."""

from __future__ import annotations

from flask import Flask

from app.registration import models


def init_app(app: Flask) -> None:
    """Add this subject to the application."""
    assert models

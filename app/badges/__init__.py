"""Badges: codes, and the sheets they are printed on."""

from __future__ import annotations

from flask import Flask

from app.badges import models


def init_app(app: Flask) -> None:
    """Add this subject to the application."""
    assert models

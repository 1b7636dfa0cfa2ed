"""Meetings: their facts, organisers, funding, categories, consents and cities."""

from __future__ import annotations

from flask import Flask

from app.events import models


def init_app(app: Flask) -> None:
    """Add this subject to the application."""
    assert models

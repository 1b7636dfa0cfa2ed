"""Mail: an outbox that outlives crashes."""

from __future__ import annotations

from flask import Flask

from app.mail import models


def init_app(app: Flask) -> None:
    """Add this subject to the application."""
    assert models
